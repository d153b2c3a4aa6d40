/**
 * What an import learns of a file before it proposes a mapping: the first rows of each sheet, a spread of later rows, and, from
 * every single row, the evidence in which order day and month stand (one "25/03" decides for a hundred thousand rows).
 * Memory is bounded whatever the file: rows, sheets, columns and characters kept have limits.
 */
import type { Cell, SheetRow } from '#platform/spreadsheets/types.ts'
import { asciiDigits } from './text.ts'

export const HEAD_ROWS = 500
const SPREAD_ROWS = 400
const MAX_STUDIED_SHEETS = 300
const MAX_STUDIED_COLUMNS = 200
const MAX_KEPT_CHARACTERS = 160
/** Beyond so many cells in all, new sheets are kept with fewer rows. */
const MAX_KEPT_CELLS = 400_000

/** How the dates of a column are written; counts of cells. */
export interface DateEvidence {
  /** Day-month or month-day, by separator. */
  dotted: number
  slashed: number
  dashed: number
  /** The first (second) of the two numbers is over 12: it is the day. */
  firstOver12: number
  secondOver12: number
  /** Year first. */
  iso: number
  real: number
}

export interface SheetEvidence {
  sheet: string
  /** Rows seen, empty ones included. */
  rows: number
  head: SheetRow[]
  spread: SheetRow[]
  /** By column, counted from 0. */
  dates: Map<number, DateEvidence>
}

export interface FileEvidence {
  sheets: SheetEvidence[]
}

export interface ColumnStudy {
  see: (row: SheetRow) => void
  /** What was learnt; rows may go on to be seen after it. */
  evidence: () => FileEvidence
}

const noDates = (): DateEvidence => ({ dotted: 0, slashed: 0, dashed: 0, firstOver12: 0, secondOver12: 0, iso: 0, real: 0 })
const DAY_MONTH = /^(\d{1,2})\s?([.\/\u2010-\u2015-])\s?(\d{1,2})\s?[.\/\u2010-\u2015-]\s?(?:\d{4}|\d{2})(?!\d)/
const YEAR_FIRST = /^\d{4}\s?[.\/-]\s?\d{1,2}\s?[.\/-]\s?\d{1,2}(?!\d)/

function kept(cell: Cell): Cell {
  return typeof cell === 'string' && cell.length > MAX_KEPT_CHARACTERS ? cell.slice(0, MAX_KEPT_CHARACTERS) : cell
}

function studyDate(text: string, evidence: DateEvidence): void {
  const dayMonth = DAY_MONTH.exec(text)
  if (dayMonth === null) {
    if (YEAR_FIRST.test(text)) evidence.iso++
    return
  }
  const [, first, separator, second] = dayMonth
  if (Number(first) > 31 || Number(second) > 31) return
  if (separator === '.') evidence.dotted++
  else if (separator === '/') evidence.slashed++
  else evidence.dashed++
  if (Number(first) > 12 && Number(second) <= 12) evidence.firstOver12++
  if (Number(second) > 12 && Number(first) <= 12) evidence.secondOver12++
}

function studyDates(row: SheetRow, dates: Map<number, DateEvidence>): void {
  const width = Math.min(row.cells.length, MAX_STUDIED_COLUMNS)
  for (let column = 0; column < width; column++) {
    const cell = row.cells[column]
    if (cell === null || cell === undefined) continue
    const real = typeof cell !== 'string'
    if (!real) {
      if (cell.length < 6 || cell.length > 30) continue
      const code = cell.charCodeAt(0)
      if (!((code >= 48 && code <= 57) || (code >= 0x660 && code <= 0x6f9) || code === 32)) continue
    }
    let evidence = dates.get(column)
    if (evidence === undefined) dates.set(column, (evidence = noDates()))
    if (real) evidence.real++
    else studyDate(asciiDigits(cell.trim()), evidence)
  }
}

interface SheetStudy extends SheetEvidence {
  step: number
}

/** A study that is shown every row of a file once, in order, and remembers a bounded part. */
export function createColumnStudy(): ColumnStudy {
  const sheets = new Map<string, SheetStudy>()
  let cells = 0
  const keep = (row: SheetRow): SheetRow => {
    cells += Math.min(row.cells.length, MAX_STUDIED_COLUMNS)
    return { ...row, cells: row.cells.slice(0, MAX_STUDIED_COLUMNS).map(kept) }
  }
  const see = (row: SheetRow): void => {
    let study = sheets.get(row.sheet)
    if (study === undefined) {
      if (sheets.size >= MAX_STUDIED_SHEETS) return
      sheets.set(row.sheet, (study = { sheet: row.sheet, rows: 0, head: [], spread: [], dates: new Map(), step: 8 }))
    }
    study.rows++
    studyDates(row, study.dates)
    if (study.head.length < (cells > MAX_KEPT_CELLS ? 40 : HEAD_ROWS)) study.head.push(keep(row))
    else if (cells <= MAX_KEPT_CELLS && study.rows % study.step === 0) {
      study.spread.push(keep(row))
      if (study.spread.length >= SPREAD_ROWS) {
        // Every second one goes and half as many come: the spread stays even over however long a file.
        cells -= study.spread.filter((_, i) => i % 2 === 1).reduce((sum, thinned) => sum + thinned.cells.length, 0)
        study.spread = study.spread.filter((_, i) => i % 2 === 0)
        study.step *= 2
      }
    }
  }
  return { see, evidence: () => ({ sheets: [...sheets.values()].map(({ step: _step, ...evidence }) => evidence) }) }
}
