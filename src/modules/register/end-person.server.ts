/** How a record ends: removed by the office with a waiting time, died, or erased at once because the person wants it. */
import { sql } from 'kysely'
import { requirePermission } from '#platform/access/permissions.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { getPersonOrThrow } from './queries.server.ts'

/** Days in which the office can take a removal back; then retention erases the record. */
export const REMOVAL_WAITING_DAYS = 30

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
  await sql`select corridor.erase_person(${id}::uuid)`.execute(tx)
}
