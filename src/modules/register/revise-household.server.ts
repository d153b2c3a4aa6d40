/** Correcting a family: its head, phone, address and village. What a person's record takes from the family follows for each member. */
import { requirePermission } from '#platform/access/permissions.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent, recordEvents } from '#platform/events/events.server.ts'
import { nameKey } from '#platform/names/index.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { HouseholdRevision } from './contract.ts'
import { getOfficeCountry, getPersonOrThrow } from './queries.server.ts'
import { villageFor } from './register-family.server.ts'
import { readContact } from './rules.ts'

interface StoredHousehold { head_name: string; phone_raw: string | null; phone: string | null; address: string | null; village_id: string | null; version: string }

/**
 * Replaces what is held of the family of a person. `revision.version` is what the form was opened with: another change meanwhile is
 * refused with `family_changed_meanwhile`. A phone that says the same number keeps the way in which it was told. Members who were of
 * the family's village go along to the new one. Every member gets `family.revised`, for the history, and `person.changed`, for linkage.
 */
export async function reviseHousehold(tx: Tx, personId: string, revision: HouseholdRevision): Promise<void> {
  requirePermission(tx.actor, 'person.revise')
  const { household_id: id } = await getPersonOrThrow(tx, personId)
  const { rows: [held] } = await tx.client.query<StoredHousehold>(
    'select head_name, phone_raw, phone, address, village_id, (extract(epoch from updated_at) * 1000000)::bigint::text as version from corridor.households where office_id = $1 and id = $2 for update', [tx.office, id])
  if (!id || !held) throw new ProblemError('not_found')
  if (held.version !== revision.version) throw new ProblemError('family_changed_meanwhile')
  const home = await getOfficeCountry(tx)
  const next = { head_name: revision.headName, ...phoneOf(revision.phone, held, home), address: revision.address ?? null, village_id: await villageFor(tx, revision.village, home) }
  const changed = (Object.keys(next) as (keyof typeof next)[]).filter((field) => next[field] !== held[field])
  if (changed.length === 0) return
  await recordEvent(tx, { type: 'family.revised', subject: { kind: 'household', id }, data: { fields: changed } })
  await tx.client.query(
    `update corridor.households set head_name = $3, head_key = $4, phone_raw = $5, phone = $6, address = $7, village_id = $8, updated_at = greatest(clock_timestamp(), updated_at + interval '1 microsecond') where office_id = $1 and id = $2`,
    [tx.office, id, next.head_name, nameKey(next.head_name), next.phone_raw, next.phone, next.address, next.village_id])
  await tellMembers(tx, id, held.village_id, next.village_id, changed)
}

/** What was told stays as it was told where only its form is another. @throws ProblemError invalid, at the field */
function phoneOf(typed: string | undefined, held: StoredHousehold, home: string): { phone_raw: string | null; phone: string | null } {
  if (!typed) return { phone_raw: null, phone: null }
  if (typed === held.phone_raw) return { phone_raw: held.phone_raw, phone: held.phone }
  const read = readContact('phone', typed, [home])
  if (typeof read === 'string') throw new ProblemError('invalid', { fields: { phone: [{ code: read }] } })
  return read.value === held.phone ? { phone_raw: held.phone_raw, phone: held.phone } : { phone_raw: read.raw, phone: read.value }
}

/** Records that were joined into another stand as they are, so that joining can be taken back. */
async function tellMembers(tx: Tx, householdId: string, from: string | null, to: string, fields: readonly string[]): Promise<void> {
  const members = await tx.selectFrom('people').select('id').where('office_id', '=', tx.office).where('household_id', '=', householdId).where('state', 'not in', ['merged', 'erased']).orderBy('id').forUpdate().execute()
  const ids = members.map((member) => member.id)
  if (from !== to) {
    await tx.client.query('update corridor.people set village_id = $4, updated_at = now(), version = version + 1 where office_id = $1 and id = any ($2::uuid[]) and village_id is not distinct from $3', [tx.office, ids, from, to])
  }
  const about = (type: string) => ids.map((id) => ({ type, subject: { kind: 'person', id }, data: { fields } }))
  await recordEvents(tx, [...about('family.revised'), ...about('person.changed')])
}
