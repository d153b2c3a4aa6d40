/** Where a sheet's table begins: below titles, dates and empty rows, under one line of headings or two. */
import type { SheetRow } from '#platform/spreadsheets/types.ts'
import { readHeading } from './heading-meaning.ts'
import type { HeadingReading } from './heading-meaning.ts'
import { cleanText, fold, textOf } from './text.ts'

/** Rows in which headings are sought. */
const SEARCHED_ROWS = 40

export interface Heading {
  column: number
  /** As shown: lines above each other joined by a dash. */
  text: string
  reading: HeadingReading
}

export interface TableStart {
  /** Counted from 1; null without headings. */
  headingRow: number | null
  firstRow: number
  headings: Map<number, Heading>
}

interface Candidate {
  row: SheetRow
  texts: Map<number, string>
  recognised: number
}

const isData = (text: string): boolean => /^[\s+(]*\d[\d\s().,:\/+-]*$/.test(text) ? text.replace(/\D/g, '').length > 2 : text.includes('@') && text.includes('.')

function candidateOf(row: SheetRow): Candidate {
  const texts = new Map<number, string>()
  row.cells.forEach((cell, column) => {
    const { text } = cleanText(textOf(cell).slice(0, 400))
    if (text !== '') texts.set(column, text)
  })
  let recognised = 0
  for (const text of texts.values()) {
    if (text.length > 80 || isData(text)) continue
    const { meaning, certainty } = readHeading([text])
    if (meaning !== null && certainty >= 0.5) recognised++
  }
  return { row, texts, recognised }
}

/** Headings are mostly words that we know and hold no data. */
function areHeadings({ row, texts, recognised }: Candidate): boolean {
  const data = [...texts.values()].filter(isData).length + row.cells.filter((cell) => cell !== null && typeof cell === 'object').length
  return recognised >= 2 && recognised >= texts.size * 0.4 && data <= texts.size * 0.2
}

/** Whether an upper line groups the columns of a lower one: it stands right above and fills other gaps than a title. */
function isGroupLine(upper: Candidate | undefined, lower: Candidate): boolean {
  if (upper === undefined || upper.row.row !== lower.row.row - 1 || upper.texts.size === 0) return false
  const data = [...upper.texts.values()].filter(isData).length
  if (data > 0 || [...upper.texts.values()].some((text) => text.length > 60)) return false
  return upper.texts.size >= 2 || ![...upper.texts.keys()].includes(Math.min(...lower.texts.keys()))
}

function combine(upper: Candidate | undefined, lower: Candidate): Map<number, Heading> {
  const headings = new Map<number, Heading>()
  const last = Math.max(...lower.texts.keys(), ...(upper?.texts.keys() ?? []))
  let group = ''
  for (let column = 0; column <= last; column++) {
    const above = upper?.texts.get(column)
    const below = lower.texts.get(column)
    if (above !== undefined) group = above
    else if (below === undefined) group = ''
    const segments = [above ?? (below === undefined ? '' : group), below ?? ''].filter((segment) => segment !== '')
    if (segments.length > 0) headings.set(column, { column, text: segments.join(' – '), reading: readHeading(segments) })
  }
  return headings
}

/** A line of words above columns of numbers: headings in a language that we do not know. */
function unknownHeadings(candidates: Candidate[]): Candidate | undefined {
  const first = candidates.findIndex((candidate) => candidate.texts.size >= 3)
  const [line, ...below] = candidates.slice(first < 0 ? candidates.length : first)
  if (line === undefined || below.length < 3 || [...line.texts.values()].some((text) => isData(text) || text.length > 60)) return undefined
  const distinct = new Set([...line.texts.values()].map(fold))
  if (distinct.size < line.texts.size) return undefined
  const changes = [...line.texts.keys()].filter((column) => {
    const values = below.flatMap((candidate) => candidate.texts.get(column) ?? [])
    return values.length >= 3 && values.filter(isData).length >= values.length * 0.8
  })
  return changes.length > 0 ? line : undefined
}

/** Finds the table's headings and first row among a sheet's first rows. */
export function findTable(rows: SheetRow[]): TableStart {
  const candidates = rows.slice(0, SEARCHED_ROWS).map(candidateOf)
  const good = candidates.filter(areHeadings)
  const most = Math.max(0, ...good.map((candidate) => candidate.recognised))
  const at = candidates.findIndex((candidate) => candidate.recognised >= most * 0.75 && areHeadings(candidate))
  let lower = at < 0 ? unknownHeadings(candidates) : candidates[at]
  if (lower === undefined) {
    const start = candidates.find((candidate) => candidate.texts.size >= 2) ?? candidates.find((candidate) => candidate.texts.size > 0)
    return { headingRow: null, firstRow: start?.row.row ?? 1, headings: new Map() }
  }
  let upper = candidates[candidates.indexOf(lower) - 1]
  const next = candidates[candidates.indexOf(lower) + 1]
  // The richer line may be the upper one: then the lower names parts of its groups.
  if (next !== undefined && next.row.row === lower.row.row + 1 && areHeadings(next) && isGroupLine(lower, next)) [upper, lower] = [lower, next]
  const group = isGroupLine(upper, lower) ? upper : undefined
  return { headingRow: lower.row.row, firstRow: lower.row.row + 1, headings: combine(group, lower) }
}
