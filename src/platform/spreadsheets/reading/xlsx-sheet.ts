/** One sheet of XLSX: its XML to rows (ECMA-376 part 1, 18.3). A formula's cached value is taken; nothing is ever calculated. */
import type { SpreadsheetLimits } from '../limits.ts'
import { SpreadsheetProblem } from '../spreadsheet-problem.ts'
import type { Cell } from '../types.ts'
import { CellText } from './cell-text.ts'
import { dateOfSerial, decimalText, timeOfSerial } from './numbers-and-dates.ts'
import { RowUnderWay } from './row-under-way.ts'
import type { SharedStrings } from './shared-strings.ts'
import type { NumberShown } from './xlsx-styles.ts'
import type { XmlAttributes, XmlTaker } from './xml-tokens.ts'

export interface Workbook {
  styles: NumberShown[]
  strings: SharedStrings
  epoch: 1900 | 1904
}

export class XlsxSheet implements XmlTaker {
  readonly #sheet: string
  readonly #workbook: Workbook
  readonly #done: (row: RowUnderWay) => void
  readonly #row: RowUnderWay
  readonly #text: CellText
  #inData = false
  #rowNumber = 0
  #column = -1
  #type = ''
  #style = ''
  #hasFormula = false
  /** Text is the cell's only inside v, or inside t of is but not of the reading aid rPh. */
  #gathering = false
  #inReadingAid = false

  constructor(sheet: string, workbook: Workbook, limits: SpreadsheetLimits, done: (row: RowUnderWay) => void) {
    this.#sheet = sheet
    this.#workbook = workbook
    this.#done = done
    this.#row = new RowUnderWay(limits)
    this.#text = new CellText(limits.cellCharacters)
  }

  open(name: string, attributes: XmlAttributes): void {
    if (!this.#inData) {
      if (name === 'sheetData') this.#inData = true
    } else if (name === 'c') this.#openCell(attributes)
    else if (name === 'v' || name === 't') this.#gathering = !this.#inReadingAid
    else if (name === 'row') this.#openRow(attributes)
    else if (name === 'f') this.#hasFormula = true
    else if (name === 'rPh') this.#inReadingAid = true
  }

  close(name: string): void {
    if (!this.#inData) return
    if (name === 'c') this.#closeCell()
    else if (name === 'v' || name === 't') this.#gathering = false
    else if (name === 'row') {
      if (this.#row.cells.length > 0 || this.#row.troubles) this.#done(this.#row)
    } else if (name === 'rPh') this.#inReadingAid = false
    else if (name === 'sheetData') this.#inData = false
  }

  text(text: string): void {
    if (this.#gathering) this.#text.add(text)
  }

  #openRow(attributes: XmlAttributes): void {
    const number = attributes.r === undefined ? this.#rowNumber + 1 : Number(attributes.r)
    if (!Number.isSafeInteger(number) || number < 1) throw new SpreadsheetProblem('broken_xml', { sheet: this.#sheet })
    this.#rowNumber = number
    this.#column = -1
    this.#row.begin(this.#sheet, number)
  }

  #openCell(attributes: XmlAttributes): void {
    this.#column = attributes.r === undefined ? this.#column + 1 : columnOf(attributes.r)
    this.#type = attributes.t ?? 'n'
    this.#style = attributes.s ?? '0'
    this.#hasFormula = false
    this.#text.clear()
  }

  #closeCell(): void {
    const stored = this.#text.text
    if (stored === '') {
      if (this.#hasFormula && this.#type !== 'str') this.#row.note(this.#column, 'formula_without_value')
      return
    }
    if (this.#text.isCut) this.#row.note(this.#column, 'too_long')
    this.#row.put(this.#column, this.#valueOf(stored))
  }

  #valueOf(stored: string): Cell {
    switch (this.#type) {
      case 's': {
        const index = Number(stored)
        if (this.#workbook.strings.isCut(index)) this.#row.note(this.#column, 'too_long')
        return this.#workbook.strings.get(index)
      }
      case 'str':
      case 'inlineStr':
        return decodeEscapes(stored)
      case 'b':
        return stored.trim() === '1' || stored.trim() === 'true' ? 'TRUE' : 'FALSE'
      case 'e':
        this.#row.note(this.#column, 'formula_error')
        return stored
      case 'd':
        return /^[0-9]{4}-[0-9]{2}-[0-9]{2}/.test(stored) ? { date: stored.slice(0, 10) } : stored
      default:
        return this.#shown(stored)
    }
  }

  #shown(stored: string): Cell {
    const text = decimalText(stored)
    const shown = this.#workbook.styles[Number(this.#style)] ?? 'number'
    if (text === null) return stored
    if (shown === 'number') return text
    if (typeof shown === 'number') return /^[0-9]+$/.test(text) ? text.padStart(shown, '0') : text
    const serial = Number(text)
    if (shown === 'time') return serial < 0 ? text : timeOfSerial(serial)
    const date = dateOfSerial(serial, this.#workbook.epoch)
    if (date === null) return serial > 0 && serial < 1 ? timeOfSerial(serial) : text
    return shown === 'year' ? date.slice(0, 4) : { date }
  }
}

/** "BC12" is column 54, counted from 0. */
function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & ~32
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
    if (column > 1e9) break
  }
  if (column === 0) throw new SpreadsheetProblem('broken_xml')
  return column - 1
}

/** XLSX writes characters that XML does not allow as _xHHHH_ (ECMA-376 part 1, 22.9.2.19). NUL becomes a broken character. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => (hex === '0000' ? '\uFFFD' : String.fromCharCode(parseInt(hex, 16)))).toWellFormed()
}
