/**
 * What a spreadsheet is once it has been read, whatever its format: rows of cells, in order, each knowing its sheet and its
 * number as the person sees it in the spreadsheet program.
 */

/** One cell. Numbers arrive as their canonical decimal text; a real date of the format as `{ date }` (ISO 8601, no time). */
export type Cell = string | { date: string } | null

/**
 * A trouble at one cell. It never stops the reading: the row arrives with what could be read, and who takes it decides.
 * - `formula_error`: the cell shows an error (#REF!, #N/A); the error stands in the cell.
 * - `formula_without_value`: a formula that the writing program never calculated; the cell is null.
 * - `too_long`: more characters than `limits.cellCharacters` (or the row's `rowCharacters`); the cell is cut there.
 * - `too_many_cells`: filled cells beyond `limits.columns`; they are left out. Its column is the first one left out.
 * - `broken_quotes`: a quotation mark opens and never closes properly; the cell is taken as written, marks included.
 * - `broken_characters`: bytes that are no text in the file's encoding, or NUL; they stand as U+FFFD.
 */
export type CellTroubleCode =
  | 'formula_error' | 'formula_without_value' | 'too_long' | 'too_many_cells' | 'broken_quotes' | 'broken_characters'

export interface CellTrouble {
  /** Counted from 0. */
  column: number
  code: CellTroubleCode
}

export interface SheetRow {
  /** Name of the sheet; the empty string where the format has none (CSV). */
  sheet: string
  /** Counted from 1, as in the spreadsheet, empty rows included (rows without any value are counted but do not arrive). */
  row: number
  /** Empty cells are null; those at the end of the row are left out. */
  cells: Cell[]
  /** Only where there are any. */
  troubles?: CellTrouble[]
}

/** How the file was read: shown to the officer ("Read as Windows-1251, separated by semicolons"). */
export interface ReadAs {
  format: 'csv' | 'xlsx' | 'ods'
  encoding?: string
  separator?: string
  sheets: string[]
  /** Characters that the encoding could not give (U+FFFD), so far; absent where there are none. */
  brokenCharacters?: number
}
