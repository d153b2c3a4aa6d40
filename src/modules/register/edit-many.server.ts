/** Bulk edits: one change to many people, kept with what was before, so that it can be taken back where nobody changed it since. */
import { requirePermission } from '#platform/access/permissions.ts'
import { actorName } from '#platform/access/actor.ts'
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent, recordEvents } from '#platform/events/events.server.ts'
import { newId } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { ensurePlaces, wantedKey } from '#modules/places/index.server.ts'
import { getOfficeCountry } from './queries.server.ts'

export const MAX_BULK_EDIT = 20_000

export type BulkAction =
  | { kind: 'set_village'; village: string }
  | { kind: 'add_skill'; skill: string }
  | { kind: 'add_language'; language: string }
  | { kind: 'set_occupation'; occupation: string; occupationCode: string | null }
  | { kind: 'remove' }

/** Columns that an action writes, as SQL over the alias p with its value in $3 (and $4). */
async function assignment(tx: Tx, action: BulkAction): Promise<{ set: string; fields: string[]; values: unknown[] }> {
  switch (action.kind) {
    case 'set_village': {
      const wanted = { kind: 'village' as const, name: action.village, country: await getOfficeCountry(tx) }
      return { set: 'village_id = $3::uuid', fields: ['village_id'], values: [(await ensurePlaces(tx, [wanted])).get(wantedKey(wanted))] }
    }
    case 'add_skill':
      return { set: 'skills = array(select distinct unnest(p.skills || $3::text))', fields: ['skills'], values: [action.skill] }
    case 'add_language':
      return { set: 'languages = array(select distinct unnest(p.languages || $3::text))', fields: ['languages'], values: [action.language] }
    case 'set_occupation':
      return { set: 'occupation = $3, occupation_code = $4', fields: ['occupation', 'occupation_code'], values: [action.occupation, action.occupationCode] }
    case 'remove':
      return { set: "state = 'removed', removed_at = $3::timestamptz", fields: ['state', 'removed_at'], values: [new Date()] }
  }
}

/** Applies one action to the given people of the office (at most MAX_BULK_EDIT). Returns the edit's id and how many changed. */
export async function editMany(tx: Tx, personIds: readonly string[], action: BulkAction): Promise<{ id: string; changed: number }> {
  requirePermission(tx.actor, 'person.edit_many')
  if (personIds.length === 0 || personIds.length > MAX_BULK_EDIT) throw new ProblemError('invalid', { fields: { people: [{ code: personIds.length === 0 ? 'nobody_chosen' : 'too_many' }] } })
  const { set, fields, values } = await assignment(tx, action)
  const id = newId()
  await recordEvent(tx, { type: 'people.edited', subject: { kind: 'bulk_edit', id }, data: { action: action.kind, people: personIds.length } })
  await tx.insertInto('bulk_edits').values({ office_id: tx.office, id, account_id: tx.actor.kind === 'staff' ? tx.actor.accountId : null, actor_name: actorName(tx.actor), action: JSON.stringify(action), people_count: personIds.length }).execute()
  const facts = (alias: string) => `jsonb_build_object(${fields.map((field) => `'${field}', to_jsonb(${alias}.${field})`).join(', ')})`
  const rows = await selectRows<{ person_id: string }>(
    tx,
    `with before as (select * from corridor.people where office_id = $1 and id = any ($2::uuid[]) and state = 'active' for update),
     changed as (update corridor.people p set ${set}, updated_at = now(), version = p.version + 1 from before b where p.office_id = b.office_id and p.id = b.id
       returning p.id as person_id, ${facts('b')} as before, ${facts('p')} as after)
     insert into corridor.bulk_edit_people (office_id, bulk_edit_id, person_id, before, after) select $1, $${values.length + 3}::uuid, person_id, before, after from changed
     where before is distinct from after returning person_id`,
    [tx.office, personIds, ...values, id],
  )
  await tellOfChanges(tx, rows.map((row) => row.person_id))
  return { id, changed: rows.length }
}

/** Takes a bulk edit back for everybody whose value is still what the edit made it; returns how many were left because they changed since. */
export async function undoEdit(tx: Tx, id: string): Promise<{ undone: number; left: number }> {
  requirePermission(tx.actor, 'person.edit_many')
  const edit = await tx.updateTable('bulk_edits').set({ undone_at: new Date() }).where('office_id', '=', tx.office).where('id', '=', id).where('undone_at', 'is', null).returning(['people_count']).executeTakeFirst()
  if (!edit) throw new ProblemError('not_found')
  await recordEvent(tx, { type: 'people.edit_undone', subject: { kind: 'bulk_edit', id } })
  const rows = await selectRows<{ id: string }>(
    tx,
    `update corridor.people p set
       village_id = case when e.before ? 'village_id' then (e.before ->> 'village_id')::uuid else p.village_id end,
       skills = case when e.before ? 'skills' then array(select jsonb_array_elements_text(e.before -> 'skills')) else p.skills end,
       languages = case when e.before ? 'languages' then array(select jsonb_array_elements_text(e.before -> 'languages')) else p.languages end,
       occupation = case when e.before ? 'occupation' then e.before ->> 'occupation' else p.occupation end,
       occupation_code = case when e.before ? 'occupation_code' then e.before ->> 'occupation_code' else p.occupation_code end,
       state = case when e.before ? 'state' then e.before ->> 'state' else p.state end,
       removed_at = case when e.before ? 'removed_at' then (e.before ->> 'removed_at')::timestamptz else p.removed_at end,
       updated_at = now(), version = p.version + 1
     from corridor.bulk_edit_people e
     where e.office_id = $1 and e.bulk_edit_id = $2 and p.office_id = e.office_id and p.id = e.person_id and p.state in ('active', 'removed')
       and not exists (select from jsonb_each(e.after) k where to_jsonb(p) -> k.key is distinct from k.value)
     returning p.id`,
    [tx.office, id],
  )
  const [total] = await selectRows<{ total: number }>(tx, 'select count(*) as total from corridor.bulk_edit_people where office_id = $1 and bulk_edit_id = $2', [tx.office, id])
  await tellOfChanges(tx, rows.map((row) => row.id))
  return { undone: rows.length, left: (total?.total ?? 0) - rows.length }
}

async function tellOfChanges(tx: Tx, ids: readonly string[]): Promise<void> {
  await recordEvents(tx, ids.map((id) => ({ type: 'person.changed', subject: { kind: 'person', id } })))
}
