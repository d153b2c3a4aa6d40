/** Does what is due for an import, whoever calls (the job, the command line): its state says which stage comes next. */
import { selectRows } from '#platform/database/insert-many.server.ts'
import { applyImport } from './apply-import.server.ts'
import { checkImport } from './check-import.server.ts'
import { ImportCancelled, type ImportRun } from './import-run.server.ts'
import { loadImport } from './queries.server.ts'
import { readImport } from './read-import.server.ts'
import type { ImportState } from './states.ts'
import { undoImport } from './undo-import.server.ts'

const stages: Partial<Record<ImportState, (run: ImportRun) => Promise<void>>> = {
  uploaded: readImport,
  reading: readImport,
  read: checkImport,
  checking: checkImport,
  applying: applyImport,
  undoing: undoImport,
}

/**
 * Runs stage after stage until the import waits for a person or is done.
 * @returns its state then; 'busy' where another process works on it
 */
export async function continueImport(run: ImportRun): Promise<ImportState | 'busy'> {
  return alone(run, async () => {
    for (;;) {
      const { state } = await run.within((tx) => loadImport(tx, run.importId))
      const stage = stages[state]
      if (stage === undefined) return state
      try {
        await stage(run)
      } catch (error) {
        if (!(error instanceof ImportCancelled)) throw error
      }
    }
  })
}

/**
 * One worker for one import: a lock that the database lets go of by itself when its holder dies. The transaction that holds it
 * stays idle and keeps nothing else.
 */
async function alone<T>(run: ImportRun, work: () => Promise<T>): Promise<T | 'busy'> {
  return run.within(async (tx) => {
    const [row] = await selectRows<{ got: boolean }>(tx, "select pg_try_advisory_xact_lock(hashtextextended('corridor.import ' || $1, 0)) as got", [run.importId])
    return row?.got ? work() : 'busy'
  })
}
