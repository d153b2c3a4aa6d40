/**
 * Writes CSV as RFC 4180 has it (CRLF, marks doubled) in UTF-8 with a mark at the beginning, without which Excel takes it for the
 * encoding of the country. What begins like a formula is defused (formula-defusing.ts); readSpreadsheet gives the values back.
 */
import { Readable } from 'node:stream'
import { defuseFormula } from './formula-defusing.ts'
import type { WritableCell, WritableRows } from './writable.ts'

const PIECE_CHARACTERS = 64 * 1024

export interface CsvOptions {
  /** A comma where nothing is said; Excel of most of Europe expects a semicolon. */
  separator?: ',' | ';' | '\t' | '|'
  /** The first row. */
  headings?: readonly string[]
  /** True where nothing is said. */
  mark?: boolean
}

/** A stream of bytes that takes rows no faster than it is read. Errors of `rows` end it. */
export function writeCsv(rows: WritableRows, options: CsvOptions = {}): Readable {
  return Readable.from(piecesOf(rows, options), { objectMode: false })
}

async function* piecesOf(rows: WritableRows, options: CsvOptions): AsyncGenerator<Buffer> {
  const separator = options.separator ?? ','
  let piece = options.mark === false ? '' : '\uFEFF'
  if (options.headings) piece += lineOf(options.headings, separator)
  for await (const row of rows) {
    piece += lineOf(row, separator)
    if (piece.length < PIECE_CHARACTERS) continue
    yield Buffer.from(piece)
    piece = ''
  }
  if (piece !== '') yield Buffer.from(piece)
}

function lineOf(row: readonly WritableCell[], separator: string): string {
  return `${row.map((cell) => fieldOf(cell, separator)).join(separator)}\r\n`
}

/** Every usual separator and a space at either end is enclosed too, so that the cell stays whole however the file is opened. */
function fieldOf(cell: WritableCell, separator: string): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  if (typeof cell === 'object') return cell.date
  const value = defuseFormula(cell)
  return /[",;\t|\r\n]|^ | $/.test(value) || value.includes(separator) ? `"${value.replaceAll('"', '""')}"` : value
}
