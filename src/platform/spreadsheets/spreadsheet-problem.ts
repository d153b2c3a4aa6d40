/**
 * Why a file as a whole cannot be read (or written). Troubles of single cells never throw: they arrive with their row.
 */

export type SpreadsheetProblemCode =
  /** Not a file that this reads at all; details.kind says what it looks like: exe, pdf, html, image, document, binary, ... */
  | 'not_a_spreadsheet'
  /** An old binary workbook (details.kind: xls or xlsb): save it as .xlsx and try again. */
  | 'unsupported_xls'
  /** Locked with a password: save it without one. */
  | 'encrypted'
  /** The zip inside XLSX or ODS is cut off or damaged. */
  | 'broken_zip'
  /** A part is no well-formed XML, or a part that the format requires is missing. */
  | 'broken_xml'
  /** The XML declares a document type or an entity of its own, which no spreadsheet program writes. */
  | 'unsafe_xml'
  /** Unzips to far more than it holds. */
  | 'zip_bomb'
  /** details.limit names the limit, details.at its value. */
  | 'too_large'
  | 'too_many_sheets'
  | 'too_many_rows'
  | 'too_many_columns'
  /** No row with a value in it. */
  | 'empty'

export interface SpreadsheetPlace {
  sheet?: string
  /** Counted from 1. */
  row?: number
  /** Counted from 0. */
  column?: number
}

export type SpreadsheetProblemDetails = SpreadsheetPlace & Record<string, string | number | undefined>

/** The code is stable; whoever shows it makes the sentence for a person from code and details, in the reader's language. */
export class SpreadsheetProblem extends Error {
  readonly code: SpreadsheetProblemCode
  readonly details: SpreadsheetProblemDetails

  constructor(code: SpreadsheetProblemCode, details: SpreadsheetProblemDetails = {}) {
    super(`spreadsheet: ${code}`)
    this.name = 'SpreadsheetProblem'
    this.code = code
    this.details = details
  }

  get sheet(): string | undefined {
    return this.details.sheet
  }

  get row(): number | undefined {
    return this.details.row
  }

  get column(): number | undefined {
    return this.details.column
  }
}
