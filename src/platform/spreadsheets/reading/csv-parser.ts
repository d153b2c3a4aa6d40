/**
 * A CSV parser made for files that people made by hand: what it must never do is lose rows or grow without bound.
 *
 * A line without a quotation mark is cut by `indexOf` and `split`, which is as fast as JavaScript can. A line with one is parsed
 * field by field. A mark that opens a field but does not close it properly (at a separator or at the end of a line, within the
 * length that a cell may have) is taken as a plain character, so that one stray mark costs one cell and not the rest of the file.
 */
import type { Cell, CellTrouble } from '../types.ts'

/** Characters of the field as written, marks included, that may be looked through for a closing mark. */
const ROW_BUFFER_FACTOR = 2

export interface CsvLimits {
  columns: number
  lastColumn: number
  cellCharacters: number
  rowCharacters: number
}

export interface CsvRowTaker {
  /** `characters` is the length of the row as written. */
  row(row: number, cells: Cell[], troubles: CellTrouble[] | undefined, characters: number): void
  /** More separators with values behind them than any spreadsheet has columns. */
  tooManyColumns(row: number): void
}

export interface CsvSettings {
  separator: string
  /** '\r' only for files of the old Macintosh; '\n' takes '\r\n' as well. */
  lineBreak: '\n' | '\r'
}

const REPLACED = '\uFFFD'

export class CsvParser {
  readonly #separator: string
  readonly #lineBreak: string
  readonly #limits: CsvLimits
  readonly #taker: CsvRowTaker
  #text = ''
  #position = 0
  #row = 0
  #nextQuote = 0
  #skipping = false
  #suspicious = false
  #ended = false
  #troubles: CellTrouble[] | undefined

  constructor(settings: CsvSettings, limits: CsvLimits, taker: CsvRowTaker) {
    this.#separator = settings.separator
    this.#lineBreak = settings.lineBreak
    this.#limits = limits
    this.#taker = taker
  }

  /** Takes the next piece of text, of any length; rows that are complete are handed on at once. */
  write(piece: string): void {
    const rest = this.#position < this.#text.length ? this.#text.slice(this.#position) : ''
    this.#suspicious = (rest !== '' && this.#suspicious) || piece.includes(REPLACED)
    this.#text = rest + piece
    this.#position = 0
    this.#nextQuote = -2
    this.#parse()
  }

  /** The file is over: what is left is the last row. */
  end(): void {
    this.#ended = true
    this.#parse()
  }

  #parse(): void {
    while (this.#position < this.#text.length) {
      const start = this.#position
      const lineEnd = this.#text.indexOf(this.#lineBreak, start)
      if (this.#skipping) {
        this.#position = lineEnd < 0 ? this.#text.length : lineEnd + 1
        this.#skipping = lineEnd < 0
        continue
      }
      if (this.#nextQuote !== -1 && this.#nextQuote < start) this.#nextQuote = this.#text.indexOf('"', start)
      const quoted = this.#nextQuote !== -1 && (lineEnd < 0 || this.#nextQuote < lineEnd)
      if (lineEnd < 0 && !this.#ended && !this.#isOverlong(start)) return
      this.#troubles = undefined
      const fields = quoted ? this.#fieldsWithQuotes() : this.#fieldsOfLine(lineEnd < 0 ? this.#text.length : lineEnd)
      if (fields === undefined) return
      this.#skipping = this.#position > this.#text.length
      this.#finish(fields, Math.min(this.#position, this.#text.length) - start)
    }
  }

  /** A row that outgrew every bound without ending is cut here; the rest of its line is passed over. */
  #isOverlong(start: number): boolean {
    return this.#text.length - start > this.#limits.rowCharacters * ROW_BUFFER_FACTOR
  }

  #fieldsOfLine(lineEnd: number): string[] {
    const start = this.#position
    this.#position = lineEnd + 1
    if (this.#ended && lineEnd === this.#text.length) this.#position = lineEnd
    return this.#text.slice(start, this.#withoutReturn(start, lineEnd)).split(this.#separator)
  }

