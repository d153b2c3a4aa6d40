/** What an import did or would do, as the command line answers it (`people import --json`). */
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { duplicatesOfImport } from './duplicates-of-import.server.ts'
import { findRefusals, getImport } from './queries.server.ts'

/** A row of the file (counted from 1; the empty sheet for CSV), or somebody who stood in the register before. */
export type ReportedSide = { sheet: string; row: number } | { person: string }

export interface ImportReport {
  /** Rows that tell of a person. */
  rows: number
  created: number
  updated: number
  unchanged: number
  /** Column counted from 0; null where the row as a whole is refused. */
  refused: { sheet: string; row: number; column: number | null; code: string; message: string }[]
  duplicates: { a: ReportedSide; b: ReportedSide; score: number }[]
}

/**
 * The report of an applied import or, with `dryRun`, of a checked one (duplicates are only known of people who are in the register).
 * @param sentence makes the message of a refused cell
 */
export async function reportImport(tx: Tx, importId: string, options: { dryRun: boolean; sentence: (problem: { code: string; value: string }) => string }): Promise<ImportReport> {
  const { counts } = await getImport(tx, importId)
  const refused = (await findRefusals(tx, importId)).map((problem) => ({ sheet: problem.sheet, row: problem.row, column: problem.column, code: problem.code, message: options.sentence(problem) }))
  return {
    rows: counts.rows ?? 0,
    created: (options.dryRun ? counts.create : counts.created) ?? 0,
    updated: (options.dryRun ? counts.update : counts.updated) ?? 0,
    unchanged: counts.unchanged ?? 0,
    refused,
    duplicates: options.dryRun ? [] : await reportDuplicates(tx, importId),
  }
}

async function reportDuplicates(tx: Tx, importId: string): Promise<ImportReport['duplicates']> {
  const pairs = await duplicatesOfImport(tx, importId)
  const ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]
  const rows = await selectRows<{ person_id: string; sheet: string; row: number }>(tx, 'select person_id, sheet, row from corridor.person_sources where office_id = $1 and import_id = $2 and created and person_id = any ($3)', [tx.office, importId, ids])
  const sides = new Map(rows.map(({ person_id, sheet, row }): [string, ReportedSide] => [person_id, { sheet, row }]))
  const side = (id: string): ReportedSide => sides.get(id) ?? { person: id }
  return pairs.map(({ a, b, score }) => ({ a: side(a), b: side(b), score }))
}
