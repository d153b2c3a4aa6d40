/**
 * A spreadsheet of ODS (OpenDocument 1.3 part 3, 9): one XML with all sheets. Equal cells and rows are written once with a number of
 * repetitions, which a file may set to anything: empty ones are only counted, filled ones are bounded by the limits.
 */
import type { SpreadsheetLimits } from '../limits.ts'
import { SpreadsheetProblem } from '../spreadsheet-problem.ts'
import type { Cell, ReadAs } from '../types.ts'
import { CellText } from './cell-text.ts'
import { decimalText } from './numbers-and-dates.ts'
import { RowUnderWay } from './row-under-way.ts'
import type { RowSink } from './row-sink.ts'
import { XmlTokens, type XmlAttributes, type XmlTaker } from './xml-tokens.ts'
import type { ZipParts } from './zip.server.ts'

const MOST_SPACES = 1000

export async function readOds(zip: ZipParts, limits: SpreadsheetLimits, sink: RowSink, tell: (readAs: ReadAs) => void): Promise<void> {
  if (/<(?:[\w-]+:)?encryption-data/.test((await zip.text('META-INF/manifest.xml')) ?? '')) throw new SpreadsheetProblem('encrypted')
  const sheets: string[] = []
  tell({ format: 'ods', sheets })
  const content = new OdsContent(limits, sink, (sheet) => {
    if (sheets.length >= limits.sheets) throw new SpreadsheetProblem('too_many_sheets', { limit: 'sheets', at: limits.sheets })
    sheets.push(sheet)
    tell({ format: 'ods', sheets })
  })
  const tokens = new XmlTokens(content, limits)
  for await (const piece of zip.pieces('content.xml')) {
    tokens.write(piece)
    await sink.flush()
  }
  tokens.end()
}

class OdsContent implements XmlTaker {
  readonly #sink: RowSink
  readonly #newSheet: (name: string) => void
  readonly #row: RowUnderWay
  readonly #text: CellText
  readonly #path: string[] = []
  #sheet: string | undefined
  #rowNumber = 0
  #rowTimes = 1
  #column = 0
  #cell: XmlAttributes | undefined
  /** Depth of the path at which something inside a cell begins that is not its text (a note, a picture). */
  #aside = Infinity
  #paragraphs = 0

  constructor(limits: SpreadsheetLimits, sink: RowSink, newSheet: (name: string) => void) {
    this.#sink = sink
    this.#newSheet = newSheet
    this.#row = new RowUnderWay(limits)
    this.#text = new CellText(limits.cellCharacters)
  }

  open(name: string, attributes: XmlAttributes): void {
    const parent = this.#path.at(-1)
    this.#path.push(name)
    if (this.#path.length > this.#aside) return
    if (this.#cell) this.#openInCell(name, attributes)
    else if (this.#sheet === undefined) {
      if (name === 'table' && parent === 'spreadsheet') this.#openSheet(attributes.name ?? '')
    } else if (name === 'table-row') {
      this.#rowNumber++
      this.#rowTimes = repetitions(attributes['number-rows-repeated'])
      this.#column = 0
      this.#row.begin(this.#sheet, this.#rowNumber)
    } else if (name === 'table-cell' || name === 'covered-table-cell') {
      this.#cell = attributes
      this.#paragraphs = 0
      this.#text.clear()
    } else if (name === 'shapes') this.#aside = this.#path.length
  }

  /** Copies of tables in other files ("'file:///...'#Sheet") are no sheets of this one. */
  #openSheet(name: string): void {
    if (name.startsWith("'file:")) {
      this.#aside = this.#path.length
      return
    }
    this.#sheet = name
    this.#rowNumber = 0
    this.#newSheet(name)
  }

  #openInCell(name: string, attributes: XmlAttributes): void {
    if (name === 'p') {
      if (this.#paragraphs++ > 0) this.#text.add('\n')
    } else if (name === 's') this.#text.add(' '.repeat(Math.min(repetitions(attributes.c), MOST_SPACES)))
    else if (name === 'tab') this.#text.add('\t')
    else if (name === 'line-break') this.#text.add('\n')
    else if (name !== 'span' && name !== 'a') this.#aside = this.#path.length
  }

  close(name: string): void {
    const depth = this.#path.length
    this.#path.pop()
    if (depth > this.#aside) return
    if (depth === this.#aside) {
      this.#aside = Infinity
      return
    }
    if (name === 'table-cell' || name === 'covered-table-cell') this.#closeCell(name)
    else if (name === 'table-row') {
      const row = this.#row
      if (row.cells.length > 0 || row.troubles) this.#sink.add(row.sheet, row.row, row.cells, row.troubles, row.characters, this.#rowTimes)
      this.#rowNumber += this.#rowTimes - 1
    } else if (name === 'table' && this.#path.at(-1) === 'spreadsheet') this.#sheet = undefined
  }

  text(text: string): void {
    if (this.#cell && this.#paragraphs > 0 && this.#aside === Infinity && this.#path.at(-1) !== 'table-cell') this.#text.add(text)
  }

  /** What lies under a merged cell is not seen, so it is not read. */
  #closeCell(name: string): void {
    const cell = this.#cell
    this.#cell = undefined
    if (!cell) return
    const times = repetitions(cell['number-columns-repeated'])
    const value = name === 'covered-table-cell' ? null : valueOf(cell, this.#text.text)
    if (value !== null && value !== '') {
      for (let copy = 0; copy < times; copy++) this.#putCell(this.#column + copy, cell, value)
    } else if (cell.formula !== undefined && cell['value-type'] === undefined && name === 'table-cell') {
      this.#row.note(this.#column, 'formula_without_value')
    }
    this.#column += times
  }

  #putCell(column: number, cell: XmlAttributes, value: Cell): void {
    if (this.#text.isCut) this.#row.note(column, 'too_long')
    if (cell['value-type'] === 'error') this.#row.note(column, 'formula_error')
    this.#row.put(column, value)
  }
}

/** Not a number, or none: once. */
function repetitions(attribute: string | undefined): number {
  const times = attribute === undefined ? 1 : Number(attribute)
  return Number.isSafeInteger(times) && times > 1 ? times : 1
}

/** The stored value; the text shown where it says more (a year alone, zeros in front) or where there is no other. */
function valueOf(cell: XmlAttributes, text: string): Cell {
  switch (cell['value-type']) {
    case 'float':
    case 'percentage':
    case 'currency': {
      const number = decimalText(cell.value ?? '')
      return number === null || (/^0[0-9]+$/.test(text) && text.replace(/^0+/, '') === number) ? text : number
    }
    case 'date': {
      const date = /^[0-9]{4}-[0-9]{2}-[0-9]{2}/.exec(cell['date-value'] ?? '')?.[0]
      return date === undefined || /^[0-9]{4}$/.test(text) ? text : { date }
    }
    case 'boolean':
      return cell['boolean-value'] === 'true' ? 'TRUE' : 'FALSE'
    case 'string':
      return text === '' ? (cell['string-value'] ?? null) : text
    default:
      return text
  }
}
