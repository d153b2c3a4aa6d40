/** Updates of known people taken back: each field where it still holds what the import wrote, each added row where nobody touched it. */
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { revisedColumns, type Added, type Revision, type RevisedColumn } from './update-people.server.ts'

interface Change { number: number; person_id: string; before: Revision; after: Revision; added: Added; now: Revision | null }

export interface TakenBack { next: number | undefined; rows: number; fieldsKept: number; people: string[] }

/** Takes back the changes behind `after`, so many at a time; what was taken back is forgotten, so that it is done once. */
export async function takeUpdatesBack(tx: Tx, importId: string, after: number, limit: number): Promise<TakenBack> {
  const now = `jsonb_build_object(${revisedColumns.map((column) => `'${column}', p.${column}`).join(', ')})`
  const changes = await selectRows<Change & Record<string, unknown>>(
    tx,
    `select c.number, c.person_id, c.before, c.after, c.added, ${now} as now
     from corridor.import_changes c join corridor.people p on p.office_id = c.office_id and p.id = c.person_id
     where c.office_id = $1 and c.import_id = $2 and c.number > $3 order by c.number limit $4 for update of p`,
    [tx.office, importId, after, limit],
  )
  if (changes.length === 0) return { next: undefined, rows: 0, fieldsKept: 0, people: [] }
  let fieldsKept = 0
  const restored = changes.map((change) => {
    const columns = Object.keys(change.after) as RevisedColumn[]
    const untouched = columns.filter((column) => JSON.stringify(change.now?.[column] ?? null) === JSON.stringify(change.after[column] ?? null))
    fieldsKept += columns.length - untouched.length
    return { id: change.person_id, before: Object.fromEntries(untouched.map((column) => [column, change.before[column] ?? null])) }
  })
  await restoreColumns(tx, restored)
  await removeAdded(tx, changes)
  await tx.client.query('delete from corridor.import_changes where office_id = $1 and import_id = $2 and number = any ($3)', [tx.office, importId, changes.map((change) => change.number)])
  await tx.client.query('delete from corridor.person_sources where office_id = $1 and import_id = $2 and not created and number = any ($3)', [tx.office, importId, changes.map((change) => change.number)])
  return { next: changes.at(-1)?.number, rows: changes.length, fieldsKept, people: [...new Set(changes.map((change) => change.person_id))] }
}

async function restoreColumns(tx: Tx, restored: readonly { id: string; before: Revision }[]): Promise<void> {
  const sets = revisedColumns.map((column) => `${column} = case when w.before ? '${column}' then ${column === 'other_names' ? "array(select jsonb_array_elements_text(w.before->'other_names'))" : `(w.before->>'${column}')${column === 'city_id' ? '::uuid' : ''}`} else p.${column} end`)
  await tx.client.query(
    `update corridor.people p set ${sets.join(', ')}, version = p.version + 1, updated_at = now(),
       field_sources = p.field_sources - array(select jsonb_object_keys(w.before))
     from unnest($2::uuid[], $3::text[]::jsonb[]) as w (id, before) where p.office_id = $1 and p.id = w.id`,
    [tx.office, restored.map(({ id }) => id), restored.map(({ before }) => JSON.stringify(before))],
  )
}

const untouchedByHand = (table: string): string =>
  `not exists (select from corridor.history h where h.office_id = t.office_id and h.person_id = t.person_id and h.table_name = '${table}' and h.row_id = t.id and h.actor_kind <> 'system')`

async function removeAdded(tx: Tx, changes: readonly Change[]): Promise<void> {
  const ids = (pick: (added: Added) => string[] | string | undefined): string[] => changes.flatMap((change) => pick(change.added) ?? [])
  await tx.client.query(`delete from corridor.contact_points t where t.office_id = $1 and t.id = any ($2) and t.state = 'unconfirmed' and ${untouchedByHand('contact_points')}`, [tx.office, ids((added) => added.contacts)])
  await tx.client.query(`delete from corridor.notes t where t.office_id = $1 and t.id = any ($2) and ${untouchedByHand('notes')}`, [tx.office, ids((added) => added.notes)])
  const { rows } = await tx.client.query<{ person_id: string }>(`delete from corridor.residences t where t.office_id = $1 and t.id = any ($2) and ${untouchedByHand('residences')} returning t.person_id`, [tx.office, ids((added) => added.residence)])
  await tx.client.query(
    `update corridor.residences t set current = true, ends = null where t.office_id = $1 and t.id = any ($2) and t.person_id = any ($3)
       and not exists (select from corridor.residences c where c.office_id = t.office_id and c.person_id = t.person_id and c.current)`,
    [tx.office, ids((added) => added.residenceEnded), rows.map((row) => row.person_id)],
  )
  // A residence that stayed follows the person's fields.
  await tx.client.query(
    `update corridor.residences t set city = p.city, city_id = p.city_id, starts = p.abroad_since from corridor.people p
     where t.office_id = $1 and t.id = any ($2) and t.current and p.office_id = $1 and p.id = t.person_id and p.country = t.country`,
    [tx.office, ids((added) => added.residenceCity)],
  )
}
