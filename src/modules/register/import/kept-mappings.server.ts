/** What an office decided about the columns of a file, kept for the next file of the same shape. */
import { createHash } from 'node:crypto'
import { insertMany, selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import type { ImportMapping } from './contract.ts'
import { applyRemembered, mappingFingerprint } from './remember-mapping.ts'

function keyOf(mapping: ImportMapping): string {
  return createHash('sha256').update(mappingFingerprint(mapping)).digest('base64url')
}

/** Keeps the mapping under the shape of its file; the newest decision replaces the one before. Examples of cells are not kept. */
export async function keepMapping(tx: Tx, mapping: ImportMapping, fileName: string): Promise<void> {
  const bare = { ...mapping, sheets: mapping.sheets.map((sheet) => ({ ...sheet, columns: sheet.columns.map((column) => ({ ...column, examples: [] })) })) }
  await insertMany(
    tx,
    'import_mappings',
    { fingerprint: 'text', mapping: 'jsonb', file_name: 'text' },
    [{ fingerprint: keyOf(mapping), mapping: bare, file_name: fileName }],
    '(office_id, fingerprint) do update set mapping = excluded.mapping, file_name = excluded.file_name, used_at = now()',
  )
}

/** The proposal with what was decided before for a file of this shape. */
export async function recallMapping(tx: Tx, proposal: ImportMapping): Promise<ImportMapping> {
  const [kept] = await selectRows<{ mapping: ImportMapping }>(tx, 'select mapping from corridor.import_mappings where office_id = $1 and fingerprint = $2', [tx.office, keyOf(proposal)])
  return kept === undefined ? proposal : applyRemembered(kept.mapping, proposal)
}
