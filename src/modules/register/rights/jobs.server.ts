/** What runs by itself for the person's rights: sending notices, noting what became of them, retention. */
import { z } from 'zod'
import { officeDay } from '#modules/offices/index.server.ts'
import { defineJob, type JobContext } from '#platform/jobs/job.ts'
import { enqueue } from '#platform/jobs/jobs.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { markForSending, settleNotices } from './notices.server.ts'
import { clearOldTraces, erasePeopleOfOldTimes, RETAIN_A_BATCH } from './retain.server.ts'
import { NOTICES_A_BATCH, sendNextNotices } from './send-notices.server.ts'

/** All notices of the office that are marked, batch by batch. Runs again after a crash and goes on. */
export const sendNoticesJob = defineJob({
  queue: 'register.send-notices',
  data: z.object({}),
  batchSize: 1,
  run: async (_data, { within, app, signal }) => {
    while (!signal.aborted && (await within((tx) => sendNextNotices(tx, app.url, app.now()))) === NOTICES_A_BATCH);
    signal.throwIfAborted()
  },
})

/** Marks one notice, or all that have an address, and lets the job send them. Returns how many. */
export async function sendNotices(tx: Tx, which: string | 'all', now: Date): Promise<number> {
  const marked = await markForSending(tx, which, now)
  if (marked > 0) await enqueue(tx, sendNoticesJob, {})
  return marked
}

interface OfficeRow { id: string; timeZone: string }

async function eachOffice(context: JobContext, name: string, work: (tx: Tx, office: OfficeRow) => Promise<number | void>, again?: number): Promise<void> {
  const { rows } = await context.app.pool.query<OfficeRow>('select id, time_zone as "timeZone" from corridor.offices where closed_at is null')
  for (const office of rows) {
    let done: number | void
    do {
      context.signal.throwIfAborted()
      done = await context.withinScope({ office: office.id, actor: { kind: 'system', name } }, (tx) => work(tx, office))
    } while (again !== undefined && done === again)
  }
}

export const settleNoticesJob = defineJob({
  queue: 'register.settle-notices',
  data: z.object({}),
  schedule: '* * * * *',
  run: (_data, context) => eachOffice(context, 'register.settle-notices', (tx, office) => settleNotices(tx, officeDay(office, context.app.now()), context.app.now())),
})

export const retainJob = defineJob({
  queue: 'register.retain',
  data: z.object({}),
  schedule: '41 2 * * *',
  expireInSeconds: 6 * 3600,
  run: async (_data, context) => {
    await eachOffice(context, 'register.retain', (tx) => erasePeopleOfOldTimes(tx, context.app.now()), RETAIN_A_BATCH)
    await eachOffice(context, 'register.retain', async (tx) => void (await clearOldTraces(tx, context.app.now())))
  },
})
