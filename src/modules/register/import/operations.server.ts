/** What an officer does with an import; the work itself is a job (jobs.server.ts), and the state of the import says which. */
import { requirePermission } from '#platform/access/permissions.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { ImportMapping } from './contract.ts'
import { cancel } from './import-run.server.ts'
import { keepMapping } from './kept-mappings.server.ts'
import { correctMapping, mappingInput } from './mapping-input.ts'
import { loadImport } from './queries.server.ts'
import { isRunning, type Import, type ImportPolicy, type ImportState } from './states.ts'

async function lockImport(tx: Tx, id: string, states: readonly ImportState[]): Promise<Import> {
  requirePermission(tx.actor, 'import.run')
  const record = await loadImport(tx, id, true)
  if (!states.includes(record.state)) throw new ProblemError('import_not_ready')
  return record
}

async function setState(tx: Tx, id: string, state: ImportState): Promise<void> {
  await tx.client.query('update corridor.imports set state = $3, progress = 0, done_up_to = 0, cancel_requested = false where office_id = $1 and id = $2', [tx.office, id, state])
}

/**
 * Corrects the mapping, keeps it for files of the same shape, and has the rows checked anew.
 * @param input what differs from the mapping so far (mappingInput)
 * @throws ProblemError import_mapping_invalid, import_not_ready, import_purged
 */
export async function reviseMapping(tx: Tx, id: string, input: unknown): Promise<ImportMapping> {
  const record = await lockImport(tx, id, ['read', 'checked', 'checking'])
  if (record.purgedAt) throw new ProblemError('import_purged')
  const parsed = mappingInput.safeParse(input)
  if (!parsed.success || record.mapping === null) throw new ProblemError('import_mapping_invalid')
  const mapping = correctMapping(record.mapping, parsed.data)
  await keepMapping(tx, mapping, record.fileName)
  await tx.client.query("update corridor.imports set mapping = $3, state = 'read', progress = 0, done_up_to = 0 where office_id = $1 and id = $2", [tx.office, id, JSON.stringify(mapping)])
  return mapping
}

/** Sets what rows about known people may do, and has the rows checked anew. */
export async function changePolicy(tx: Tx, id: string, policy: ImportPolicy): Promise<void> {
  await lockImport(tx, id, ['read', 'checked'])
  await tx.client.query("update corridor.imports set policy = $3, state = 'read', progress = 0, done_up_to = 0 where office_id = $1 and id = $2", [tx.office, id, policy])
}

/** Lets the checked rows into the register. Asked for twice, only the first does. */
export async function requestApply(tx: Tx, id: string): Promise<void> {
  const record = await lockImport(tx, id, ['checked'])
  if (record.mapping) await keepMapping(tx, record.mapping, record.fileName)
  await setState(tx, id, 'applying')
}

/** Takes back all that the import did; also what a cancelled or failed one had done until then. */
export async function requestUndo(tx: Tx, id: string): Promise<void> {
  const record = await lockImport(tx, id, ['applied', 'cancelled', 'failed'])
  if (record.state !== 'applied' && (record.counts.created ?? 0) + (record.counts.updated ?? 0) === 0) throw new ProblemError('import_not_ready')
  await setState(tx, id, 'undoing')
}

/** A cancelled import goes on where it was stopped: the rows are checked anew, those that are in the register already change nothing. */
export async function resumeImport(tx: Tx, id: string): Promise<void> {
  const record = await lockImport(tx, id, ['cancelled', 'reading', 'checking', 'applying', 'undoing', 'uploaded', 'read'])
  if (record.purgedAt) throw new ProblemError('import_purged')
  if (record.state !== 'cancelled') return
  if ((record.counts.created ?? 0) > 0) await tx.client.query("update corridor.imports set state = 'applying', cancel_requested = false where office_id = $1 and id = $2", [tx.office, id])
  else await setState(tx, id, record.mapping === null ? 'uploaded' : 'read')
}

/** Stops the import: at once where nobody works on it, else between two batches. What was applied until then stays and can be undone. */
export async function cancelImport(tx: Tx, id: string): Promise<void> {
  const record = await lockImport(tx, id, ['uploaded', 'reading', 'read', 'checking', 'checked', 'applying'])
  await recordEvent(tx, { type: 'import.cancel_requested', subject: { kind: 'import', id } })
  if (isRunning(record.state)) await tx.client.query('update corridor.imports set cancel_requested = true where office_id = $1 and id = $2', [tx.office, id])
  else await cancel(tx, id)
}
