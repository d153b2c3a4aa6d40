/** Changing what is held of one person. Each change knows who told: a collection of its own, named in field_sources. */
import { requirePermission } from '#platform/access/permissions.ts'
import { actorName } from '#platform/access/actor.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { newId } from '#platform/ids/uuid.ts'
import { NAME_KEYS_VERSION } from '#platform/names/index.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { ensurePlaces, wantedKey } from '#modules/places/index.server.ts'
import type { ConsentInput, ContactInput, PersonRevision, ResidenceInput, TieKind } from './contract.ts'
import { getOfficeCountry, getPersonOrThrow, refreshReach } from './queries.server.ts'
import { checkPartialDate, readContact } from './rules.ts'
import { personNameKey, storeCollections, type CollectionMeans } from './store-people.server.ts'

/** How the new facts came: the day (ISO), by which means, from whom. */
export interface Told { means: CollectionMeans; on: string; by?: string }

/**
 * Replaces the person's own fields. `revision.version` is what the form was opened with: another change meanwhile is refused with
 * `person_changed_meanwhile`, so that nobody overwrites unseen. Records `person.revised` with the names of the fields.
 */
export async function revisePerson(tx: Tx, id: string, revision: PersonRevision, told: Told): Promise<void> {
  requirePermission(tx.actor, 'person.revise')
  const person = await getPersonOrThrow(tx, id, { lock: true })
  if (person.version !== revision.version) throw new ProblemError('person_changed_meanwhile')
  if (revision.born) {
    const mistake = checkPartialDate(revision.born, told.on)
    if (mistake) throw new ProblemError('invalid', { fields: { born: [{ code: mistake }] } })
  }
  const villageId = await villageOf(tx, revision.village, person.village_id)
  const next = {
    family_name: revision.familyName,
    given_name: revision.givenName,
    other_names: revision.otherNames,
    sex: revision.sex ?? null,
    born: revision.born ?? null,
    village_id: villageId,
    occupation: revision.occupation ?? null,
    occupation_code: revision.occupationCode ?? null,
    skills: revision.skills,
    languages: revision.languages,
    interests: revision.interests,
    readiness: revision.readiness ?? null,
    preferred_language: revision.preferredLanguage ?? null,
  }
  const changed = (Object.keys(next) as (keyof typeof next)[]).filter((field) => JSON.stringify(next[field]) !== JSON.stringify(person[field]))
  if (changed.length === 0) return
  await recordEvent(tx, { type: 'person.revised', subject: { kind: 'person', id }, data: { fields: changed } })
  const collectionId = await noteCollection(tx, told, person.household_id, villageId)
  const sources = { ...(person.field_sources as Record<string, string>), ...Object.fromEntries(changed.map((field) => [field, collectionId])) }
  await tx
    .updateTable('people')
    .set({ ...next, name_key: personNameKey(revision.familyName, revision.givenName), keys_version: NAME_KEYS_VERSION, field_sources: JSON.stringify(sources), updated_at: new Date(), version: person.version + 1 })
    .where('office_id', '=', tx.office)
    .where('id', '=', id)
    .execute()
  await tellOfChange(tx, id)
}

async function villageOf(tx: Tx, name: string | undefined, before: string | null): Promise<string | null> {
  // A person on the personal link and a field official do not move people between villages.
  if (tx.actor.kind === 'person' || (tx.actor.kind === 'staff' && tx.actor.role === 'field')) return before
  if (!name) return null
  const wanted = { kind: 'village' as const, name, country: await getOfficeCountry(tx) }
  return (await ensurePlaces(tx, [wanted])).get(wantedKey(wanted)) ?? null
}

/** Subscribers (link keys, candidate pairs) look at the person anew. */
async function tellOfChange(tx: Tx, id: string): Promise<void> {
  await recordEvent(tx, { type: 'person.changed', subject: { kind: 'person', id } })
}

async function noteCollection(tx: Tx, told: Told, householdId: string | null, villageId: string | null): Promise<string> {
  const id = newId()
  await storeCollections(tx, [{
    id,
    means: told.means,
    householdId,
    informantName: told.by ?? (tx.actor.kind === 'person' ? tx.actor.name : null),
    informantTie: tx.actor.kind === 'person' ? 'self' : null,
    collectorId: tx.actor.kind === 'staff' ? tx.actor.accountId : null,
    collectorName: tx.actor.kind === 'person' ? null : actorName(tx.actor),
    collectedOn: told.on,
    villageId,
  }])
  return id
}

