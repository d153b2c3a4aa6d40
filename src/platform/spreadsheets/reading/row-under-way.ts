/** One row of XLSX or ODS while its cells arrive: keeps the bounds of a row, whatever the file claims. */
import type { SpreadsheetLimits } from '../limits.ts'
import { SpreadsheetProblem } from '../spreadsheet-problem.ts'
import type { Cell, CellTrouble, CellTroubleCode } from '../types.ts'

export class RowUnderWay {
  readonly #limits: SpreadsheetLimits
  sheet = ''
  row = 0
  cells: Cell[] = []
  troubles: CellTrouble[] | undefined
  characters = 0
  #leftOut = false

  constructor(limits: SpreadsheetLimits) {
    this.#limits = limits
  }

  begin(sheet: string, row: number): void {
    this.sheet = sheet
    this.row = row
    this.cells = []
    this.troubles = undefined
    this.characters = 0
    this.#leftOut = false
  }

  /** `column` is counted from 0; empty strings are no value. */
  put(column: number, cell: Cell): void {
    if (cell === null || cell === '') return
    const { columns, lastColumn, rowCharacters } = this.#limits
    if (column >= lastColumn) {
      throw new SpreadsheetProblem('too_many_columns', { sheet: this.sheet, row: this.row, limit: 'lastColumn', at: lastColumn })
    }
    if (column >= columns) {
      if (!this.#leftOut) this.note(columns, 'too_many_cells')
      this.#leftOut = true
      return
    }
    let kept = cell
    if (typeof kept === 'string') {
      const room = rowCharacters - this.characters
      if (kept.length > room) {
        kept = kept.slice(0, room)
        this.note(column, 'too_long')
        if (kept === '') return
      }
      this.characters += kept.length
      if (kept.includes('\uFFFD')) this.note(column, 'broken_characters')
    }
    while (this.cells.length < column) this.cells.push(null)
    this.cells[column] = kept
  }

  note(column: number, code: CellTroubleCode): void {
    this.troubles ??= []
    if (this.troubles.length < this.#limits.columns) this.troubles.push({ column: Math.min(column, this.#limits.columns), code })
  }
}
