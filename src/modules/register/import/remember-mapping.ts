/**
 * What an office decided for one file is proposed again for the next of the same shape. A shape is its headings, folded: the
 * same list saved next year, with another order of columns, more rows or sheets for other villages, is recognised.
 */
import type { ColumnMapping, ImportMapping, SheetMapping } from './contract.ts'
import { fold } from './text.ts'

const keyOf = (column: ColumnMapping): string => fold(column.heading)

/** Headings with their place among those of the same words: two columns "Phone" are two. */
function keyed(columns: ColumnMapping[]): Map<string, ColumnMapping> {
  const seen = new Map<string, number>()
  return new Map(columns.map((column) => {
    const key = keyOf(column) === '' ? `column ${column.column}` : keyOf(column)
    const nth = (seen.get(key) ?? 0) + 1
    seen.set(key, nth)
    return [`${key} ${nth}`, column]
  }))
}

/** The shape of one sheet: its headings, sorted; without headings the number of its columns. */
export function sheetFingerprint(sheet: SheetMapping): string {
  if (sheet.headingRow === null) return `no headings, ${sheet.columns.length} columns`
  return [...keyed(sheet.columns).keys()].sort().join('|')
}

/** The shape of a file: the different shapes of its sheets, sorted. Equal for files that one remembered mapping fits. */
export function mappingFingerprint(mapping: ImportMapping): string {
  return [...new Set(mapping.sheets.filter((sheet) => sheet.skip === undefined).map(sheetFingerprint))].sort().join('\n')
}

const sameColumns = (a: SheetMapping, b: SheetMapping): boolean => a.columns.length === b.columns.length && a.columns.every((column, i) => keyOf(column) === fold(b.columns[i]?.heading ?? ''))

function withRemembered(proposed: SheetMapping, remembered: SheetMapping): SheetMapping {
  const decided = keyed(remembered.columns)
  const columns = [...keyed(proposed.columns)].map(([key, column]): ColumnMapping => {
    const known = decided.get(key)
    if (known === undefined) return column
    // Where things stand and what they look like is this file's; what they mean was decided.
    const { column: _at, heading: _heading, examples: _examples, ...meaning } = known
    return { column: column.column, heading: column.heading, examples: column.examples, ...meaning, confidence: 1, ...(known.dateOrder === 'ask' && column.dateOrder !== undefined && { dateOrder: column.dateOrder }) }
  })
  const { skip: _skip, ...rest } = proposed
  return {
    ...rest, columns,
    ...(remembered.sheetIs !== undefined && { sheetIs: remembered.sheetIs }),
    ...(remembered.skip !== undefined && { skip: remembered.skip }),
    ...(sameColumns(proposed, remembered) && remembered.fillDown !== undefined && { fillDown: remembered.fillDown }),
    ...(proposed.familyLines === undefined && remembered.familyLines !== undefined && { familyLines: remembered.familyLines }),
    ...(proposed.villageLines === undefined && remembered.villageLines !== undefined && { villageLines: remembered.villageLines }),
  }
}

/**
 * The proposal with what the office decided for the same headings before. Sheets are met by name, else by shape; columns by their
 * headings wherever they stand; whatever is new keeps its proposal.
 */
export function applyRemembered(remembered: ImportMapping, proposal: ImportMapping): ImportMapping {
  const byName = new Map(remembered.sheets.map((sheet) => [sheet.sheet, sheet]))
  const byShape = new Map(remembered.sheets.filter((sheet) => sheet.columns.length > 0).map((sheet) => [sheetFingerprint(sheet), sheet]))
  const sheets = proposal.sheets.map((sheet) => {
    if (sheet.skip === 'empty') return sheet
    const shape = sheetFingerprint(sheet)
    const named = byName.get(sheet.sheet)
    const known = named !== undefined && sheetFingerprint(named) === shape ? named : byShape.get(shape)
    return known === undefined ? sheet : withRemembered(sheet, known)
  })
  return { ...proposal, sheets, homeCountry: remembered.homeCountry }
}