  #withoutReturn(start: number, end: number): number {
    return end > start && this.#lineBreak === '\n' && this.#text.charCodeAt(end - 1) === 13 ? end - 1 : end
  }

  /** Undefined where the row is not complete yet. Leaves the position behind the row (beyond the text where it was cut). */
  #fieldsWithQuotes(): string[] | undefined {
    const text = this.#text
    const fields: string[] = []
    let at = this.#position
    let lineEnd = -2
    for (;;) {
      if (text.charCodeAt(at) === 34) {
        const quoted = this.#quotedField(at)
        if (quoted === undefined && !this.#isOverlong(this.#position)) return undefined
        if (quoted !== undefined && quoted !== null) {
          fields.push(quoted.value)
          if (quoted.endsRow) {
            this.#position = quoted.next
            return fields
          }
          at = quoted.next
          continue
        }
        this.#note(fields.length, 'broken_quotes')
      }
      if (lineEnd !== -1 && lineEnd < at) lineEnd = text.indexOf(this.#lineBreak, at)
      const end = lineEnd < 0 ? text.length : lineEnd
      const separator = text.indexOf(this.#separator, at)
      if (separator >= 0 && separator < end) {
        fields.push(text.slice(at, separator))
        at = separator + 1
        continue
      }
      if (lineEnd < 0 && !this.#ended && !this.#isOverlong(this.#position)) return undefined
      fields.push(text.slice(at, this.#withoutReturn(at, end)))
      this.#position = lineEnd < 0 && this.#ended ? end : end + 1
      return fields
    }
  }

  /** Undefined: more text is needed to tell. Null: the mark at `at` does not enclose a field. */
  #quotedField(at: number): { value: string; next: number; endsRow: boolean } | null | undefined {
    const text = this.#text
    const unknown = this.#ended ? null : undefined
    let doubled = false
    let from = at + 1
    for (;;) {
      const mark = text.indexOf('"', from)
      const length = (mark < 0 ? text.length : mark) - at - 1
      if (length > this.#limits.cellCharacters) return null
      if (mark < 0) return unknown
      if (text.charCodeAt(mark + 1) === 34) {
        doubled = true
        from = mark + 2
        continue
      }
      let after = mark + 1
      while (text.charCodeAt(after) === 32) after++
      const value = doubled ? text.slice(at + 1, mark).replaceAll('""', '"') : text.slice(at + 1, mark)
      if (text.startsWith(this.#separator, after)) return { value, next: after + 1, endsRow: false }
      if (text.startsWith(this.#lineBreak, after)) return { value, next: after + 1, endsRow: true }
      if (text.startsWith('\r\n', after)) return { value, next: after + 2, endsRow: true }
      if (after >= text.length) return this.#ended ? { value, next: after, endsRow: true } : undefined
      if (after === text.length - 1 && text.charCodeAt(after) === 13 && !this.#ended) return undefined
      return null
    }
  }

  #note(column: number, code: CellTrouble['code']): void {
    this.#troubles ??= []
    if (this.#troubles.length < this.#limits.columns) this.#troubles.push({ column, code })
  }

  #finish(fields: string[], characters: number): void {
    this.#row++
    let filled = fields.length
    while (filled > 0 && fields[filled - 1] === '') filled--
    if (filled > this.#limits.columns) {
      if (filled > this.#limits.lastColumn) this.#taker.tooManyColumns(this.#row)
      this.#note(this.#limits.columns, 'too_many_cells')
      filled = this.#limits.columns
    }
    if (filled === 0) return
    fields.length = filled
    const cells: Cell[] = fields
    for (let column = 0; column < filled; column++) if (fields[column] === '') cells[column] = null
    if (characters > this.#limits.cellCharacters) this.#cut(fields)
    if (this.#suspicious) this.#markReplaced(fields)
    this.#taker.row(this.#row, cells, this.#troubles, Math.min(characters, this.#limits.rowCharacters))
  }

  #cut(fields: (string | null)[]): void {
    let left = this.#limits.rowCharacters
    for (let column = 0; column < fields.length; column++) {
      const field = fields[column]
      if (typeof field !== 'string') continue
      const most = Math.min(this.#limits.cellCharacters, left)
      if (field.length > most) {
        fields[column] = field.slice(0, most) || null
        this.#note(column, 'too_long')
      }
      left -= Math.min(field.length, most)
    }
  }

  #markReplaced(fields: (string | null)[]): void {
    for (let column = 0; column < fields.length; column++) {
      if (fields[column]?.includes(REPLACED)) this.#note(column, 'broken_characters')
    }
  }
}
