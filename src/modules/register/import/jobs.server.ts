import { z } from 'zod'
import type { Tx } from '#platform/database/types.ts'
import { defineJob } from '#platform/jobs/job.ts'
import { enqueue } from '#platform/jobs/jobs.server.ts'
import { continueImport, IMPORT_QUEUE } from './continue-import.server.ts'
import { purgeImports } from './purge-imports.server.ts'

/** Reading, checking, applying or undoing: the import's state says which. Runs again after a crash and goes on. */
export const importJob = defineJob({
  queue: IMPORT_QUEUE,
  data: z.object({ importId: z.uuid() }),
  batchSize: 1,
  expireInSeconds: 6 * 3600,
  run: async ({ importId }, { within, signal, app }) => {
    await continueImport({ importId, within, signal, now: app.now, countsDuplicates: true })
  },
})

/** In the transaction of the change that made the work due. */
export async function enqueueImport(tx: Tx, importId: string): Promise<void> {
  await enqueue(tx, importJob, { importId }, { singletonKey: importId })
}

/** Raw rows and files go when their time is over. */
export const purgeImportsJob = defineJob({
  queue: 'register.purge-imports',
  data: z.object({}),
  schedule: '17 2 * * *',
  run: async (_data, { withinScope, app }) => {
    const { rows } = await app.pool.query<{ id: string }>('select id from corridor.offices')
    for (const { id } of rows) await withinScope({ office: id, actor: { kind: 'system', name: 'register.purge-imports' } }, (tx) => purgeImports(tx, app.now()))
  },
})
