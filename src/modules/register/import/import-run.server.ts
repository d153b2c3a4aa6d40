/**
 * What every stage of an import runs in: short transactions in its office, a way to stop it, somebody who watches. A stage enters its
 * state, works in batches, and writes how far it came (`done_up_to`, `progress`) in the transaction of each batch.
 */
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { loadImport } from './queries.server.ts'
import type { Import, ImportCounts, ImportProblem, ImportState } from './states.ts'

export interface ImportRun {
  importId: string
  /** A transaction in the import's office, with a named system actor or staff. */
  within<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** The server stops: the stage throws and is run again later. */
  signal?: AbortSignal | undefined
  watch?: ((state: ImportState, progress: number, rows: number) => void) | undefined
  now(): Date
  /** Whether the dry run counts likely duplicates: for pages; who asks for all of them afterwards need not pay twice. */
  countsDuplicates?: boolean
  /** Rows of a transaction, where each stage's own number is too large: a small file then has many points at which it can be stopped. */
  batchRows?: number
}

/** Somebody asked for the import to be cancelled; it has been, when this is thrown. */
export class ImportCancelled extends Error {
  override readonly name = 'ImportCancelled'
}

/** Locks the import and moves it into a running state; where it is in that state already, the stage goes on. */
export async function enterStage(run: ImportRun, state: ImportState, from: readonly ImportState[]): Promise<Import & { resumed: boolean }> {
  const entered = await run.within(async (tx) => {
    const record = await loadImport(tx, run.importId, true)
    if (record.cancelRequested) return cancel(tx, run.importId)
    const resumed = record.state === state
    if (!resumed && !from.includes(record.state)) throw new ProblemError('import_not_ready')
    if (!resumed) await tx.client.query("update corridor.imports set state = $3, progress = 0, done_up_to = 0, problem = null where office_id = $1 and id = $2", [tx.office, run.importId, state])
    return { ...record, state, resumed }
  })
  if (!entered) throw new ImportCancelled()
  run.watch?.(state, 0, entered.rowsRead)
  return entered
}

/** In the transaction of a batch, before its work: locks the import, so that two at once work one after the other. */
export async function lockForBatch(tx: Tx, importId: string, state: ImportState): Promise<{ doneUpTo: number; cancelled: boolean }> {
  const [row] = await selectRows<{ state: ImportState; done_up_to: number; cancel_requested: boolean }>(tx, 'select state, done_up_to, cancel_requested from corridor.imports where office_id = $1 and id = $2 for update', [tx.office, importId])
  if (!row) throw new ProblemError('not_found')
  if (row.state !== state) throw new ProblemError('import_not_ready')
  return { doneUpTo: row.done_up_to, cancelled: row.cancel_requested }
}

export async function markProgress(tx: Tx, importId: string, doneUpTo: number, progress: number): Promise<void> {
  await tx.client.query('update corridor.imports set done_up_to = $3, progress = $4 where office_id = $1 and id = $2', [tx.office, importId, doneUpTo, Math.min(1, progress)])
}

/** Ends the import as cancelled. What was applied until now stays and can be undone. */
export async function cancel(tx: Tx, importId: string): Promise<undefined> {
  await recordEvent(tx, { type: 'import.cancelled', subject: { kind: 'import', id: importId } })
  await tx.client.query("update corridor.imports set state = 'cancelled', cancel_requested = false where office_id = $1 and id = $2", [tx.office, importId])
}

export async function failImport(run: ImportRun, problem: ImportProblem): Promise<void> {
  await run.within(async (tx) => {
    await recordEvent(tx, { type: 'import.failed', subject: { kind: 'import', id: run.importId }, data: { code: problem.code } })
    await tx.client.query("update corridor.imports set state = 'failed', problem = $3 where office_id = $1 and id = $2", [tx.office, run.importId, JSON.stringify(problem)])
  })
}

/** Adds to the counts of the import. */
export async function setCounts(tx: Tx, importId: string, counts: ImportCounts): Promise<void> {
  await tx.client.query('update corridor.imports set counts = counts || $3::jsonb where office_id = $1 and id = $2', [tx.office, importId, JSON.stringify(counts)])
}
