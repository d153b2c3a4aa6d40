/** A sheet's mapping made ready for reading: which columns hold what, looked up once and not at every row. */
import type { SheetRow } from '#platform/spreadsheets/types.ts'
import type { PersonFacts } from '../contract.ts'
import type { CellProblem, ColumnMapping, ColumnMeaning, ImportMapping, SheetMapping } from './contract.ts'
import { cleanText, textOf } from './text.ts'

export interface RowPlan {
  firstRow: number
  /** Cells beyond belong to no column of the table. */
  width: number
  homeCountry: string
  columns: (meaning: ColumnMeaning) => ColumnMapping[]
  /** Columns of everything but numbers and what is ignored. */
  telling: number[]
  headings: { column: number; text: string }[]
  sheetVillage?: string
}

/** A row on its way to become a person. */
export interface Draft {
  facts: PersonFacts
  problems: CellProblem[]
  row: SheetRow
  today: string
}

/** Longest values that the register keeps (characters). */
export const MAX_NAME = 200
export const MAX_TEXT = 200
export const MAX_NOTE = 10_000
/** As much of a wrong cell as is shown beside its problem. */
const SHOWN = 200

export function planOf(sheet: SheetMapping, mapping: ImportMapping): RowPlan {
  const byMeaning = Map.groupBy(sheet.columns, (column) => column.meaning)
  const telling = sheet.columns.filter((column) => column.meaning !== 'ignore' && column.meaning !== 'number')
  const last = Math.max(-1, ...sheet.columns.map((column) => column.column))
  return {
    firstRow: sheet.firstRow,
    width: last + 1,
    homeCountry: mapping.homeCountry,
    columns: (meaning) => byMeaning.get(meaning) ?? [],
    telling: telling.map((column) => column.column),
    headings: sheet.headingRow === null ? [] : telling.filter((column) => column.heading !== '').slice(0, 3).map((column) => ({ column: column.column, text: column.heading })),
    ...(sheet.sheetIs === 'village' && { sheetVillage: villageName(sheet.sheet) }),
    ...(sheet.village !== undefined && { sheetVillage: sheet.village }),
  }
}

const VILLAGE_WORD = /^(?:village(?: of| de| d['’])?|sof\.?|soph\.?|сел[оа]|с\.|дер(?:евня|\.)|пос\.|სოფელი|სოფ\.?|ს\.|დაბა|qarya|قرية|القرية|دوار|pueblo(?: de)?|aldea(?: de)?|douar)[\s:.\-–—]*/iu

/** A village without the word for village: "სოფ. დიმი" is დიმი. */
export function villageName(text: string): string {
  const { text: clean } = cleanText(text)
  const bare = clean.replace(VILLAGE_WORD, '').trim()
  return (bare === '' ? clean : bare).slice(0, MAX_TEXT)
}

const FORMULA_ERROR = /^(?:#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)|Err:\d{3})$/

export function problem(draft: Draft, column: number, code: CellProblem['code'], severity: CellProblem['severity']): void {
  draft.problems.push({ column, code, severity, value: cleanText(textOf(draft.row.cells[column]).slice(0, SHOWN)).text })
}

/** The cell as written, with formula errors told and left out. */
export function rawCell(draft: Draft, column: number): string {
  const cell = draft.row.cells[column]
  if (cell === null || cell === undefined) return ''
  const text = typeof cell === 'string' ? cell : cell.date
  if ((text.startsWith('#') || text.startsWith('Err:')) && FORMULA_ERROR.test(text.trim())) {
    problem(draft, column, 'formula_error', 'doubt')
    return ''
  }
  return text
}

/** The cell's clean text, at most `max` characters long; strange characters are told. A longer text refuses the row. */
export function cleanCell(draft: Draft, column: number, max: number): string {
  const raw = rawCell(draft, column)
  if (raw === '') return ''
  // Far too long: nothing of it is looked at.
  if (raw.length > 4 * max + 1000) {
    problem(draft, column, 'too_long', 'refusal')
    return ''
  }
  const { text, strange } = cleanText(raw)
  if (strange) problem(draft, column, 'strange_characters', 'doubt')
  if (text.length <= max) return text
  problem(draft, column, 'too_long', 'refusal')
  return ''
}

