/**
 * What a spreadsheet may be at most. Every number guards memory or time against a file that is wrong or hostile; a register of a
 * whole country (a million rows) stays well inside. Callers may lower them (or raise them, knowing the machine).
 */
export interface SpreadsheetLimits {
  /** Bytes of the file as it arrives. */
  fileBytes: number
  /** Bytes of all parts of a zipped format that are read, counted while unzipping. */
  unzippedBytes: number
  /** A part may unzip to this many times its packed size; smaller than `ratioFreeBytes` it may be anything. */
  compressionRatio: number
  ratioFreeBytes: number
  /** Files inside the zip. */
  zipEntries: number
  /** Bytes of the small parts that are read whole (list of sheets, relations, styles), each. */
  smallPartBytes: number
  sheets: number
  /** Rows with a value, over all sheets. */
  rows: number
  /** Filled rows that one repeated row of ODS may stand for. */
  repeatedRows: number
  /** Cells of a row that arrive; what is filled beyond is left out and marked. */
  columns: number
  /** Beyond this column a row is no row: the file is refused. 16,384 is the last column (XFD) of every spreadsheet program. */
  lastColumn: number
  /** Characters of a cell; 32,767 is what spreadsheet programs hold themselves. */
  cellCharacters: number
  /** Characters of all cells of a row. */
  rowCharacters: number
  /** UTF-8 bytes of the text table of XLSX, kept in memory while its sheets are read. */
  sharedStringBytes: number
  sharedStrings: number
  /** Elements inside elements. */
  xmlDepth: number
  /** Characters of one tag with its attributes. */
  xmlTagCharacters: number
  /** Memory of the reading thread's JavaScript, in MB; above it the thread is ended. */
  threadMegabytes: number
}

export const spreadsheetLimits: SpreadsheetLimits = {
  fileBytes: 512 * 1024 * 1024,
  unzippedBytes: 2 * 1024 * 1024 * 1024,
  compressionRatio: 150,
  ratioFreeBytes: 16 * 1024 * 1024,
  zipEntries: 5_000,
  smallPartBytes: 16 * 1024 * 1024,
  sheets: 250,
  rows: 2_000_000,
  repeatedRows: 10_000,
  columns: 500,
  lastColumn: 16_384,
  cellCharacters: 32_767,
  rowCharacters: 1_000_000,
  sharedStringBytes: 160 * 1024 * 1024,
  sharedStrings: 8_000_000,
  xmlDepth: 100,
  xmlTagCharacters: 256 * 1024,
  threadMegabytes: 192,
}
