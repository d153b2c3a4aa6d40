/** What an import did or would do, as the command line answers it (`people import --json`). */
import type { Tx } from '#platform/database/types.ts'
import { duplicatesOfImport, type DuplicatePair } from './duplicates-of-import.server.ts'
import { findRefusals, getImport } from './queries.server.ts'

export interface ImportReport {
  /** Rows that tell of a person: those created, updated, unchanged and refused. */
  rows: number
  created: number
  updated: number
  unchanged: number
  /** Row counted from 1, column from 0; column null where the row as a whole is refused. One entry a cell. */
  refused: { sheet: string; row: number; column: number | null; code: string; message: string }[]
  duplicates: DuplicatePair[]
}

/**
 * The report of an applied import or, with `dryRun`, of a checked one: what would be.
 * @param sentence makes the message of a refused cell
 */
export async function reportImport(tx: Tx, importId: string, options: { dryRun: boolean; sentence: (problem: { code: string; value: string }) => string }): Promise<ImportReport> {
  const { counts } = await getImport(tx, importId)
  const refusals = await findRefusals(tx, importId)
  return {
    rows: counts.rows ?? 0,
    created: (options.dryRun ? counts.create : counts.created) ?? 0,
    updated: (options.dryRun ? counts.update : counts.updated) ?? 0,
    unchanged: counts.unchanged ?? 0,
    refused: refusals.map((problem) => ({ sheet: problem.sheet, row: problem.row, column: problem.column, code: problem.code, message: options.sentence(problem) })),
    duplicates: await duplicatesOfImport(tx, importId),
  }
}
