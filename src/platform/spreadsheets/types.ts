/**
 * What a spreadsheet is once it has been read, whatever its format: rows of cells, in order, each knowing its sheet and its
 * number as the person sees it in the spreadsheet program.
 */

/** One cell. Numbers arrive as their canonical decimal text; a real date of the format as `{ date }` (ISO 8601, no time). */
export type Cell = string | { date: string } | null

export interface SheetRow {
  /** Name of the sheet; the empty string where the format has none (CSV). */
  sheet: string
  /** Counted from 1, as in the spreadsheet, empty rows included. */
  row: number
  cells: Cell[]
}

/** How the file was read: shown to the officer ("Read as Windows-1251, separated by semicolons"). */
export interface ReadAs {
  format: 'csv' | 'xlsx' | 'ods'
  encoding?: string
  separator?: string
  sheets: string[]
}
