/** Family and village lines among the rows of a table: found by their words, or by being short above longer rows. */
import type { SheetRow } from '#platform/spreadsheets/types.ts'
import { cleanText, fold, textOf } from './text.ts'

export interface Sections {
  familyLines?: { column: number; prefix: string }
  villageLines?: { column: number; prefix: string }
  /** Rows that are such lines: not looked at when columns are judged. */
  lines: Set<SheetRow>
}

const FAMILY = /^((?:the\s+)?(?:family|household|hh|famille|foyer|ménage|menage|familia|hogar|семья|семьи|домохозяйство|ოჯახი|ოჯახის|კომლი|عائلة|العائلة|أسرة|الأسرة|اسرة)(?:\s+(?:of|head|de|du|უფროსი|глава|no|№|n°|#))*)(?=[\s:.\-–—№#\d]|$)\s*[:.\-–—]?/iu
const VILLAGE = /^((?:village|село|с\.|деревня|სოფელი|სოფ\.|დაბა|قرية|القرية|دوار|douar|pueblo|aldea)(?:\s+(?:of|de|du))?)(?=[\s:.\-–—]|$|(?<=\.))\s*[:.\-–—]?/iu

interface Filled {
  row: SheetRow
  cells: { column: number; text: string }[]
}

function filledOf(row: SheetRow): Filled {
  return { row, cells: row.cells.flatMap((cell, column) => { const text = cleanText(textOf(cell).slice(0, 400)).text; return text === '' ? [] : [{ column, text }] }) }
}

function wordLines(rows: Filled[], pattern: RegExp, usual: number): { column: number; prefix: string; found: Filled[] } | undefined {
  const groups = new Map<string, Filled[]>()
  for (const filled of rows) {
    const line = filled.cells.find(({ text }) => pattern.test(text))
    if (line === undefined || filled.cells.length > Math.max(3, usual * 0.5)) continue
    const prefix = pattern.exec(line.text)?.[0].trim() ?? ''
    if (prefix === '') continue
    const key = `${line.column} ${fold(prefix)}`
    groups.set(key, [...(groups.get(key) ?? []), filled])
  }
  const found = [...groups.values()].sort((a, b) => b.length - a.length)[0]
  const first = found?.[0]?.cells.find(({ text }) => pattern.test(text))
  if (found === undefined || first === undefined) return undefined
  const prefixes = found.map(({ cells }) => pattern.exec(cells.find(({ column }) => column === first.column)?.text ?? '')?.[0].trim() ?? '')
  // One spelling for all: without the colon where some lines lack it.
  const prefix = prefixes.every((one) => one === prefixes[0]) ? (prefixes[0] ?? '') : (prefixes[0] ?? '').replace(/[\s:.\-–—]+$/, '')
  return { column: first.column, prefix, found }
}

/** Lines of a name and at most a phone, each followed by longer rows: a family above its members without a word for it. */
function bareLines(rows: Filled[], usual: number): { column: number; found: Filled[] } | undefined {
  if (usual < 4) return undefined
  const bare = rows.filter(({ cells }) => cells.length >= 1 && cells.length <= 2 && /^\p{L}[\p{L}\p{M}\s.'’,-]+$/u.test(cells[0]?.text ?? '') && cells.slice(1).every(({ text }) => /^[\s+(]*\d[\d\s().+-]{6,}$/.test(text)))
  const set = new Set(bare)
  const announcing = bare.filter((line) => { const next = rows[rows.indexOf(line) + 1]; return next !== undefined && !set.has(next) })
  if (bare.length < 2 || announcing.length < bare.length * 0.8 || bare.length > rows.length * 0.6 || bare.length < rows.length * 0.05) return undefined
  const first = rows[0]
  const column = bare[0]?.cells[0]?.column
  return first === undefined || !set.has(first) || column === undefined || bare.some(({ cells }) => cells[0]?.column !== column) ? undefined : { column, found: bare }
}

/** Finds such lines among rows below the headings (the first ones of the sheet, in order). */
export function findSections(rows: SheetRow[]): Sections {
  const filled = rows.map(filledOf).filter(({ cells }) => cells.length > 0)
  const sizes = filled.map(({ cells }) => cells.length).sort((a, b) => a - b)
  const usual = sizes[Math.floor(sizes.length * 0.8)] ?? 0
  const lines = new Set<SheetRow>()
  const sections: Sections = { lines }
  const villages = usual < 3 ? undefined : wordLines(filled, VILLAGE, usual)
  if (villages !== undefined && villages.found.every(({ cells }) => cells.length <= 2)) {
    sections.villageLines = { column: villages.column, prefix: villages.prefix }
    for (const { row } of villages.found) lines.add(row)
  }
  const families = usual < 3 ? undefined : wordLines(filled, FAMILY, usual)
  if (families !== undefined) {
    sections.familyLines = { column: families.column, prefix: families.prefix }
    for (const { row } of families.found) lines.add(row)
    return sections
  }
  const bare = bareLines(filled.filter(({ row }) => !lines.has(row)), usual)
  if (bare !== undefined) {
    sections.familyLines = { column: bare.column, prefix: '' }
    for (const { row } of bare.found) lines.add(row)
  }
  return sections
}

/** The village that a title above the table names: "Village: Dimi", "სოფელი ოფშკვითი" alone in its line. */
export function villageInTitle(rows: SheetRow[]): string | undefined {
  for (const { cells } of rows.map(filledOf)) {
    const [first, second, third] = cells
    const prefix = first === undefined || third !== undefined || first.text.length > 80 ? undefined : VILLAGE.exec(first.text)?.[0]
    if (first === undefined || prefix === undefined) continue
    const rest = first.text.slice(prefix.length).trim()
    // "Village | Dimi" in two cells, or all in one without a sentence around it.
    if (rest === '' && second !== undefined) return second.text
    if (rest !== '' && second === undefined && rest.split(' ').length <= 4) return rest
  }
  return undefined
}
