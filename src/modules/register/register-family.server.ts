/** One page registers a whole family in one go: the household, who told, and each migrant with contacts and consent. */
import { requirePermission } from '#platform/access/permissions.ts'
import { actorName } from '#platform/access/actor.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { newId } from '#platform/ids/uuid.ts'
import { ProblemError, type FieldProblems } from '#platform/problems/problem.ts'
import { ensurePlaces, wantedKey } from '#modules/places/index.server.ts'
import type { ContactFacts, FamilyInput, MigrantInput } from './contract.ts'
import { findNoticeDays, getHouseholdOrThrow, getOfficeCountry, findVillageIds } from './queries.server.ts'
import { checkPartialDate, readContact } from './rules.ts'
import { storeCollections, storeHouseholds, storePeople, type NewPerson } from './store-people.server.ts'

export interface RegisteredFamily { householdId: string; personIds: string[] }

/**
 * Stores the household (or adds to `householdId`), the collection and the migrants. `today` is the office's day (ISO). All mistakes
 * are refused together, each at its field ('migrants.1.contacts.0.raw').
 */
export async function registerFamily(tx: Tx, input: FamilyInput, today: string): Promise<RegisteredFamily> {
  requirePermission(tx.actor, 'person.register')
  const homeCountry = await getOfficeCountry(tx)
  const { contacts, householdPhone } = checkFamily(input, homeCountry, today)
  const villageId = await villageFor(tx, input.village, homeCountry)
  const cities = await ensurePlaces(tx, input.migrants.flatMap((migrant) => (migrant.residence?.city ? [{ kind: 'city' as const, name: migrant.residence.city, country: migrant.residence.country }] : [])))

  await recordEvent(tx, { type: 'family.registered', subject: { kind: 'household', id: input.householdId ?? villageId }, data: { migrants: input.migrants.length } })
  const householdId = input.householdId ? (await getHouseholdOrThrow(tx, input.householdId)).id : newId()
  if (!input.householdId) {
    await storeHouseholds(tx, [{ id: householdId, villageId, headName: input.headName, phoneRaw: input.phone, phone: householdPhone, address: input.address }])
  }
  const collectionId = newId()
  await storeCollections(tx, [{
    id: collectionId,
    means: input.means,
    householdId,
    informantName: input.informantName ?? input.headName,
    informantTie: input.migrants[0]?.informantTie,
    collectorId: tx.actor.kind === 'staff' ? tx.actor.accountId : null,
    collectorName: actorName(tx.actor),
    collectedOn: input.collectedOn,
    villageId,
  }])
  const noticeDueOn = addDays(input.collectedOn, await findNoticeDays(tx))
  const people = input.migrants.map((migrant, index) => newPerson(migrant, { householdId, villageId, collectionId, noticeDueOn, cities, contacts: contacts[index] ?? [], input }))
  await storePeople(tx, people)
  return { householdId, personIds: people.map((person) => person.id) }
}

/** A field official registers only in the own villages; who sees all may name a new one. */
export async function villageFor(tx: Tx, village: string, homeCountry: string): Promise<string> {
  if (tx.actor.kind === 'staff' && tx.actor.role === 'field') {
    const id = (await findVillageIds(tx, village))[0]
    if (!id || !tx.actor.villages.includes(id)) throw new ProblemError('invalid', { fields: { village: [{ code: 'not_your_village' }] } })
    return id
  }
  const wanted = { kind: 'village' as const, name: village, country: homeCountry }
  return (await ensurePlaces(tx, [wanted])).get(wantedKey(wanted))!
}

function checkFamily(input: FamilyInput, homeCountry: string, today: string): { contacts: ContactFacts[][]; householdPhone: string | null } {
  const fields: FieldProblems = {}
  const refuse = (path: string, code: string) => (fields[path] ??= []).push({ code })
  if (input.collectedOn > today) refuse('collectedOn', 'in_the_future')
  let householdPhone: string | null = null
  if (input.phone) {
    const phone = readContact('phone', input.phone, [homeCountry])
    if (typeof phone === 'string') refuse('phone', phone)
    else householdPhone = phone.value
  }
  const contacts = input.migrants.map((migrant, m) => {
    if (migrant.born) {
      const mistake = checkPartialDate(migrant.born, today)
      if (mistake) refuse(`migrants.${m}.born`, mistake)
    }
    if (migrant.residence?.starts) {
      const mistake = checkPartialDate(migrant.residence.starts, today)
      if (mistake) refuse(`migrants.${m}.residence.starts`, mistake)
    }
    return migrant.contacts.flatMap((contact, c) => {
      const read = readContact(contact.kind, contact.raw, migrant.residence ? [migrant.residence.country, homeCountry] : [homeCountry])
      if (typeof read !== 'string') return [read]
      refuse(`migrants.${m}.contacts.${c}.raw`, read)
      return []
    })
  })
  if (Object.keys(fields).length > 0) throw new ProblemError('invalid', { fields })
  return { contacts, householdPhone }
}

interface FamilyContext {
  householdId: string
  villageId: string
  collectionId: string
  noticeDueOn: string
  cities: Map<string, string>
  contacts: ContactFacts[]
  input: FamilyInput
}

function newPerson(migrant: MigrantInput, context: FamilyContext): NewPerson {
  const { residence } = migrant
  const cityId = residence?.city ? context.cities.get(wantedKey({ kind: 'city', name: residence.city, country: residence.country })) : null
  return {
    id: newId(),
    householdId: context.householdId,
    villageId: context.villageId,
    collectionId: context.collectionId,
    familyName: migrant.familyName,
    givenName: migrant.givenName,
    otherNames: migrant.otherNames,
    sex: migrant.sex,
    born: migrant.born,
    occupation: migrant.occupation,
    occupationCode: migrant.occupationCode,
    skills: migrant.skills,
    languages: migrant.languages,
    interests: migrant.interests,
    readiness: migrant.readiness,
    preferredLanguage: migrant.preferredLanguage,
    residences: residence ? [{ country: residence.country, city: residence.city, cityId, starts: residence.starts, current: true }] : [],
    contacts: context.contacts.map((contact, index) => ({ ...contact, note: migrant.contacts[index]?.note })),
    consents: migrant.consents.map((consent) => ({
      ...consent,
      means: context.input.means,
      givenOn: context.input.collectedOn,
      givenBy: consent.answer === 'given_by_person' ? undefined : (context.input.informantName ?? context.input.headName),
    })),
    ties: migrant.informantTie && migrant.informantTie !== 'self' ? [{ kind: migrant.informantTie, otherName: context.input.informantName ?? context.input.headName }] : [],
    notes: migrant.note ? [migrant.note] : [],
    noticeDueOn: migrant.informantTie === 'self' ? null : context.noticeDueOn,
  }
}

/** ISO date plus days. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
