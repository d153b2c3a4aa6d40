/** Rows that tell more of somebody known: written set-based, with everything that is needed to take it back. */
import { insertMany } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvents } from '#platform/events/events.server.ts'
import { newId } from '#platform/ids/uuid.ts'
import { refreshReach } from '../queries.server.ts'
import type { RowToApply } from './apply-import.server.ts'
import { loadKnownPeople } from './load-known-people.server.ts'
import { cityOf, type ApplyContext, type Belongings } from './new-people.server.ts'
import { planUpdate, saysNothingNew, type KnownPerson, type PersonUpdate } from './plan-update.ts'
import type { ImportPolicy } from './states.ts'

/** The columns of people that an import can change. */
export const revisedColumns = ['sex', 'born', 'occupation', 'occupation_code', 'abroad_since', 'country', 'city', 'city_id', 'other_names'] as const
export type RevisedColumn = (typeof revisedColumns)[number]
export type Revision = Partial<Record<RevisedColumn, string | string[] | null>>

/** Ids of rows that were added, for taking them back; `residenceEnded`: the one that was current before. */
export interface Added { contacts: string[]; notes: string[]; residence?: string; residenceEnded?: string; residenceCity?: string }

interface Planned { row: RowToApply; known: KnownPerson; update: PersonUpdate; belongings: Belongings; after: Revision; added: Added; contactIds: string[] }

/** Writes what the rows add; returns the numbers of the rows that changed somebody. */
export async function storeUpdates(tx: Tx, rows: readonly RowToApply[], belongings: ReadonlyMap<number, Belongings>, context: ApplyContext, policy: ImportPolicy): Promise<Set<number>> {
  const changed = new Set<number>()
  // A second row about the same person is planned on what the first one left.
  for (let waiting = rows; waiting.length > 0; ) {
    const round = new Map<string, RowToApply>()
    for (const row of waiting) if (row.personId !== null && !round.has(row.personId)) round.set(row.personId, row)
    for (const number of await storeRound(tx, [...round.values()], belongings, context, policy)) changed.add(number)
    waiting = waiting.filter((row) => row.personId !== null && round.get(row.personId) !== row)
  }
  return changed
}

/** One row for each person at most. */
async function storeRound(tx: Tx, rows: readonly RowToApply[], belongings: ReadonlyMap<number, Belongings>, context: ApplyContext, policy: ImportPolicy): Promise<number[]> {
  const people = await loadKnownPeople(tx, rows.flatMap((row) => row.personId ?? []), true)
  const planned: Planned[] = []
  for (const row of rows) {
    const known = people.get(row.personId ?? '')
    const own = belongings.get(row.number)
    if (known === undefined || own === undefined) continue
    const update = planUpdate(row.facts, known, policy)
    if (saysNothingNew(update)) continue
    planned.push({ row, known, update, belongings: own, after: revisionOf(update, known, own, row, context), added: { contacts: [], notes: [] }, contactIds: update.contacts.map(() => newId()) })
  }
  if (planned.length === 0) return []
  await recordEvents(tx, planned.map(({ known, after }) => ({ type: 'person.revised', subject: { kind: 'person', id: known.id }, data: { import: context.importId, fields: Object.keys(after) } })))
  await storeAdditions(tx, planned, context)
  const before = await revisePeople(tx, planned)
  await insertMany(
    tx,
    'import_changes',
    { import_id: 'uuid', number: 'integer', person_id: 'uuid', before: 'jsonb', after: 'jsonb', added: 'jsonb' },
    planned.map(({ row, known, after, added }) => ({ import_id: context.importId, number: row.number, person_id: known.id, before: pick(before.get(known.id) ?? {}, after), after, added })),
  )
  const ids = planned.map(({ known }) => known.id)
  await refreshReach(tx, ids)
  await recordEvents(tx, ids.map((id) => ({ type: 'person.changed', subject: { kind: 'person', id } })))
  return planned.map(({ row }) => row.number)
}

function pick(before: Revision, after: Revision): Revision {
  return Object.fromEntries(Object.keys(after).map((column) => [column, before[column as RevisedColumn] ?? null]))
}

function revisionOf(update: PersonUpdate, known: KnownPerson, own: Belongings, row: RowToApply, context: ApplyContext): Revision {
  const { fields, residence, city, otherNames } = update
  return {
    ...(fields.sex && { sex: fields.sex }),
    ...(fields.born && { born: fields.born }),
    ...(fields.abroadSince && { abroad_since: fields.abroadSince }),
    ...(fields.occupation && { occupation: fields.occupation, occupation_code: context.occupationCode(fields.occupation) ?? null }),
    ...(otherNames.length > 0 && { other_names: [...known.otherNames, ...otherNames] }),
    ...(residence && { country: residence.country, city: residence.city ?? null, city_id: own.cityId, abroad_since: residence.from ?? known.abroadSince }),
    ...(city !== undefined && { city, city_id: cityOf(row.facts) ? own.cityId : null }),
  }
}

