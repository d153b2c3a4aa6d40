/** How a record ends: removed by the office with a waiting time, died, or erased at once because the person wants it. */
import { sql } from 'kysely'
import { requirePermission } from '#platform/access/permissions.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { memoryKeysOf } from './row-keys.ts'
import { getPersonOrThrow } from './queries.server.ts'

/** Days in which the office can take a removal back; then retention erases the record. */
export const REMOVAL_WAITING_DAYS = 30
/** A shorter one would also be in filters that mean others. */
const SHORTEST_NAME_IN_A_FILTER = 3

export async function removePerson(tx: Tx, id: string, now: Date): Promise<void> {
  requirePermission(tx.actor, 'person.remove')
  await getPersonOrThrow(tx, id, { lock: true })
  await recordEvent(tx, { type: 'person.removed', subject: { kind: 'person', id } })
  await setState(tx, id, 'removed', now)
}

export async function restorePerson(tx: Tx, id: string): Promise<void> {
  requirePermission(tx.actor, 'person.remove')
  await getPersonOrThrow(tx, id, { lock: true })
  await recordEvent(tx, { type: 'person.restored', subject: { kind: 'person', id } })
  await setState(tx, id, 'active', null)
}

export async function markDeceased(tx: Tx, id: string, now: Date): Promise<void> {
  requirePermission(tx.actor, 'person.remove')
  await getPersonOrThrow(tx, id, { lock: true })
  await recordEvent(tx, { type: 'person.deceased', subject: { kind: 'person', id } })
  await setState(tx, id, 'deceased', now)
}

async function setState(tx: Tx, id: string, state: string, removedAt: Date | null): Promise<void> {
  await tx.updateTable('people').set((eb) => ({ state, removed_at: removedAt, updated_at: new Date(), version: eb('version', '+', 1) })).where('office_id', '=', tx.office).where('id', '=', id).execute()
  await recordEvent(tx, { type: 'person.changed', subject: { kind: 'person', id } })
}

/**
 * Erases everything held of the person and of the records merged into it; see corridor.erase_person() for what goes and what stays.
 * The event comes first: its subscribers still see what they have to forget. Cannot be undone.
 */
export async function erasePerson(tx: Tx, id: string): Promise<void> {
  requirePermission(tx.actor, 'person.erase')
  await getPersonOrThrow(tx, id, { lock: true })
  await recordEvent(tx, { type: 'person.erased', subject: { kind: 'person', id } })
  await sql`select corridor.erase_person(${id}::uuid, ${await memoryOf(tx, id)}::text[])`.execute(tx)
}

/** By what the person is known again in a file: hashes with the office's salt, and how a saved filter would name the person. */
async function memoryOf(tx: Tx, id: string): Promise<string[]> {
  const { rows } = await tx.client.query<{ family: string; given: string; born: string | null; village: string | null; salt: string; values: string[] }>(
    `select p.family_name as family, p.given_name as given, p.born, v.name as village, s.import_salt as salt,
       array(select c.value from corridor.contact_points c where c.office_id = $1 and c.person_id = p.id and c.kind <> 'postal') as values
     from corridor.people p join corridor.office_settings s on s.office_id = p.office_id left join corridor.places v on v.office_id = p.office_id and v.id = p.village_id
     where p.office_id = $1 and p.id = $2`, [tx.office, id],
  )
  const person = rows[0]!
  const views = [person.family, person.given].filter((name) => name.length >= SHORTEST_NAME_IN_A_FILTER).map((name) => `view:${new URLSearchParams({ name }).toString().toLowerCase()}`)
  return [...memoryKeysOf({ familyName: person.family, givenName: person.given, born: person.born ?? undefined, village: person.village ?? undefined, contacts: person.values.map((value) => ({ value })) }, person.salt), ...views]
}