async function touch(tx: Tx, personId: string): Promise<void> {
  await tx.updateTable('people').set((eb) => ({ updated_at: new Date(), version: eb('version', '+', 1) })).where('office_id', '=', tx.office).where('id', '=', personId).execute()
}

/** Adds a contact; a contact already known is refused at its field. Told by the person: confirmed. Returns its id. */
export async function addContact(tx: Tx, personId: string, input: ContactInput, told: Told): Promise<string> {
  requirePermission(tx.actor, 'person.revise')
  const person = await getPersonOrThrow(tx, personId, { lock: true })
  const home = await getOfficeCountry(tx)
  const read = readContact(input.kind, input.raw, person.country ? [person.country, home] : [home])
  if (typeof read === 'string') throw new ProblemError('invalid', { fields: { raw: [{ code: read }] } })
  await recordEvent(tx, { type: 'contact.added', subject: { kind: 'person', id: personId }, data: { kind: input.kind } })
  const collectionId = await noteCollection(tx, told, person.household_id, person.village_id)
  const byPerson = tx.actor.kind === 'person'
  const id = newId()
  await tx
    .insertInto('contact_points')
    .values({ office_id: tx.office, id, person_id: personId, kind: read.kind, raw: read.raw, value: read.value, note: input.note ?? null, collection_id: collectionId, state: byPerson ? 'confirmed' : 'unconfirmed', confirmed_on: byPerson ? told.on : null, confirmed_how: byPerson ? 'personal_link' : null })
    .execute()
  await refreshReach(tx, [personId])
  await touch(tx, personId)
  await tellOfChange(tx, personId)
  return id
}

export type ContactChange = { state: 'confirmed'; on: string; how: string } | { state: 'failing' | 'dead' | 'opted_out' | 'unconfirmed' }

/** "This is still the number", "dead", "do not call": changes the state of one contact. */
export async function changeContact(tx: Tx, contactId: string, change: ContactChange): Promise<void> {
  requirePermission(tx.actor, 'person.revise')
  const contact = await getContactOrThrow(tx, contactId)
  await recordEvent(tx, { type: `contact.${change.state}`, subject: { kind: 'person', id: contact.person_id }, data: { contact: contactId } })
  await tx
    .updateTable('contact_points')
    .set({ state: change.state, updated_at: new Date(), ...(change.state === 'confirmed' ? { confirmed_on: change.on, confirmed_how: change.how, failures: 0 } : {}) })
    .where('office_id', '=', tx.office)
    .where('id', '=', contactId)
    .execute()
  if (change.state === 'dead') await endLinks(tx, contact.person_id)
  await refreshReach(tx, [contact.person_id])
}

export async function removeContact(tx: Tx, contactId: string): Promise<void> {
  requirePermission(tx.actor, 'person.revise')
  const contact = await getContactOrThrow(tx, contactId)
  await recordEvent(tx, { type: 'contact.removed', subject: { kind: 'person', id: contact.person_id }, data: { kind: contact.kind } })
  await tx.deleteFrom('contact_points').where('office_id', '=', tx.office).where('id', '=', contactId).execute()
  await endLinks(tx, contact.person_id)
  await refreshReach(tx, [contact.person_id])
  await touch(tx, contact.person_id)
  await tellOfChange(tx, contact.person_id)
}

/**
 * A contact that is not the person's any more may be somebody else's, and with it every link that was sent there: all links of the person
 * end, but the one that the person holds in hand.
 */
async function endLinks(tx: Tx, personId: string): Promise<void> {
  const inHand = tx.actor.kind === 'person' ? (tx.actor.linkId ?? null) : null
  const { rowCount } = await tx.client.query('update corridor.personal_links set revoked_at = now() where office_id = $1 and person_id = $2 and revoked_at is null and id is distinct from $3', [tx.office, personId, inHand])
  if (rowCount) await recordEvent(tx, { type: 'link.revoked', subject: { kind: 'person', id: personId } })
}

async function getContactOrThrow(tx: Tx, id: string) {
  const contact = await tx.selectFrom('contact_points').select(['id', 'person_id', 'kind']).where('office_id', '=', tx.office).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!contact) throw new ProblemError('not_found')
  return contact
}

