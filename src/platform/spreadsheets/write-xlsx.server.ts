/**
 * Writes XLSX as a stream: each sheet's XML goes into the zip while its rows arrive, with its texts in the cells themselves (inline
 * strings), so that nothing has to be held. Dates are real dates; everything else that is text stays text, never a formula: cells that
 * look like one are marked as quoted, so that they stay text when somebody edits them.
 */
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { serialOfDate } from './reading/numbers-and-dates.ts'
import { SpreadsheetProblem } from './spreadsheet-problem.ts'
import type { WritableCell, WritableRows } from './writable.ts'

const MOST_ROWS = 1_048_576
const MOST_COLUMNS = 16_384
const MOST_CHARACTERS = 32_767
const MOST_NAME = 31
const PIECE_CHARACTERS = 64 * 1024
const NARROWEST = 10
const WIDEST = 40
const HEADING_STYLE = 1
const DATE_STYLE = 2
const QUOTED_STYLE = 3
const LIKE_A_FORMULA = /^['=+\-@]/
/** Control characters and surrogates without their half, which XML does not allow; and what would be taken for our own escape. */
const ESCAPED = /[\0-\x08\x0B\x0C\x0D\x0E-\x1F\uFFFE\uFFFF]|_(?=x[0-9a-fA-F]{4}_)/g

export interface SheetToWrite {
  /** Shortened and cleaned to what a sheet may be called; made different where two are equal. */
  name: string
  /** The first row: bold, and standing while the rest is scrolled. */
  headings?: readonly string[]
  rows: WritableRows
  rightToLeft?: boolean
}

/**
 * A stream of bytes that takes rows no faster than it is read, sheet after sheet. A text over 32,767 characters, which no spreadsheet
 * program holds, ends with "…" there. More rows or columns than a sheet has end the stream with SpreadsheetProblem.
 */
export function writeXlsx(sheets: readonly SheetToWrite[]): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  const names = sheetNames(sheets.map((sheet) => sheet.name))
  zip.on('error', (error: Error) => output.destroy(error))
  const add = (part: string, xml: string): void => zip.addBuffer(Buffer.from(`${DECLARATION}${xml}`), part)
  add('[Content_Types].xml', contentTypes(sheets.length))
  add('_rels/.rels', `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
  add('xl/workbook.xml', workbookXml(names))
  add('xl/_rels/workbook.xml.rels', workbookRelations(sheets.length))
  add('xl/styles.xml', STYLES)
  sheets.forEach((sheet, index) => {
    zip.addReadStreamLazy(`xl/worksheets/sheet${index + 1}.xml`, (give) => {
      const xml = Readable.from(sheetXml(sheet, names[index] ?? '', index === 0), { objectMode: false })
      xml.on('error', (error) => output.destroy(error))
      output.once('close', () => xml.destroy())
      give(null, xml)
    })
  })
  zip.end()
  return output
}

async function* sheetXml(sheet: SheetToWrite, name: string, isFirst: boolean): AsyncGenerator<Buffer> {
  let piece = `${DECLARATION}<worksheet xmlns="${MAIN}">${viewXml(sheet, isFirst)}${columnsXml(sheet.headings)}<sheetData>`
  let number = 0
  if (sheet.headings) piece += rowXml(sheet.headings, ++number, name, HEADING_STYLE)
  for await (const row of sheet.rows) {
    if (number >= MOST_ROWS) throw new SpreadsheetProblem('too_many_rows', { sheet: name, row: number, limit: 'rows', at: MOST_ROWS })
    piece += rowXml(row, ++number, name)
    if (piece.length < PIECE_CHARACTERS) continue
    yield Buffer.from(piece)
    piece = ''
  }
  yield Buffer.from(`${piece}</sheetData></worksheet>`)
}

function viewXml(sheet: SheetToWrite, isFirst: boolean): string {
  const pane = sheet.headings ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' : ''
  return `<sheetViews><sheetView${sheet.rightToLeft ? ' rightToLeft="1"' : ''}${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews>`
}

function columnsXml(headings: readonly string[] | undefined): string {
  if (!headings || headings.length === 0) return ''
  const columns = headings.map((heading, index) => {
    const width = Math.min(WIDEST, Math.max(NARROWEST, heading.length + 4))
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`
  })
  return `<cols>${columns.join('')}</cols>`
}

