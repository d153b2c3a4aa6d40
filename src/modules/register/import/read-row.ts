/**
 * From a row of the file to a person, or to the reasons why it is none. Everything that is wrong with a row is said at once.
 *
 * What refuses and what doubts: a mistake that only the office can mend and that would enter the register as a falsehood or a
 * hole refuses the row (no name, a birth that cannot be, a phone or email cell in which none is written). What may be so, or
 * what can be left out without loss, is a doubt (a number that no plan knows, a country that nobody knows, an ambiguous date).
 */
import type { Cell, CellTrouble, SheetRow } from '#platform/spreadsheets/types.ts'
import type { ImportMapping, ParsedRow, SheetMapping } from './contract.ts'
import { createSectionReader } from './read-section.ts'
import type { Section } from './read-section.ts'
import { readBirth, readPerson } from './read-person.ts'
import { planOf, problem } from './row-plan.ts'
import type { Draft, RowPlan } from './row-plan.ts'
import { fold, textOf } from './text.ts'
import { readHeading } from './heading-meaning.ts'

export interface RowReaderOptions {
  /** ISO 8601; what is later is in the future. */
  today: string
}

interface SheetReader {
  plan: RowPlan
  section: (row: SheetRow) => Section | undefined
  current: Section
  fillDown: number[]
  /** The last value seen in each column that is filled down. */
  above: Map<number, Cell>
}

/** Columns that carry a person; a row with nothing in them is blank whatever its number column says. */
function isBlank(plan: RowPlan, row: SheetRow): boolean {
  for (const column of plan.telling) {
    const cell = row.cells[column]
    if (cell !== null && cell !== undefined && cell !== '' && textOf(cell).trim() !== '') return false
  }
  return true
}

/** Printed lists repeat their headings on every page. */
function repeatsHeadings(plan: RowPlan, row: SheetRow): boolean {
  const [first, second] = plan.headings
  if (first === undefined || second === undefined) return false
  const cell = row.cells[first.column]
  if (typeof cell !== 'string' || cell.length > 200 || cell.trim().slice(0, 2) !== first.text.slice(0, 2)) return false
  return plan.headings.every(({ column, text }) => fold(textOf(row.cells[column])) === fold(text))
}

/** "Total: 45", "Prepared by …": what stands below a table. */
function closesTable(row: SheetRow): boolean {
  const filled = row.cells.filter((cell) => cell !== null && cell !== '')
  const first = filled[0]
  if (filled.length > 3 || typeof first !== 'string' || first.length > 120) return false
  const words = fold(first).split(' ')
  return [1, 2].some((length) => readHeading([words.slice(0, length).join(' ')]).concepts.has('total')) && (words.length === 1 || /[:.]|\d/.test(first))
}

const TROUBLES = {
  formula_error: undefined, formula_without_value: 'formula_error', too_long: 'too_long', too_many_cells: 'too_many_cells', broken_quotes: 'strange_characters', broken_characters: 'strange_characters',
} as const

/** What the reading of the file found at cells of this row; a cut value of a person is no value. */
function tellTroubles(troubles: CellTrouble[], plan: RowPlan, draft: Draft): void {
  for (const { column, code } of troubles) {
    const told = TROUBLES[code]
    if (told === undefined || draft.problems.some((known) => known.column === column && known.code === told)) continue
    if (told === 'too_many_cells') draft.problems.push({ column: null, code: told, value: String(column), severity: 'doubt' })
    else if (plan.telling.includes(column)) problem(draft, column, told, told === 'too_long' ? 'refusal' : 'doubt')
  }
}

function readMember(reader: SheetReader, row: SheetRow, today: string): ParsedRow {
  const { plan } = reader
  const draft: Draft = { facts: { familyName: '', givenName: '', contacts: [] }, problems: [], row, today }
  if (plan.sheetVillage !== undefined) draft.facts.village = plan.sheetVillage
  if (reader.current.village !== undefined) draft.facts.village = reader.current.village
  readPerson(plan, draft)
  readBirth(plan, draft)
  if (reader.current.family !== undefined) draft.facts.family = { ...draft.facts.family, ...reader.current.family }
  const { facts, problems } = draft
  if (row.troubles !== undefined) tellTroubles(row.troubles, plan, draft)
  if (row.cells.length > plan.width && row.cells.slice(plan.width).some((cell) => textOf(cell).trim() !== '')) {
    problems.push({ column: null, code: 'too_many_cells', value: String(row.cells.length), severity: 'doubt' })
  }
  return problems.some((problem) => problem.severity === 'refusal')
    ? { kind: 'refused', sheet: row.sheet, row: row.row, problems }
    : { kind: 'person', sheet: row.sheet, row: row.row, facts, problems }
}

/** The row with what stands above in the columns of a block. */
function filledDown({ fillDown, above }: SheetReader, row: SheetRow): SheetRow {
  if (fillDown.length === 0) return row
  const cells = [...row.cells]
  for (const column of fillDown) {
    const cell = cells[column] ?? null
    if (textOf(cell).trim() !== '') above.set(column, cell)
    else if (above.has(column)) {
      while (cells.length < column) cells.push(null)
      cells[column] = above.get(column) ?? null
    }
  }
  return { ...row, cells }
}

function readerFor(sheet: SheetMapping, mapping: ImportMapping): SheetReader | undefined {
  if (sheet.skip !== undefined) return undefined
  const plan = planOf(sheet, mapping)
  return { plan, section: createSectionReader(sheet, plan), current: {}, fillDown: sheet.fillDown ?? [], above: new Map() }
}

/**
 * A function that reads the rows of a file one after another, in their order: it remembers the family and village lines above, and what fills the
 * empty cells of a block.
 * After a pause (a resumed job) it must see the rows of the sheet from its beginning again, or the lines above are forgotten.
 *
 * Rows of sheets that the mapping skips or does not know, rows above the table, repeated headings and closing lines are 'blank'.
 * Never throws, whatever the cells hold.
 */
export function createRowReader(mapping: ImportMapping, options: RowReaderOptions): (row: SheetRow) => ParsedRow {
  const readers = new Map(mapping.sheets.map((sheet) => [sheet.sheet, readerFor(sheet, mapping)]))
  return (row) => {
    const blank: ParsedRow = { kind: 'blank', sheet: row.sheet, row: row.row }
    const reader = readers.get(row.sheet)
    if (reader === undefined || row.row < reader.plan.firstRow || isBlank(reader.plan, row)) return blank
    const section = reader.section(row)
    if (section !== undefined) {
      reader.current = section.village === undefined ? { ...(reader.current.village !== undefined && { village: reader.current.village }), ...section } : section
      return { kind: 'family', sheet: row.sheet, row: row.row, problems: section.problems ?? [] }
    }
    if (repeatsHeadings(reader.plan, row) || closesTable(row)) return blank
    return readMember(reader, filledDown(reader, row), options.today)
  }
}
