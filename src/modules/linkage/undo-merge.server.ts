/** Takes a joining back: every row goes back to where it was, every value that joining changed is as before, unless somebody changed it since. */
import { requirePermission } from '#platform/access/permissions.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvents } from '#platform/events/events.server.ts'
import { NAME_KEYS_VERSION } from '#platform/names/index.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { personNameKey, refreshReach } from '#modules/register/index.server.ts'
import { mergedColumns, type MergedColumn } from './merge-people.server.ts'
import type { MovedRows } from './moved-rows.ts'
import { inOrder } from './pair-decisions.server.ts'

export interface Undone {
  kept: string
  merged: string
  /** Columns of the person, and tables with rows, that were changed by hand since and stay as they are now. */
  left: string[]
}

/** @throws `merge_undo_newer_first` where the kept record has been joined into another since, `merge_undone_already` for the second of two */
export async function undoMerge(tx: Tx, id: string): Promise<Undone> {
  requirePermission(tx.actor, 'person.merge')
  const merge = await tx.selectFrom('merges').selectAll().where('office_id', '=', tx.office).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!merge) throw new ProblemError('not_found')
  if (merge.undone_at !== null) throw new ProblemError('merge_undone_already')
  const [kept, merged] = [merge.kept_id, merge.merged_id]
  const people = await tx.selectFrom('people').selectAll().where('office_id', '=', tx.office).where('id', 'in', [kept, merged]).orderBy('id').forUpdate().execute()
  const [keptRow, mergedRow] = [kept, merged].map((person) => people.find((row) => row.id === person))
  if (!keptRow || !mergedRow || mergedRow.state !== 'merged' || mergedRow.merged_into !== kept) throw new ProblemError('not_found')
  if (keptRow.state === 'merged') throw new ProblemError('merge_undo_newer_first')
  await recordEvents(tx, [
    { type: 'person.unmerged', subject: { kind: 'person', id: kept }, data: { merge: id, from: merged } },
    { type: 'person.unmerged', subject: { kind: 'person', id: merged }, data: { merge: id, from: kept } },
  ])
  const moved = merge.moved as unknown as MovedRows
  const left = new Set<string>()
  await moveBack(tx, kept, merged, moved, left)
  for (const column of await restoreFields(tx, keptRow as unknown as StoredRow, merge.before as Values, merge.after as Values)) left.add(column)
  await tx.updateTable('people').set((eb) => ({ state: 'active', merged_into: null, updated_at: new Date(), version: eb('version', '+', 1) })).where('office_id', '=', tx.office).where('id', '=', merged).execute()
  await restoreDecisions(tx, kept, merged, moved)
  await tx.updateTable('merges').set({ undone_at: new Date() }).where('office_id', '=', tx.office).where('id', '=', id).execute()
  await refreshReach(tx, [kept, merged])
  await recordEvents(tx, [kept, merged].map((person) => ({ type: 'person.changed', subject: { kind: 'person', id: person } })))
  return { kept, merged, left: [...left] }
}

type Values = Partial<Record<MergedColumn, unknown>>
type StoredRow = Record<MergedColumn, unknown> & { id: string; version: number }

const same = (x: unknown, y: unknown): boolean => JSON.stringify(x ?? null) === JSON.stringify(y ?? null)
const lists: readonly string[] = ['other_names', 'skills', 'languages', 'interests']

/** Values that still are as joining left them go back; of lists and sources what joining added. Returns the columns that stay. */
async function restoreFields(tx: Tx, row: StoredRow, before: Values, after: Values): Promise<string[]> {
  const values: Record<string, unknown> = {}
  const left: string[] = []
  for (const column of mergedColumns) {
    if (!(column in before)) continue
    const now = row[column] instanceof Date ? (row[column] as Date).toISOString() : row[column]
    if (same(now, after[column])) values[column] = before[column]
    else if (lists.includes(column)) values[column] = withoutAdded(now as string[], before[column] as string[], after[column] as string[])
    else if (column === 'field_sources') values[column] = sourcesBack(now as Record<string, string>, before[column] as Record<string, string>, after[column] as Record<string, string>)
    else left.push(column)
  }
  if ('field_sources' in values) values.field_sources = JSON.stringify(values.field_sources)
  const names = [values.family_name ?? row.family_name, values.given_name ?? row.given_name] as [string, string]
  await tx.updateTable('people').set({ ...values, name_key: personNameKey(...names), keys_version: NAME_KEYS_VERSION, updated_at: new Date(), version: row.version + 1 }).where('office_id', '=', tx.office).where('id', '=', row.id).execute()
  return left
}