function rowXml(cells: readonly WritableCell[], row: number, sheet: string, style = 0): string {
  if (cells.length > MOST_COLUMNS) throw new SpreadsheetProblem('too_many_columns', { sheet, row, limit: 'columns', at: MOST_COLUMNS })
  let xml = `<row r="${row}">`
  for (let column = 0; column < cells.length; column++) xml += cellXml(cells[column], columnName(column) + row, style)
  return `${xml}</row>`
}

function cellXml(cell: WritableCell, reference: string, style: number): string {
  if (cell === null || cell === undefined || cell === '') return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? `<c r="${reference}"><v>${cell}</v></c>` : ''
  if (typeof cell === 'object') {
    const serial = serialOfDate(cell.date)
    return serial === null ? textXml(cell.date, reference, style) : `<c r="${reference}" s="${DATE_STYLE}"><v>${serial}</v></c>`
  }
  return textXml(cell, reference, style || (LIKE_A_FORMULA.test(cell) ? QUOTED_STYLE : 0))
}

function textXml(text: string, reference: string, style: number): string {
  const kept = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text
  return `<c r="${reference}"${style ? ` s="${style}"` : ''} t="inlineStr"><is><t xml:space="preserve">${escapeText(kept)}</t></is></c>`
}

function escapeText(text: string): string {
  const allowed = text.toWellFormed().replace(ESCAPED, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
  return /[&<>]/.test(allowed) ? allowed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : allowed
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;')
}

const columnNames: string[] = []

/** "A", ..., "Z", "AA", ...; `column` counted from 0. */
function columnName(column: number): string {
  let name = columnNames[column]
  if (name !== undefined) return name
  name = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  columnNames[column] = name
  return name
}

/** What Excel allows as a sheet's name: 31 characters, none of []:*?/\, no apostrophe at an end, no two that differ in case only. */
function sheetNames(wanted: string[]): string[] {
  const taken = new Set<string>()
  return wanted.map((wish, index) => {
    const clean = wish.replace(/[[\]:*?/\\\0-\x1F]/g, ' ').replace(/^['\s]+|['\s]+$/g, '') || `Sheet ${index + 1}`
    let name = shorten(clean, MOST_NAME)
    for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${shorten(clean, MOST_NAME - 6)} (${copy})`
    taken.add(name.toLowerCase())
    return name
  })
}

function shorten(text: string, most: number): string {
  return text.slice(0, most).toWellFormed().replace(/\uFFFD$/, '').trimEnd()
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const SPREADSHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Number format 14 is the short date of the reader's country. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>`
  + '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
  + '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
  + '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
  + '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
  + '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
  + '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
  + '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/></cellXfs>'
  + '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

function contentTypes(sheets: number): string {
  const parts = Array.from({ length: sheets }, (_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${SPREADSHEET_TYPE}.worksheet+xml"/>`)
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`
    + `<Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET_TYPE}.styles+xml"/>${parts.join('')}</Types>`
}

function workbookXml(names: string[]): string {
  const sheets = names.map((name, index) => `<sheet name="${escapeAttribute(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATION}"><sheets>${sheets.join('')}</sheets></workbook>`
}

function workbookRelations(sheets: number): string {
  const relations = Array.from({ length: sheets }, (_, index) => `<Relationship Id="rId${index + 1}" Type="${RELATION}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`)
  return `<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}<Relationship Id="rId${sheets + 1}" Type="${RELATION}/styles" Target="styles.xml"/></Relationships>`
}
