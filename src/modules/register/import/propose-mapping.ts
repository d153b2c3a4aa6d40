/**
 * What a file is understood to be, proposed from what a study saw of it. Sheets of the same shape (a village each) are judged
 * together, so that a short one profits from what a long one shows.
 */
import type { SheetRow } from '#platform/spreadsheets/types.ts'
import { assignMeanings } from './assign-meanings.ts'
import type { Assigned } from './assign-meanings.ts'
import type { ColumnMapping, ImportMapping, SheetMapping } from './contract.ts'
import { decideDateOrder, decideNameOrder, pooled } from './decide-orders.ts'
import { findFillDown } from './find-fill-down.ts'
import { findTable } from './find-headings.ts'
import type { TableStart } from './find-headings.ts'
import { findSections, villageInTitle } from './find-sections.ts'
import type { Sections } from './find-sections.ts'
import { judgeColumn } from './judge-column.ts'
import type { ColumnFacts } from './judge-column.ts'
import type { FileEvidence, SheetEvidence } from './study-columns.ts'
import { cleanText, fold, textOf } from './text.ts'
import { countryOf } from './words/countries.ts'
import type { HeadingLanguage } from './words/headings.ts'

export interface ProposalOptions {
  /** ISO 3166-1 alpha-2. */
  homeCountry: string
}

/** Values of a column that are judged. */
const JUDGED_VALUES = 600
const TABLE_CONFIDENCE = 0.2

interface Table {
  evidence: SheetEvidence
  start: TableStart
  sections: Sections
  rows: SheetRow[]
}

interface Shape {
  tables: Table[]
  headings: TableStart['headings']
}

function tableOf(evidence: SheetEvidence): Table {
  const start = findTable(evidence.head)
  const below = evidence.head.filter((row) => row.row >= start.firstRow)
  const sections = findSections(below)
  return { evidence, start, sections, rows: [...below.filter((row) => !sections.lines.has(row)), ...evidence.spread] }
}

const isEmpty = ({ head }: SheetEvidence): boolean => head.every((row) => row.cells.every((cell) => textOf(cell).trim() === ''))

function shapeKey({ start, evidence, sections }: Table): string {
  if (start.headings.size > 0) return [...start.headings.values()].map(({ column, text }) => `${column} ${fold(text)}`).join('|')
  return sections.familyLines === undefined ? `alone ${evidence.sheet}` : `families ${sections.familyLines.prefix}`
}

const valuesOf = (rows: SheetRow[], column: number): string[] => rows.map((row) => cleanText(textOf(row.cells[column]).slice(0, 200)).text)

function judgeShape({ tables, headings }: Shape, homeCountry: string): ColumnFacts[] {
  const share = Math.max(20, Math.ceil(JUDGED_VALUES / tables.length))
  const rows = tables.flatMap((table) => spreadOf(table.rows, share))
  const headed = Math.max(0, ...[...headings.keys()].map((column) => column + 1))
  // Right of the last heading only what many rows fill is a column; what one row spills over is not.
  const longer = rows.filter((row) => row.cells.length > headed && textOf(row.cells.at(-1)).trim() !== '')
  const width = headed > 0 && longer.length <= 1 + rows.length * 0.05 ? headed : Math.max(headed, ...rows.map((row) => row.cells.length))
  return Array.from({ length: width }, (_, column) => judgeColumn(column, valuesOf(rows, column), homeCountry))
}

/** Some rows of many, in order, from the beginning and from all over. */
function spreadOf(rows: SheetRow[], count: number): SheetRow[] {
  if (rows.length <= count) return rows
  const head = rows.slice(0, Math.ceil(count / 2))
  const step = Math.ceil((rows.length - head.length) / (count / 2))
  return [...head, ...rows.slice(head.length).filter((_, i) => i % step === 0)]
}

