// A process that works on one import until it is applied, as a server's job does; killed by tests/faults/import-kill.test.ts.
// Arguments: the application's database address, the office, the import.
import pg from 'pg'
import { createWithin } from '#platform/database/within.server.ts'
// Not through the door: fifty starts are quicker without what the job needs besides.
import '#modules/register/permissions.ts'
import '#modules/register/import/problems.ts'
import { continueImport } from '#modules/register/import/continue-import.server.ts'
import type { ImportRun } from '#modules/register/import/import-run.server.ts'
import { requestApply } from '#modules/register/import/operations.server.ts'
import { getImport } from '#modules/register/import/queries.server.ts'

const [url, office, importId] = process.argv.slice(2) as [string, string, string]
const pool = new pg.Pool({ connectionString: url, max: 4 })
const within = createWithin(pool)
const run: ImportRun = { importId, within: (work) => within({ office, actor: { kind: 'system', name: 'register.import' } }, work), now: () => new Date('2026-03-01T09:00:00Z'), batchRows: 25 }

await run.within((tx) => getImport(tx, importId))
process.send?.('started')
for (;;) {
  const state = await continueImport(run)
  if (state === 'applied') break
  if (state === 'checked') await run.within((tx) => requestApply(tx, importId))
  // The database lets go of a killed worker's lock as soon as it notices.
  if (state === 'busy') await new Promise((resolve) => setTimeout(resolve, 20))
  else if (state !== 'checked') throw new Error(`the import is ${state}`)
}
await pool.end()
process.send?.('done')
process.disconnect?.()