/** The person lives somewhere else now: the residence before ends (where it has no end, on the day the new one starts). Home again: `null`. */
export async function movePerson(tx: Tx, personId: string, residence: ResidenceInput | null, told: Told): Promise<void> {
  requirePermission(tx.actor, 'person.revise')
  const person = await getPersonOrThrow(tx, personId, { lock: true })
  if (residence?.starts) {
    const mistake = checkPartialDate(residence.starts, told.on)
    if (mistake) throw new ProblemError('invalid', { fields: { starts: [{ code: mistake }] } })
  }
  await recordEvent(tx, { type: 'person.moved', subject: { kind: 'person', id: personId } })
  const collectionId = await noteCollection(tx, told, person.household_id, person.village_id)
  await tx
    .updateTable('residences')
    .set({ current: false, ends: residence?.starts ?? told.on })
    .where('office_id', '=', tx.office)
    .where('person_id', '=', personId)
    .where('current', '=', true)
    .execute()
  let cityId: string | null = null
  if (residence) {
    if (residence.city) {
      const wanted = { kind: 'city' as const, name: residence.city, country: residence.country }
      cityId = (await ensurePlaces(tx, [wanted])).get(wantedKey(wanted)) ?? null
    }
    await tx
      .insertInto('residences')
      .values({ office_id: tx.office, id: newId(), person_id: personId, country: residence.country, city: residence.city ?? null, city_id: cityId, starts: residence.starts ?? null, current: true, collection_id: collectionId })
      .execute()
  }
  const sources = { ...(person.field_sources as Record<string, string>), country: collectionId, city: collectionId }
  await tx
    .updateTable('people')
    .set({ country: residence?.country ?? null, city: residence?.city ?? null, city_id: cityId, abroad_since: residence?.starts ?? person.abroad_since, field_sources: JSON.stringify(sources), updated_at: new Date(), version: person.version + 1 })
    .where('office_id', '=', tx.office)
    .where('id', '=', personId)
    .execute()
  await tellOfChange(tx, personId)
}

/** Appends an answer about one purpose and channel; the latest holds. */
export async function recordConsent(tx: Tx, personId: string, consent: ConsentInput, told: Told): Promise<void> {
  requirePermission(tx.actor, 'person.revise')
  const person = await getPersonOrThrow(tx, personId)
  // Only the person can say that it was the person: on the link the answer is theirs whatever the form says.
  const answer = tx.actor.kind === 'person' && consent.answer === 'given_by_family' ? 'given_by_person' : consent.answer
  await recordEvent(tx, { type: 'consent.recorded', subject: { kind: 'person', id: person.id }, data: { purpose: consent.purpose, channel: consent.channel, answer } })
  await tx
    .insertInto('consents')
    .values({ office_id: tx.office, id: newId(), person_id: person.id, purpose: consent.purpose, channel: consent.channel, answer, means: told.means, given_on: told.on, until: consent.until ?? null, given_by: told.by ?? null })
    .execute()
}

export async function addNote(tx: Tx, personId: string, text: string): Promise<void> {
  requirePermission(tx.actor, 'person.note')
  const person = await getPersonOrThrow(tx, personId)
  const written = text.trim()
  if (written === '') throw new ProblemError('invalid', { fields: { text: [{ code: 'required' }] } })
  await recordEvent(tx, { type: 'note.added', subject: { kind: 'person', id: person.id } })
  await tx.insertInto('notes').values({ office_id: tx.office, id: newId(), person_id: person.id, text: written, author_id: tx.actor.kind === 'staff' ? tx.actor.accountId : null, author_name: actorName(tx.actor) }).execute()
}

/** Ties two people of the register, or one to a name. `kind` says what the other is to the person. */
export async function addTie(tx: Tx, personId: string, tie: { kind: TieKind; otherId?: string; otherName?: string; note?: string }): Promise<void> {
  requirePermission(tx.actor, 'person.revise')
  const person = await getPersonOrThrow(tx, personId)
  if (tie.otherId) await getPersonOrThrow(tx, tie.otherId)
  else if (!tie.otherName?.trim()) throw new ProblemError('invalid', { fields: { other: [{ code: 'required' }] } })
  await recordEvent(tx, { type: 'tie.added', subject: { kind: 'person', id: person.id } })
  await tx.insertInto('ties').values({ office_id: tx.office, id: newId(), person_id: person.id, other_id: tie.otherId ?? null, other_name: tie.otherId ? null : (tie.otherName?.trim() ?? null), kind: tie.kind, note: tie.note ?? null }).execute()
}

export async function removeTie(tx: Tx, tieId: string): Promise<void> {
  requirePermission(tx.actor, 'person.revise')
  const tie = await tx.deleteFrom('ties').where('office_id', '=', tx.office).where('id', '=', tieId).returning('person_id').executeTakeFirst()
  if (!tie) throw new ProblemError('not_found')
  await recordEvent(tx, { type: 'tie.removed', subject: { kind: 'person', id: tie.person_id } })
}
