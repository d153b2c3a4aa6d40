import { z } from 'zod'
import type { Tx } from '#platform/database/types.ts'
import type { EventFacts } from '#platform/events/events.server.ts'
import { insertMany } from '#platform/database/insert-many.server.ts'
import { defineJob } from '#platform/jobs/job.ts'
import { enqueue } from '#platform/jobs/jobs.server.ts'
import { FEW_PEOPLE, refreshPairs } from './refresh-pairs.server.ts'

/** Seconds in which the batches of an import become one look. */
const MORE_MAY_COME = 10

/** Looks for duplicates among the people who were registered or changed. */
export const refreshPairsJob = defineJob({
  queue: 'linkage.refresh-pairs',
  data: z.object({}),
  batchSize: 1,
  run: async (_data, { within }) => {
    await within((tx) => refreshPairs(tx))
  },
})

/** Subscriber of `person.registered` and `person.changed`: notes whom to look at, in the transaction of the change. */
export async function notePeople(tx: Tx, events: readonly EventFacts[]): Promise<void> {
  const ids = [...new Set(events.flatMap((event) => event.subject?.id ?? []))]
  await insertMany(tx, 'link_pending', { person_id: 'uuid' }, ids.map((person_id) => ({ person_id })))
  await enqueue(tx, refreshPairsJob, {}, { singletonKey: tx.office, ...(ids.length > FEW_PEOPLE && { startAfter: MORE_MAY_COME }) })
}
