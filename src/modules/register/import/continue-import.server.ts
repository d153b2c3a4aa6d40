/** Does what is due for an import, whoever calls (the job, the command line): its state says which stage comes next. */
import { setTimeout as pause } from 'node:timers/promises'
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { applyImport } from './apply-import.server.ts'
import { checkImport } from './check-import.server.ts'
import { ImportCancelled, type ImportRun } from './import-run.server.ts'
import { loadImport } from './queries.server.ts'
import { readImport } from './read-import.server.ts'
import type { ImportState } from './states.ts'
import { undoImport } from './undo-import.server.ts'

const WAIT_MS = 500

export const IMPORT_QUEUE = 'register.import'

/** The name of the lock that whoever works on the import holds. */
export function importLock(importId: string): string {
  return `corridor.import ${importId}`
}

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
  return run.within(async (holder) => {
    if (!(await tryLock(holder, importLock(run.importId)))) return 'busy'
    for (;;) {
      const { state } = await run.within((tx) => loadImport(tx, run.importId))
      const stage = stages[state]
      if (stage === undefined) return state
      if (state === 'applying' || state === 'undoing') await waitForOffice(holder, run)
      try {
        await stage(run)
      } catch (error) {
        if (!(error instanceof ImportCancelled)) throw error
      }
    }
  })
}

/**
 * A lock that the database lets go of by itself when its holder dies. The transaction that holds it stays idle and keeps nothing
 * else: it has read nothing that vacuum would have to wait for.
 */
async function tryLock(holder: Tx, name: string): Promise<boolean> {
  const [row] = await selectRows<{ got: boolean }>(holder, 'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as got', [name])
  return row?.got === true
}

/** One import of an office at a time changes its register, for each is compared with what the others told. */
async function waitForOffice(holder: Tx, run: ImportRun): Promise<void> {
  while (!(await tryLock(holder, `corridor.imports of ${holder.office}`))) {
    run.signal?.throwIfAborted()
    // Somebody may have stopped it meanwhile: the stage sees to that.
    if ((await run.within((tx) => loadImport(tx, run.importId))).cancelRequested) return
    await pause(WAIT_MS)
  }
}
