/** What the caller's thread and the reading thread say to each other. */
import type { SpreadsheetLimits } from '../limits.ts'
import type { SpreadsheetProblemCode, SpreadsheetProblemDetails } from '../spreadsheet-problem.ts'
import type { ReadAs } from '../types.ts'
import type { RowBatch } from './row-sink.ts'

export interface ThreadTask {
  path: string
  limits: SpreadsheetLimits
  encoding: string | undefined
  separator: string | undefined
}

/** Batches that the caller is ready to take beyond those asked for before. */
export interface ToThread {
  more: number
}

export type FromThread =
  | { kind: 'readAs'; readAs: ReadAs }
  | { kind: 'batch'; batch: RowBatch }
  | { kind: 'end' }
  | { kind: 'problem'; code: SpreadsheetProblemCode; details: SpreadsheetProblemDetails }
  /** Anything else that went wrong, taken apart, because an error's code does not pass between threads. */
  | { kind: 'error'; message: string; code: string | undefined; stack: string | undefined }