/** Contacts, notes and residences beside what is there. */
async function storeAdditions(tx: Tx, planned: readonly Planned[], context: ApplyContext): Promise<void> {
  await insertMany(
    tx,
    'contact_points',
    { id: 'uuid', person_id: 'uuid', kind: 'text', raw: 'text', value: 'text', collection_id: 'uuid' },
    planned.flatMap(({ known, update, belongings, contactIds, added }) =>
      update.contacts.map((contact, index) => {
        added.contacts.push(contactIds[index]!)
        return { id: contactIds[index], person_id: known.id, kind: contact.kind, raw: contact.raw, value: contact.value, collection_id: belongings.collectionId }
      }),
    ),
    'do nothing',
  )
  await insertMany(
    tx,
    'notes',
    { id: 'uuid', person_id: 'uuid', text: 'text', author_name: 'text' },
    planned.flatMap(({ known, update, added }) => {
      if (update.note === undefined) return []
      const id = newId()
      added.notes.push(id)
      return [{ id, person_id: known.id, text: update.note, author_name: context.collectorName }]
    }),
  )
  await moveResidences(tx, planned, context)
}

async function moveResidences(tx: Tx, planned: readonly Planned[], context: ApplyContext): Promise<void> {
  const moved = planned.filter(({ update }) => update.residence !== undefined)
  const { rows: ended } = await tx.client.query<{ id: string; person_id: string }>(
    'update corridor.residences set current = false, ends = coalesce(ends, $3) where office_id = $1 and person_id = any ($2) and current returning id, person_id',
    [tx.office, moved.map(({ known }) => known.id), context.collectedOn],
  )
  await insertMany(
    tx,
    'residences',
    { id: 'uuid', person_id: 'uuid', country: 'text', city_id: 'uuid', city: 'text', starts: 'text', current: 'boolean', collection_id: 'uuid' },
    moved.map(({ known, update, belongings, added }) => {
      added.residence = newId()
      const before = ended.find((each) => each.person_id === known.id)
      if (before) added.residenceEnded = before.id
      const { country, city, from } = update.residence ?? {}
      return { id: added.residence, person_id: known.id, country, city_id: belongings.cityId, city, starts: from, current: true, collection_id: belongings.collectionId }
    }),
  )
  // The residence stays and gets its city or its beginning.
  const detailed = planned.filter(({ update }) => update.residence === undefined && (update.city !== undefined || update.fields.abroadSince !== undefined))
  const { rows: changed } = await tx.client.query<{ id: string; person_id: string }>(
    `update corridor.residences r set city = coalesce(w.city, r.city), city_id = coalesce(w.city_id, r.city_id), starts = coalesce(w.starts, r.starts)
     from unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[]) as w (person_id, city, city_id, starts)
     where r.office_id = $1 and r.person_id = w.person_id and r.current returning r.id, r.person_id`,
    [tx.office, detailed.map(({ known }) => known.id), detailed.map(({ update }) => update.city ?? null), detailed.map(({ update, belongings }) => (update.city === undefined ? null : belongings.cityId)), detailed.map(({ update }) => update.fields.abroadSince ?? null)],
  )
  for (const { id, person_id } of changed) {
    const own = detailed.find(({ known }) => known.id === person_id)
    if (own) own.added.residenceCity = id
  }
}

/** Writes the changed columns and their source; returns what stood there before. */
async function revisePeople(tx: Tx, planned: readonly Planned[]): Promise<Map<string, Revision>> {
  const sets = revisedColumns.map((column) => `${column} = case when w.after ? '${column}' then ${column === 'other_names' ? "array(select jsonb_array_elements_text(w.after->'other_names'))" : `(w.after->>'${column}')${column === 'city_id' ? '::uuid' : ''}`} else p.${column} end`)
  const { rows } = await tx.client.query<{ id: string; before: Revision }>(
    `with w as (select * from unnest($2::uuid[], $3::text[]::jsonb[], $4::uuid[]) as w (id, after, collection_id)),
     held as (select p.id, jsonb_build_object(${revisedColumns.map((column) => `'${column}', p.${column}`).join(', ')}) as before from corridor.people p join w on w.id = p.id where p.office_id = $1),
     changed as (
       update corridor.people p set ${sets.join(', ')}, version = p.version + 1, updated_at = now(),
         field_sources = p.field_sources || (select coalesce(jsonb_object_agg(key, w.collection_id), '{}') from jsonb_object_keys(w.after) key)
       from w where p.office_id = $1 and p.id = w.id returning p.id)
     select held.id, held.before from held join changed using (id)`,
    [tx.office, planned.map(({ known }) => known.id), planned.map(({ after }) => JSON.stringify(after)), planned.map(({ belongings }) => belongings.collectionId)],
  )
  return new Map(rows.map((row) => [row.id, row.before]))
}
