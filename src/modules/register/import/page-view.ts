/** What pages show of an import: plain data for a browser, sheets of one shape together. */
import type { ColumnMapping, ImportMapping, SheetMapping } from './contract.ts'
import type { Import } from './states.ts'

/** Below this, the officer is asked to check what the program took a column for. */
export const UNSURE_BELOW = 0.6
const EXAMPLES_SHOWN = 2
const EXAMPLE_LENGTH = 60

export interface ShownColumn extends Pick<ColumnMapping, 'column' | 'heading' | 'meaning' | 'nameOrder' | 'dateOrder' | 'messenger'> {
  unsure: boolean
  examples: string[]
}

/** Sheets whose columns are the same, shown and changed together. */
export interface SheetGroup {
  sheets: string[]
  columns: ShownColumn[]
  eachIsVillage: boolean
}

function shapeOf(sheet: SheetMapping): string {
  return JSON.stringify([sheet.sheetIs ?? '', ...sheet.columns.map(({ column, heading, meaning, nameOrder, dateOrder, messenger }) => [column, heading, meaning, nameOrder, dateOrder, messenger])])
}

function shown(column: ColumnMapping): ShownColumn {
  const { heading, meaning, nameOrder, dateOrder, messenger } = column
  return {
    column: column.column,
    heading,
    meaning,
    ...(nameOrder && { nameOrder }),
    ...(dateOrder && { dateOrder }),
    ...(messenger && { messenger }),
    unsure: column.dateOrder === 'ask' || (column.confidence < UNSURE_BELOW && meaning !== 'ignore'),
    examples: column.examples.slice(0, EXAMPLES_SHOWN).map((example) => (example.length > EXAMPLE_LENGTH ? `${example.slice(0, EXAMPLE_LENGTH).toWellFormed()}…` : example)),
  }
}

export function groupSheets(mapping: ImportMapping | null): { groups: SheetGroup[]; leftOut: string[] } {
  const groups = new Map<string, SheetGroup>()
  const leftOut: string[] = []
  for (const sheet of mapping?.sheets ?? []) {
    if (sheet.skip !== undefined) {
      if (sheet.sheet !== '') leftOut.push(sheet.sheet)
      continue
    }
    const shape = shapeOf(sheet)
    const group = groups.get(shape)
    if (group) group.sheets.push(sheet.sheet)
    else groups.set(shape, { sheets: [sheet.sheet], columns: sheet.columns.map(shown), eachIsVillage: sheet.sheetIs === 'village' })
  }
  return { groups: [...groups.values()], leftOut }
}

/** As spreadsheet programs name columns: A, B, ..., Z, AA. */
export function columnLetters(column: number): string {
  return (column >= 26 ? columnLetters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))
}

export type ShownImport = Omit<Import, 'mapping' | 'createdAt' | 'checkedAt' | 'appliedAt' | 'undoneAt' | 'purgedAt' | 'fileId'> & { createdAt: string; purged: boolean }

export function showImport(record: Import): ShownImport {
  const { mapping: _mapping, fileId: _file, createdAt, checkedAt: _checked, appliedAt: _applied, undoneAt: _undone, purgedAt, ...rest } = record
  return { ...rest, createdAt: createdAt.toISOString(), purged: purgedAt !== null }
}
