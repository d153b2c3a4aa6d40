/**
 * What is over goes, once a day: what let people in, what was counted, submitted, invited and mailed. Nothing here is anybody's record;
 * people's own data and its retention are the register's (register/rights), imports' files the import's.
 */
import { z } from 'zod'
import { clearEndedSignIns } from '#modules/accounts/index.server.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { Tx } from '#platform/database/types.ts'
import { defineJob, type JobContext } from '#platform/jobs/job.ts'
import { clearAccountMail, clearOldMail, clearSealedLinks } from '#platform/mail/clear-mail.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { clearTries } from '#platform/rate-limit/rate-limit.server.ts'
import { clearSubmissions } from '#platform/submissions/once.server.ts'

/** Days that an invitation is kept after it was accepted, withdrawn or ran out, to answer who was invited and when. */
export const INVITATION_KEPT_DAYS = 90
/** Rows of one kind removed in one transaction. */
const BATCH = 1000
const house: Actor = { kind: 'system', name: 'offices.housekeeping' }

/** Removes at most `batch` rows of one kind, and says how many: fewer than `batch`, and none is left. */
type Clear = (tx: Tx, now: Date, batch: number) => Promise<number>

/** Removes invitations that were over for INVITATION_KEPT_DAYS; the events of them stay. */
async function clearInvitations(tx: Tx, now: Date, batch: number): Promise<number> {
  const { rowCount } = await tx.client.query(
    `delete from corridor.invitations where office_id = $1 and id in (select id from corridor.invitations where office_id = $1
       and coalesce(accepted_at, revoked_at, expires_at) < $2::timestamptz - make_interval(days => ${INVITATION_KEPT_DAYS}) limit $3)`,
    [tx.office, now, batch],
  )
  return rowCount ?? 0
}

const ofThePlatform: readonly Clear[] = [clearEndedSignIns, (tx, now, batch) => clearTries(tx.client, now, batch), clearAccountMail]
const ofEachOffice: readonly Clear[] = [clearInvitations, clearSealedLinks, clearOldMail, clearSubmissions]

/**
 * Clears the platform's tables, then those of every office, closed ones too, in transactions of `batch` rows. Runs again after a crash
 * and goes on. Returns how many transactions removed something.
 * @throws ProblemError not_found for anybody but the system
 */
export async function keepHouse({ app, withinScope, signal }: Pick<JobContext, 'app' | 'withinScope' | 'signal'>, actor: Actor = house, batch = BATCH): Promise<number> {
  if (actor.kind !== 'system') throw new ProblemError('not_found')
  let worked = 0
  const drain = async (office: string | null, clear: Clear): Promise<void> => {
    for (let gone = batch; gone === batch; ) {
      signal.throwIfAborted()
      gone = await withinScope({ office, actor }, (tx) => clear(tx, app.now(), batch))
      if (gone > 0) worked++
    }
  }
  for (const clear of ofThePlatform) await drain(null, clear)
  const { rows } = await app.pool.query<{ id: string }>('select id from corridor.offices order by id')
  for (const { id } of rows) for (const clear of ofEachOffice) await drain(id, clear)
  return worked
}

export const housekeepingJob = defineJob({
  queue: 'offices.housekeeping',
  data: z.object({}),
  schedule: '29 3 * * *',
  run: async (_data, context) => void (await keepHouse(context)),
})
