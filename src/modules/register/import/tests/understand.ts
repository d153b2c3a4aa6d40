/** A file as a test writes it down, understood from end to end: study, proposal, rows. */
import type { Cell, SheetRow } from '#platform/spreadsheets/types.ts'
import type { ColumnMapping, ImportMapping, ParsedRow, SheetMapping } from '../contract.ts'
import { createColumnStudy } from '../study-columns.ts'
import { proposeMapping } from '../propose-mapping.ts'
import { createRowReader } from '../read-row.ts'

export const TODAY = '2026-03-15'

/** Rows of cells separated by bars; a line that is empty is a row that does not arrive. */
export function sheetOf(text: string, sheet = ''): SheetRow[] {
  return text
    .split('\n')
    .map((line, i): SheetRow => ({ sheet, row: i + 1, cells: line.split('|').map((cell): Cell => (cell.trim() === '' ? null : cell.trim())) }))
    .filter((row) => row.cells.some((cell) => cell !== null))
}

export interface Understood {
  mapping: ImportMapping
  parsed: ParsedRow[]
  /** Meanings of the first sheet's columns, in order. */
  meanings: string[]
  people: Extract<ParsedRow, { kind: 'person' }>[]
  refused: Extract<ParsedRow, { kind: 'refused' }>[]
}

export function understand(rows: SheetRow[], homeCountry = 'GE', change: (mapping: ImportMapping) => ImportMapping = (mapping) => mapping): Understood {
  const study = createColumnStudy()
  for (const row of rows) study.see(row)
  const mapping = change(proposeMapping(study.evidence(), { homeCountry }))
  const parsed = rows.map(createRowReader(mapping, { today: TODAY }))
  return {
    mapping, parsed,
    meanings: mapping.sheets.find((sheet) => sheet.skip === undefined)?.columns.map((column) => column.meaning) ?? [],
    people: parsed.filter((row) => row.kind === 'person'),
    refused: parsed.filter((row) => row.kind === 'refused'),
  }
}

export function columnOf(sheet: SheetMapping | undefined, meaning: ColumnMapping['meaning']): ColumnMapping | undefined {
  return sheet?.columns.find((column) => column.meaning === meaning)
}