/** The surname of a family line stands for the informant of the rows below it. */
function namesOf(tables: Table[], column: number, tellers: number[]): { name: string; informant?: string }[] {
  const textAt = (row: SheetRow, at: number): string => cleanText(textOf(row.cells[at]).slice(0, 200)).text
  const names: { name: string; informant?: string }[] = []
  for (const { evidence, start, sections } of tables) {
    let family: string | undefined
    for (const row of evidence.head) {
      if (row.row < start.firstRow) continue
      if (sections.lines.has(row)) {
        family = textAt(row, sections.familyLines?.column ?? 0).slice(sections.familyLines?.prefix.length ?? 0).trim()
        continue
      }
      const told = tellers.map((at) => textAt(row, at)).filter((text) => text !== '').join(' ') || family
      const name = textAt(row, column)
      if (name !== '') names.push({ name, ...(told !== undefined && { informant: told }) })
    }
  }
  return names
}

const isTwoFamilies = (languages: Set<HeadingLanguage>): boolean => languages.has('es') && !languages.has('fr')

function describe(assigned: Assigned, facts: ColumnFacts | undefined, shape: Shape): ColumnMapping {
  const heading = shape.headings.get(assigned.column)
  const column: ColumnMapping = { column: assigned.column, heading: heading?.text ?? '', meaning: assigned.meaning, confidence: Math.round(assigned.confidence * 100) / 100, examples: facts?.examples ?? [] }
  if (assigned.meaning === 'messenger') {
    const shown = facts?.examples.map((example) => /^(skype|viber|whatsapp|telegram|signal)/i.exec(example)?.[1]?.toLowerCase()).find((kind) => kind !== undefined)
    column.messenger = heading?.reading.messenger ?? (shown as ColumnMapping['messenger']) ?? 'messenger'
  }
  return column
}

function decideNames(column: ColumnMapping, columns: ColumnMapping[], shape: Shape, languages: Set<HeadingLanguage>): void {
  const tellers = columns.filter(({ meaning }) => meaning === 'informant' || meaning === 'family_head').map((found) => found.column)
  const said = shape.headings.get(column.column)?.reading.nameOrder
  const seen = decideNameOrder(namesOf(shape.tables, column.column, tellers))
  // A heading that names the parts is believed, but not against what nearly every name shows.
  column.nameOrder = said !== undefined && seen.certainty < 0.8 ? said : seen.certainty > 0 ? seen.order : (said ?? seen.order)
  if (said === undefined) column.confidence = Math.round(column.confidence * (0.6 + 0.4 * seen.certainty) * 100) / 100
  if (isTwoFamilies(languages)) column.twoFamilyNames = true
}

function columnsOf(shape: Shape, homeCountry: string): ColumnMapping[] {
  const facts = judgeShape(shape, homeCountry)
  const assigned = assignMeanings(facts, shape.headings)
  const columns = assigned.map((one) => describe(one, facts[one.column], shape))
  const languages = languagesOf(shape)
  const evidence = (column: number): ReturnType<typeof pooled> => pooled(shape.tables.map(({ evidence: { dates } }) => dates.get(column)))
  const dated = columns.filter(({ meaning }) => meaning === 'birth' || meaning === 'abroad_since')
  for (const column of dated) {
    const others = dated.filter((other) => other !== column).map((other) => evidence(other.column))
    column.dateOrder = decideDateOrder(evidence(column.column), others, languages, homeCountry)
  }
  for (const column of columns) if (column.meaning === 'full_name') decideNames(column, columns, shape, languages)
  return columns
}

/** The languages that a clear majority of the headings can be; without headings, the script of the values. */
function languagesOf({ headings, tables }: Shape): Set<HeadingLanguage> {
  const votes = new Map<HeadingLanguage, number>()
  for (const { reading } of headings.values()) for (const language of reading.languages) votes.set(language, (votes.get(language) ?? 0) + 1)
  const most = Math.max(0, ...votes.values())
  if (most > 0) return new Set([...votes].filter(([, count]) => count === most).map(([language]) => language))
  const text = tables.flatMap((table) => table.rows.slice(0, 40)).flatMap((row) => row.cells.map(textOf)).join(' ')
  return new Set<HeadingLanguage>(/[ა-ჰ]{3}/.test(text) ? ['ka'] : /[а-я]{3}/i.test(text) ? ['ru'] : /[\u0620-\u064a]{3}/.test(text) ? ['ar'] : [])
}

