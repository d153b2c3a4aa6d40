/** The door of the spreadsheets: reading and writing, with their types, limits and problems. */
export { readSpreadsheet, type ReadOptions, type SpreadsheetInput, type SpreadsheetReading } from './read-spreadsheet.server.ts'
export { spreadsheetLimits, type SpreadsheetLimits } from './limits.ts'
export { SpreadsheetProblem, type SpreadsheetProblemCode, type SpreadsheetProblemDetails } from './spreadsheet-problem.ts'
export { defuseFormula, restoreFormula } from './formula-defusing.ts'
export type { Cell, CellTrouble, CellTroubleCode, ReadAs, SheetRow } from './types.ts'
export { writeCsv, type CsvOptions } from './write-csv.server.ts'
export { writeXlsx, type SheetToWrite } from './write-xlsx.server.ts'
export type { WritableCell, WritableRows } from './writable.ts'
