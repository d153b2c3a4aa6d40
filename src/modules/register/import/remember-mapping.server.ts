/** What an officer decided about headings is remembered for the next file with the same headings, sheet by sheet. */
import { createHash } from 'node:crypto'
import { insertMany, selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import type { ColumnMapping, ImportMapping, SheetMapping } from './contract.ts'

type Remembered = Pick<ColumnMapping, 'heading' | 'meaning' | 'nameOrder' | 'dateOrder' | 'messenger' | 'twoFamilyNames'>
interface RememberedSheet { columns: Remembered[]; sheetIs?: SheetMapping['sheetIs'] }

function fingerprintOf(sheet: SheetMapping): string | undefined {
  if (sheet.headingRow === null || sheet.skip !== undefined) return undefined
  const headings = sheet.columns.map((column) => column.heading.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase())
  return createHash('sha256').update(JSON.stringify(headings)).digest('base64url').slice(0, 22)
}

/** Keeps the mapping of each sheet under its headings; the newest decision replaces the one before. */
export async function rememberMapping(tx: Tx, mapping: ImportMapping, fileName: string): Promise<void> {
  const known = new Map<string, RememberedSheet>()
  for (const sheet of mapping.sheets) {
    const fingerprint = fingerprintOf(sheet)
    if (fingerprint === undefined) continue
    known.set(fingerprint, {
      columns: sheet.columns.map(({ heading, meaning, nameOrder, dateOrder, messenger, twoFamilyNames }) => ({ heading, meaning, nameOrder, dateOrder, messenger, twoFamilyNames })),
      sheetIs: sheet.sheetIs,
    })
  }
  await insertMany(
    tx,
    'import_mappings',
    { fingerprint: 'text', mapping: 'jsonb', file_name: 'text' },
    [...known].map(([fingerprint, remembered]) => ({ fingerprint, mapping: remembered, file_name: fileName })),
    '(office_id, fingerprint) do update set mapping = excluded.mapping, file_name = excluded.file_name, used_at = now()',
  )
}

/** The proposal with what was decided before for the same headings. An order of dates that the new file contradicts is not taken over. */
export async function recallMapping(tx: Tx, proposal: ImportMapping): Promise<ImportMapping> {
  const fingerprints = proposal.sheets.map(fingerprintOf)
  const wanted = [...new Set(fingerprints.filter((each) => each !== undefined))]
  if (wanted.length === 0) return proposal
  const rows = await selectRows<{ fingerprint: string; mapping: RememberedSheet }>(tx, 'select fingerprint, mapping from corridor.import_mappings where office_id = $1 and fingerprint = any ($2)', [tx.office, wanted])
  const known = new Map(rows.map((row) => [row.fingerprint, row.mapping]))
  const sheets = proposal.sheets.map((sheet, index) => {
    const remembered = known.get(fingerprints[index] ?? '')
    return remembered === undefined ? sheet : { ...sheet, columns: sheet.columns.map((column, at) => recallColumn(column, remembered.columns[at])) }
  })
  return { ...proposal, sheets }
}

function recallColumn(proposed: ColumnMapping, remembered: Remembered | undefined): ColumnMapping {
  if (remembered === undefined) return proposed
  const dateOrder = proposed.dateOrder !== undefined && proposed.dateOrder !== 'ask' ? proposed.dateOrder : remembered.dateOrder
  const { nameOrder, messenger, twoFamilyNames } = remembered
  return {
    ...proposed,
    meaning: remembered.meaning,
    confidence: 1,
    ...(nameOrder === undefined ? {} : { nameOrder }),
    ...(messenger === undefined ? {} : { messenger }),
    ...(twoFamilyNames === undefined ? {} : { twoFamilyNames }),
    ...(dateOrder === undefined ? {} : { dateOrder }),
  }
}
