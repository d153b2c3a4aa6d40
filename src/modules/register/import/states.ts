/**
 * The life of an import, for pages, jobs and the command line:
 *
 *   uploaded -> reading -> read -> checking -> checked -> applying -> applied -> undoing -> undone
 *
 * `cancelled` can be reached from each stage before `applied`; what was applied until then stays and can be undone. `failed` says
 * why in `problem`.
 */
import type { CellProblem, ImportMapping } from './contract.ts'

export const importStates = ['uploaded', 'reading', 'read', 'checking', 'checked', 'applying', 'applied', 'undoing', 'undone', 'cancelled', 'failed'] as const
export type ImportState = (typeof importStates)[number]

/** States in which a job is at work, or has to go on after a crash. */
export const runningStates: readonly ImportState[] = ['uploaded', 'reading', 'read', 'checking', 'applying', 'undoing']

export function isRunning(state: ImportState): boolean {
  return runningStates.includes(state)
}

/** What a row that is certainly a known person may do: fill what is empty, replace what differs, nothing. */
export const importPolicies = ['fill', 'update', 'skip'] as const
export type ImportPolicy = (typeof importPolicies)[number]

/**
 * What becomes of a row. `erased`: the person wanted to be erased and does not come back. `family`: a line that announces a family.
 * Blank lines and what stands above the headings have no outcome.
 */
export const rowOutcomes = ['create', 'update', 'unchanged', 'refused', 'erased', 'family'] as const
export type RowOutcome = (typeof rowOutcomes)[number]

export interface ImportCounts {
  /** Rows that tell of a person, refused ones included. */
  rows?: number
  create?: number
  update?: number
  unchanged?: number
  refused?: number
  erased?: number
  /** Rows that come in with something to look at. */
  doubtful?: number
  /** Refused cells by the code of the problem. */
  refusedBy?: Record<string, number>
  doubtsBy?: Record<string, number>
  /** Likely duplicates, within the file and with the register. */
  duplicates?: number
  /** What was stored. */
  created?: number
  updated?: number
  /** After undoing: people removed, people changed by hand since and therefore kept, updates taken back, fields left because they changed since. */
  removed?: number
  kept?: number
  takenBack?: number
  fieldsKept?: number
}

export interface ImportProblem {
  code: string
  details?: Record<string, string | number | undefined>
}

/** One import as pages and the command line see it. */
export interface Import {
  id: string
  fileId: string | null
  fileName: string
  state: ImportState
  policy: ImportPolicy
  /** ISO date. */
  collectedOn: string
  readAs: { format: string; encoding?: string; separator?: string; sheets: string[]; brokenCharacters?: number } | null
  mapping: ImportMapping | null
  counts: ImportCounts
  /** 0 to 1 within the running stage. */
  progress: number
  rowsRead: number
  cancelRequested: boolean
  problem: ImportProblem | null
  createdByName: string
  createdAt: Date
  checkedAt: Date | null
  appliedAt: Date | null
  undoneAt: Date | null
  purgedAt: Date | null
}

/** A problem with where it stands in the file. */
export interface PlacedProblem extends Omit<CellProblem, 'code'> {
  code: string
  number: number
  sheet: string
  /** Counted from 1. */
  row: number
}
