/**
 * The one place where new people are written, whoever brings them: a form, a file, the API, the demo. Set-based: a family and
 * five thousand rows of a file are the same few statements. Search keys are written with the name; events tell linkage and others.
 */
import { NAME_KEYS_VERSION, nameKey } from '#platform/names/index.ts'
import { insertMany } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvents } from '#platform/events/events.server.ts'
import { newId } from '#platform/ids/uuid.ts'
import type { ConsentAnswer, ConsentChannel, ConsentPurpose, ContactKind, ContactState, PartialDate, Sex, TieKind } from './contract.ts'

export type CollectionMeans = 'visit' | 'phone' | 'office' | 'import' | 'personal_link' | 'api' | 'demo'
export type Readiness = 'now' | 'within_a_year' | 'someday' | 'no'

export interface NewHousehold {
  id: string
  villageId: string | null
  headName: string
  phoneRaw?: string | null
  phone?: string | null
  address?: string | null
  note?: string | null
}

export interface NewCollection {
  id: string
  means: CollectionMeans
  householdId: string | null
  informantName?: string | null
  informantTie?: TieKind | null
  collectorId?: string | null
  collectorName?: string | null
  /** ISO date. */
  collectedOn: string
  villageId: string | null
  importId?: string | null
}

export interface NewContact { kind: ContactKind; raw: string; value: string; state?: ContactState; confirmedOn?: string | null; confirmedHow?: string | null; note?: string | null }
export interface NewResidence { country: string; cityId?: string | null; city?: string | null; starts?: PartialDate | null; ends?: PartialDate | null; current: boolean }
export interface NewConsent { purpose: ConsentPurpose; channel: ConsentChannel; answer: ConsentAnswer; means: CollectionMeans | 'email' | 'sms'; givenOn: string; until?: string | null; givenBy?: string | null }
export interface NewTie { kind: TieKind; otherId?: string | null; otherName?: string | null; note?: string | null }

export interface NewPerson {
  id: string
  householdId: string | null
  villageId: string | null
  collectionId: string | null
  familyName: string
  givenName: string
  otherNames?: string[]
  sex?: Sex | null
  born?: PartialDate | null
  occupationCode?: string | null
  occupation?: string | null
  skills?: string[]
  languages?: string[]
  interests?: string[]
  readiness?: Readiness | null
  preferredLanguage?: string | null
  /** At most one is current; it is what lists show. */
  residences: NewResidence[]
  contacts: NewContact[]
  consents?: NewConsent[]
  ties?: NewTie[]
  notes?: string[]
  /** ISO date by which the person has to be told; null where no notice is due (the person came in person). */
  noticeDueOn: string | null
}

/** The key by which names are searched: family name first, both folded across scripts. */
export function personNameKey(familyName: string, givenName: string): string {
  return `${nameKey(familyName)} ${nameKey(givenName)}`.trim()
}

export async function storeHouseholds(tx: Tx, households: readonly NewHousehold[]): Promise<void> {
  await insertMany(
    tx,
    'households',
    { id: 'uuid', village_id: 'uuid', head_name: 'text', head_key: 'text', phone_raw: 'text', phone: 'text', address: 'text', note: 'text' },
    households.map((household) => ({
      id: household.id,
      village_id: household.villageId,
      head_name: household.headName,
      head_key: nameKey(household.headName),
      phone_raw: household.phoneRaw,
      phone: household.phone,
      address: household.address,
      note: household.note,
    })),
  )
}

export async function storeCollections(tx: Tx, collections: readonly NewCollection[]): Promise<void> {
  await insertMany(
    tx,
    'collections',
    { id: 'uuid', means: 'text', household_id: 'uuid', informant_name: 'text', informant_tie: 'text', collector_id: 'uuid', collector_name: 'text', collected_on: 'date', village_id: 'uuid', import_id: 'uuid' },
    collections.map((collection) => ({
      id: collection.id,
      means: collection.means,
      household_id: collection.householdId,
      informant_name: collection.informantName,
      informant_tie: collection.informantTie,
      collector_id: collection.collectorId,
      collector_name: collection.collectorName,
      collected_on: collection.collectedOn,
      village_id: collection.villageId,
      import_id: collection.importId,
    })),
  )
}

/**
 * Writes people with all that hangs on them; households, collections and places they name must be there. Records
 * `person.registered` for each (subscribers: link keys, candidate pairs). A contact told twice of one person is written once.
 */
