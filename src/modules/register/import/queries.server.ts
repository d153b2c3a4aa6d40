/** Reading imports: one, the list, the rows to look at. */
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { requirePermission } from '#platform/access/permissions.ts'
import type { CellProblem, ImportMapping } from './contract.ts'
import type { Import, ImportCounts, ImportPolicy, ImportProblem, ImportState, PlacedProblem, RowOutcome } from './states.ts'

const IMPORTS_SHOWN = 200

interface ImportRecord {
  id: string; file_id: string | null; file_name: string; state: ImportState; policy: ImportPolicy; collected_on: string; read_as: Import['readAs']; mapping: ImportMapping | null
  counts: ImportCounts; progress: number; rows_read: number; cancel_requested: boolean; problem: ImportProblem | null; created_by_name: string
  created_at: Date; checked_at: Date | null; applied_at: Date | null; undone_at: Date | null; purged_at: Date | null
}

const COLUMNS = 'id, file_id, file_name, state, policy, collected_on, read_as, mapping, counts, progress, rows_read, cancel_requested, problem, created_by_name, created_at, checked_at, applied_at, undone_at, purged_at'

function importOf(record: ImportRecord): Import {
  return {
    id: record.id,
    fileId: record.file_id,
    fileName: record.file_name,
    state: record.state,
    policy: record.policy,
    collectedOn: record.collected_on,
    readAs: record.read_as,
    mapping: record.mapping,
    counts: record.counts,
    progress: record.progress,
    rowsRead: record.rows_read,
    cancelRequested: record.cancel_requested,
    problem: record.problem,
    createdByName: record.created_by_name,
    createdAt: record.created_at,
    checkedAt: record.checked_at,
    appliedAt: record.applied_at,
    undoneAt: record.undone_at,
    purgedAt: record.purged_at,
  }
}

/** Without a permission of its own: for stages and operations that have required theirs. */
export async function loadImport(tx: Tx, id: string, lock = false): Promise<Import> {
  const [record] = await selectRows<ImportRecord>(tx, `select ${COLUMNS} from corridor.imports where office_id = $1 and id = $2${lock ? ' for update' : ''}`, [tx.office, id])
  if (!record) throw new ProblemError('not_found')
  return importOf(record)
}

export async function getImport(tx: Tx, id: string): Promise<Import> {
  requirePermission(tx.actor, 'import.read')
  return loadImport(tx, id)
}

/** The newest first. */
export async function findImports(tx: Tx): Promise<Import[]> {
  requirePermission(tx.actor, 'import.read')
  const records = await selectRows<ImportRecord>(tx, `select ${COLUMNS} from corridor.imports where office_id = $1 order by created_at desc limit ${IMPORTS_SHOWN}`, [tx.office])
  return records.map(importOf)
}

export interface ReportedRow {
  number: number
  sheet: string
  row: number
  outcome: RowOutcome
  problems: CellProblem[]
  /** What the row was understood to be, for a person to look at; null where it was refused. */
  name: string | null
  personId: string | null
}

/** Rows with this outcome (or those with doubts) in the order of the file, behind `after`. */
export async function findReportedRows(tx: Tx, id: string, which: RowOutcome | 'doubtful', page: { after?: number; limit: number }): Promise<ReportedRow[]> {
  requirePermission(tx.actor, 'import.read')
  const condition = which === 'doubtful' ? "o.doubtful and o.outcome <> 'refused'" : 'o.outcome = $5'
  const records = await selectRows<{ number: number; sheet: string; row: number; outcome: RowOutcome; problems: CellProblem[] | null; name: string | null; person_id: string | null }>(
    tx,
    `select o.number, r.sheet, r.row, o.outcome, o.problems, trim(concat(o.facts->>'familyName', ' ', o.facts->>'givenName')) as name, o.person_id
     from corridor.import_outcomes o join corridor.import_rows r using (office_id, import_id, number)
     where o.office_id = $1 and o.import_id = $2 and o.number > $3 and ${condition} order by o.number limit $4`,
    [tx.office, id, page.after ?? 0, page.limit, ...(which === 'doubtful' ? [] : [which])],
  )
  return records.map((record) => ({ ...record, problems: record.problems ?? [], personId: record.person_id }))
}

/** Every refused cell and every row of somebody who was erased, placed, in the order of the file. */
export async function findRefusals(tx: Tx, id: string): Promise<PlacedProblem[]> {
  requirePermission(tx.actor, 'import.read')
  const records = await selectRows<{ number: number; sheet: string; row: number; outcome: RowOutcome; problems: CellProblem[] | null }>(
    tx,
    `select o.number, r.sheet, r.row, o.outcome, o.problems from corridor.import_outcomes o join corridor.import_rows r using (office_id, import_id, number)
     where o.office_id = $1 and o.import_id = $2 and o.outcome in ('refused', 'erased') order by o.number`,
    [tx.office, id],
  )
  return records.flatMap(({ number, sheet, row, outcome, problems }): PlacedProblem[] =>
    outcome === 'erased'
      ? [{ number, sheet, row, column: null, code: 'erased_before', value: '', severity: 'refusal' }]
      : (problems ?? []).filter((problem) => problem.severity === 'refusal').map((problem) => ({ ...problem, number, sheet, row })),
  )
}
