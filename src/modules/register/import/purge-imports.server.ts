import type { Tx } from '#platform/database/types.ts'
import { requirePermission } from '#platform/access/permissions.ts'

/**
 * Removes raw files, staged rows and outcomes of imports older than the office keeps them (`retain_imports_days`). What they brought
 * into the register stays, with file, sheet and row as its source; so does the right to undo. Returns how many were purged.
 */
export async function purgeImports(tx: Tx, now: Date): Promise<number> {
  requirePermission(tx.actor, 'import.run')
  const { rows } = await tx.client.query<{ id: string; file_id: string | null }>(
    `update corridor.imports i set purged_at = $2, problem = null,
       proposal = null, mapping = null
     from corridor.office_settings s
     where s.office_id = i.office_id and i.office_id = $1 and i.purged_at is null and i.state not in ('reading', 'checking', 'applying', 'undoing')
       and i.created_at < $2::timestamptz - make_interval(days => s.retain_imports_days)
     returning i.id, i.file_id`,
    [tx.office, now],
  )
  const ids = rows.map((row) => row.id)
  await tx.client.query('delete from corridor.import_rows where office_id = $1 and import_id = any ($2)', [tx.office, ids])
  await tx.client.query('delete from corridor.import_outcomes where office_id = $1 and import_id = any ($2)', [tx.office, ids])
  await tx.client.query('delete from corridor.file_chunks where office_id = $1 and file_id = any ($2)', [tx.office, rows.flatMap((row) => row.file_id ?? [])])
  return rows.length
}