export async function storePeople(tx: Tx, people: readonly NewPerson[]): Promise<void> {
  await insertMany(
    tx,
    'people',
    {
      id: 'uuid', household_id: 'uuid', village_id: 'uuid', collection_id: 'uuid', family_name: 'text', given_name: 'text', other_names: 'text[]', name_key: 'text', keys_version: 'smallint',
      sex: 'text', born: 'text', country: 'text', city_id: 'uuid', city: 'text', abroad_since: 'text', occupation_code: 'text', occupation: 'text',
      skills: 'text[]', languages: 'text[]', interests: 'text[]', readiness: 'text', preferred_language: 'text', reach: 'text', confirmed_on: 'date',
    },
    people.map(personRow),
  )
  await insertMany(
    tx,
    'contact_points',
    { id: 'uuid', person_id: 'uuid', kind: 'text', raw: 'text', value: 'text', state: 'text', confirmed_on: 'date', confirmed_how: 'text', note: 'text', collection_id: 'uuid' },
    people.flatMap((person) =>
      person.contacts.map((contact) => ({
        id: newId(),
        person_id: person.id,
        kind: contact.kind,
        raw: contact.raw,
        value: contact.value,
        state: contact.state ?? 'unconfirmed',
        confirmed_on: contact.confirmedOn,
        confirmed_how: contact.confirmedHow,
        note: contact.note,
        collection_id: person.collectionId,
      })),
    ),
    'do nothing',
  )
  await storeResidences(tx, people)
  await storeConsentsTiesNotes(tx, people)
  await insertMany(
    tx,
    'notices',
    { id: 'uuid', person_id: 'uuid', due_on: 'date' },
    people.filter((person) => person.noticeDueOn !== null).map((person) => ({ id: newId(), person_id: person.id, due_on: person.noticeDueOn })),
  )
  await recordEvents(tx, people.map((person) => ({ type: 'person.registered', subject: { kind: 'person', id: person.id } })))
}

async function storeResidences(tx: Tx, people: readonly NewPerson[]): Promise<void> {
  await insertMany(
    tx,
    'residences',
    { id: 'uuid', person_id: 'uuid', country: 'text', city_id: 'uuid', city: 'text', starts: 'text', ends: 'text', current: 'boolean', collection_id: 'uuid' },
    people.flatMap((person) =>
      person.residences.map((residence) => ({
        id: newId(),
        person_id: person.id,
        country: residence.country,
        city_id: residence.cityId,
        city: residence.city,
        starts: residence.starts,
        ends: residence.ends,
        current: residence.current,
        collection_id: person.collectionId,
      })),
    ),
  )
}

async function storeConsentsTiesNotes(tx: Tx, people: readonly NewPerson[]): Promise<void> {
  await insertMany(
    tx,
    'consents',
    { id: 'uuid', person_id: 'uuid', purpose: 'text', channel: 'text', answer: 'text', means: 'text', given_on: 'date', until: 'date', given_by: 'text', collection_id: 'uuid' },
    people.flatMap((person) =>
      (person.consents ?? []).map((consent) => ({
        id: newId(),
        person_id: person.id,
        purpose: consent.purpose,
        channel: consent.channel,
        answer: consent.answer,
        means: consent.means,
        given_on: consent.givenOn,
        until: consent.until,
        given_by: consent.givenBy,
        collection_id: person.collectionId,
      })),
    ),
  )
  await insertMany(
    tx,
    'ties',
    { id: 'uuid', person_id: 'uuid', other_id: 'uuid', other_name: 'text', kind: 'text', note: 'text', collection_id: 'uuid' },
    people.flatMap((person) =>
      (person.ties ?? []).map((tie) => ({ id: newId(), person_id: person.id, other_id: tie.otherId, other_name: tie.otherName, kind: tie.kind, note: tie.note, collection_id: person.collectionId })),
    ),
  )
  await insertMany(
    tx,
    'notes',
    { id: 'uuid', person_id: 'uuid', text: 'text', author_id: 'uuid', author_name: 'text' },
    people.flatMap((person) =>
      (person.notes ?? []).map((text) => ({
        id: newId(),
        person_id: person.id,
        text,
        author_id: tx.actor.kind === 'staff' ? tx.actor.accountId : null,
        author_name: tx.actor.kind === 'anonymous' ? '' : tx.actor.name,
      })),
    ),
  )
}

function personRow(person: NewPerson) {
  const current = person.residences.find((residence) => residence.current)
  const { reach, confirmedOn } = reachOf(person.contacts)
  return {
    id: person.id,
    household_id: person.householdId,
    village_id: person.villageId,
    collection_id: person.collectionId,
    family_name: person.familyName,
    given_name: person.givenName,
    other_names: person.otherNames ?? [],
    name_key: personNameKey(person.familyName, person.givenName),
    keys_version: NAME_KEYS_VERSION,
    sex: person.sex,
    born: person.born,
    country: current?.country,
    city_id: current?.cityId,
    city: current?.city,
    abroad_since: current?.starts,
    occupation_code: person.occupationCode,
    occupation: person.occupation,
    skills: person.skills ?? [],
    languages: person.languages ?? [],
    interests: person.interests ?? [],
    readiness: person.readiness,
    preferred_language: person.preferredLanguage,
    reach,
    confirmed_on: confirmedOn,
  }
}

const reachOrder: readonly ContactState[] = ['dead', 'failing', 'opted_out', 'unconfirmed', 'confirmed']

/** What corridor.refresh_reach() computes, for people who are not yet in the table. */
function reachOf(contacts: readonly NewContact[]): { reach: string; confirmedOn: string | null } {
  let best = -1
  let confirmedOn: string | null = null
  for (const contact of contacts) {
    if (contact.kind === 'postal') continue
    const state = contact.state ?? 'unconfirmed'
    best = Math.max(best, reachOrder.indexOf(state))
    if (state === 'confirmed' && contact.confirmedOn && (!confirmedOn || contact.confirmedOn > confirmedOn)) confirmedOn = contact.confirmedOn
  }
  return { reach: reachOrder[best] ?? 'none', confirmedOn }
}
