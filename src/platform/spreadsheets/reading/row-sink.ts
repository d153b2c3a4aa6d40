/**
 * Gathers rows into batches for the caller's thread: one message for some hundred rows costs a hundredth of a message for each.
 * Readers add rows while they parse a piece of the file and then wait for `flush`, which sends no more than the caller has asked for.
 */
import type { Cell, CellTrouble } from '../types.ts'
import type { SpreadsheetLimits } from '../limits.ts'
import { SpreadsheetProblem } from '../spreadsheet-problem.ts'

export const BATCH_ROWS = 500
export const BATCH_CHARACTERS = 500_000

/** Rows of one sheet. Troubles are rare, so they travel beside the cells: [index of the row in the batch, troubles]. */
export interface RowBatch {
  sheet: string
  rows: number[]
  cells: Cell[][]
  troubles: [number, CellTrouble[]][]
}

interface PendingRow {
  sheet: string
  row: number
  cells: Cell[]
  troubles: CellTrouble[] | undefined
  characters: number
  times: number
}

export class RowSink {
  readonly #send: (batch: RowBatch) => Promise<void>
  readonly #limits: SpreadsheetLimits
  #pending: PendingRow[] = []
  #batch: RowBatch | undefined
  #characters = 0
  #total = 0

  constructor(limits: SpreadsheetLimits, send: (batch: RowBatch) => Promise<void>) {
    this.#limits = limits
    this.#send = send
  }

  get total(): number {
    return this.#total
  }

  /** `times`: the same row again on the next rows, which is how ODS writes equal rows; spread out only while they are sent. */
  add(sheet: string, row: number, cells: Cell[], troubles: CellTrouble[] | undefined, characters: number, times = 1): void {
    if (times > this.#limits.repeatedRows) {
      throw new SpreadsheetProblem('too_many_rows', { sheet, row, limit: 'repeatedRows', at: this.#limits.repeatedRows })
    }
    this.#total += times
    if (this.#total > this.#limits.rows) throw new SpreadsheetProblem('too_many_rows', { sheet, row, limit: 'rows', at: this.#limits.rows })
    this.#pending.push({ sheet, row, cells, troubles, characters, times })
  }

  /** Sends what is complete; resolves when the caller is ready for more. */
  async flush(): Promise<void> {
    const pending = this.#pending
    this.#pending = []
    for (const entry of pending) {
      for (let copy = 0; copy < entry.times; copy++) {
        if (this.#batch && this.#batch.sheet !== entry.sheet) await this.#sendBatch()
        this.#batch ??= { sheet: entry.sheet, rows: [], cells: [], troubles: [] }
        const batch = this.#batch
        if (entry.troubles) batch.troubles.push([batch.rows.length, entry.troubles])
        batch.rows.push(entry.row + copy)
        batch.cells.push(copy === 0 ? entry.cells : [...entry.cells])
        this.#characters += entry.characters
        if (batch.rows.length >= BATCH_ROWS || this.#characters >= BATCH_CHARACTERS) await this.#sendBatch()
      }
    }
  }

  /** Sends the rest. */
  async end(): Promise<void> {
    await this.flush()
    await this.#sendBatch()
  }

  async #sendBatch(): Promise<void> {
    const batch = this.#batch
    this.#batch = undefined
    this.#characters = 0
    if (batch && batch.rows.length > 0) await this.#send(batch)
  }
}
