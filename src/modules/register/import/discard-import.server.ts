import { requirePermission } from '#platform/access/permissions.ts'
import type { Tx } from '#platform/database/types.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { loadImport } from './queries.server.ts'

/** Removes an import that brought nothing, with its file: after a dry run, or because the officer does not want it. */
export async function discardImport(tx: Tx, id: string): Promise<void> {
  requirePermission(tx.actor, 'import.run')
  const record = await loadImport(tx, id, true)
  if (!['read', 'checked', 'cancelled', 'failed'].includes(record.state) || (record.counts.created ?? 0) + (record.counts.updated ?? 0) > 0) throw new ProblemError('import_not_ready')
  await tx.client.query('delete from corridor.imports where office_id = $1 and id = $2', [tx.office, id])
  await tx.client.query('delete from corridor.files where office_id = $1 and id = $2', [tx.office, record.fileId])
}