const NAMES = new Set(['full_name', 'family_name', 'given_name'])
const DEFAULT_SHEET = /^(?:sheet|лист|feuil|feuille|hoja|ფურცელი|table|tabelle|foglio|planilha|arkusz|ورقة|data|list|migrants?|registry|register|реестр|список|სია|რეესტრი)?[\s_\-№#]*\d*$/iu

function mayBeVillage(name: string): boolean {
  return /\p{L}{2}/u.test(name) && !DEFAULT_SHEET.test(name.trim()) && countryOf(name) === undefined && !/(?:19|20)\d\d/.test(name)
}

function sheetMapping(table: Table, columns: ColumnMapping[]): SheetMapping {
  const { start, sections, evidence } = table
  const { familyLines, villageLines } = sections
  const fillDown = findFillDown(evidence.head.filter((row) => row.row >= start.firstRow && !sections.lines.has(row)), columns)
  const named = columns.some(({ meaning, confidence }) => NAMES.has(meaning) && confidence >= TABLE_CONFIDENCE)
  const filled = columns.filter(({ meaning }) => meaning !== 'ignore').length
  const village = start.headingRow === null || columns.some(({ meaning }) => meaning === 'village') ? undefined : villageInTitle(evidence.head.filter((row) => row.row < start.firstRow - 1))
  return {
    sheet: evidence.sheet, headingRow: start.headingRow, firstRow: start.firstRow, columns,
    ...(fillDown.length > 0 && { fillDown }),
    ...(familyLines !== undefined && { familyLines }),
    ...(villageLines !== undefined && { villageLines }),
    ...(village !== undefined && { village }),
    ...((!named || filled < 2) && { skip: 'no_table' as const }),
  }
}

/** Sheets of whose columns none is the village, and whose names are no mere numbers: a sheet for each village. */
function nameSheets(sheets: SheetMapping[]): void {
  const tables = sheets.filter((sheet) => sheet.skip === undefined)
  const places = tables.filter((sheet) => mayBeVillage(sheet.sheet) && !sheet.columns.some(({ meaning }) => meaning === 'village') && sheet.villageLines === undefined && sheet.village === undefined)
  const word = /^(?:village|სოფ|село|с\.|قرية|douar|aldea)/iu
  for (const sheet of tables) {
    const alone = tables.length === 1 && !word.test(sheet.sheet)
    sheet.sheetIs = places.includes(sheet) && !alone && places.length >= tables.length * 0.6 ? 'village' : 'nothing'
  }
}

/**
 * Proposes how to read a file. Never throws; a file in which nothing is understood gives sheets that are skipped.
 *
 * @param evidence from `createColumnStudy`, which has seen every row
 */
export function proposeMapping(evidence: FileEvidence, { homeCountry }: ProposalOptions): ImportMapping {
  const tables = evidence.sheets.filter((sheet) => !isEmpty(sheet)).map(tableOf)
  const byShape = new Map<string, Table[]>()
  for (const table of tables) byShape.set(shapeKey(table), [...(byShape.get(shapeKey(table)) ?? []), table])
  const mapped = new Map<string, SheetMapping>()
  for (const same of byShape.values()) {
    const shape: Shape = { tables: same, headings: same[0]?.start.headings ?? new Map() }
    const columns = columnsOf(shape, homeCountry)
    const families = same.find((table) => table.sections.familyLines !== undefined)?.sections.familyLines
    for (const table of same) {
      // A sheet too short to show its family lines has those of its siblings.
      if (table.sections.familyLines === undefined && families !== undefined && families.prefix !== '') table.sections.familyLines = families
      mapped.set(table.evidence.sheet, sheetMapping(table, columns.map((column) => ({ ...column }))))
    }
  }
  const sheets = evidence.sheets.map(({ sheet }): SheetMapping => mapped.get(sheet) ?? { sheet, headingRow: null, firstRow: 1, columns: [], skip: 'empty' })
  nameSheets(sheets)
  return { version: 1, sheets, homeCountry }
}