function withoutAdded(now: readonly string[], before: readonly string[], after: readonly string[]): string[] {
  const added = new Set(after.filter((value) => !before.includes(value)))
  return now.filter((value) => !added.has(value))
}

function sourcesBack(now: Record<string, string>, before: Record<string, string>, after: Record<string, string>): Record<string, string> {
  const back = { ...now }
  for (const field of Object.keys(after)) {
    if (now[field] !== after[field] || before[field] === after[field]) continue
    if (before[field] === undefined) delete back[field]
    else back[field] = before[field]
  }
  return back
}

async function moveBack(tx: Tx, kept: string, merged: string, moved: MovedRows, left: Set<string>): Promise<void> {
  const back = async (table: string, ids: readonly string[], column = 'person_id'): Promise<void> => {
    if (ids.length === 0) return
    const { rowCount } = await tx.client.query(`update corridor.${table} set ${column} = $3 where office_id = $1 and id = any ($4) and ${column} = $2`, [tx.office, kept, merged, ids])
    if ((rowCount ?? 0) < ids.length) left.add(table)
  }
  await back('contact_points', moved.contacts)
  await back('ties', moved.ties)
  await back('ties', moved.tiesToOther, 'other_id')
  await tx.client.query('delete from corridor.consents where office_id = $1 and id = any ($2)', [tx.office, moved.consentsAdded])
  await back('consents', moved.consents)
  await back('notes', moved.notes)
  await back('personal_links', moved.links)
  await back('residences', moved.residences)
  if (moved.notice) await back('notices', [moved.notice])
  await tx.client.query(
    'update corridor.person_sources s set person_id = $3 from unnest($4::text[], $5::uuid[]) as m (fingerprint, import_id) where s.office_id = $1 and s.person_id = $2 and s.fingerprint = m.fingerprint and s.import_id = m.import_id',
    [tx.office, kept, merged, moved.sources.map((source) => source.fingerprint), moved.sources.map((source) => source.importId)],
  )
  for (const row of [...moved.changed].reverse()) if (!(await restoreRow(tx, row))) left.add(row.table)
}

/** Only where the row still stands as joining left it; a residence becomes the current one only where there is no other. */
async function restoreRow(tx: Tx, { table, id, before, after }: MovedRows['changed'][number]): Promise<boolean> {
  const columns = Object.keys(after)
  const was = columns.map((column, index) => `t.${column}::text is not distinct from $${index + 3}`).join(' and ')
  const sets = columns.map((column, index) => `${column} = $${index + 3 + columns.length}`).join(', ')
  const alone = table === 'residences' && before.current === true ? ' and not exists (select from corridor.residences o where o.office_id = $1 and o.person_id = t.person_id and o.current and o.id <> t.id)' : ''
  const { rowCount } = await tx.client.query(`update corridor.${table} t set ${sets} where t.office_id = $1 and t.id = $2 and ${was}${alone}`, [tx.office, id, ...columns.map((column) => (after[column] === null ? null : String(after[column]))), ...columns.map((column) => before[column])])
  return rowCount === 1
}

async function restoreDecisions(tx: Tx, kept: string, merged: string, { decisions, pair }: MovedRows): Promise<void> {
  for (const { other, decision } of decisions) {
    const [a, b] = inOrder(kept, other)
    await tx.client.query("update corridor.person_pairs set decision = null, decided_by = null, decided_by_name = null, decided_at = null, decided_how = null where office_id = $1 and person_a = $2 and person_b = $3 and decision = $4 and decided_how = 'moved'", [tx.office, a, b, decision])
  }
  const [a, b] = inOrder(kept, merged)
  if (pair === null) await tx.client.query('delete from corridor.person_pairs where office_id = $1 and person_a = $2 and person_b = $3', [tx.office, a, b])
  else {
    await tx.client.query('update corridor.person_pairs set decision = $4, decided_by = $5, decided_by_name = $6, decided_at = $7, decided_how = $8 where office_id = $1 and person_a = $2 and person_b = $3', [tx.office, a, b, pair.decision, pair.decidedBy, pair.decidedByName, pair.decidedAt, pair.decidedHow])
  }
}
