/**
 * Puts the demo's offices and people into the database: one transaction for each office, through the wall, by the same functions
 * as every other registration, so that search keys, events and whatever hangs on them come to be as they always do.
 */
import { sql } from 'kysely'
import type { Actor } from '#platform/access/actor.ts'
import { insertMany } from '#platform/database/insert-many.server.ts'
import type { Tx, Within } from '#platform/database/types.ts'
import { recordEvents } from '#platform/events/events.server.ts'
import { newId } from '#platform/ids/uuid.ts'
import { cityName, ensurePlaces, getCity, wantedKey } from '#modules/places/index.server.ts'
import type { WantedPlace } from '#modules/places/index.server.ts'
import '../permissions.ts'
import { saveDraft } from '../drafts.server.ts'
import { storeCollections, storeHouseholds, storePeople } from '../store-people.server.ts'
import type { NewCollection, NewHousehold, NewPerson } from '../store-people.server.ts'
import type { DemoHousehold, DemoMigrant } from './contract.ts'
import { imereti, imeretiOffices } from './imereti/index.ts'
import type { OfficeSpec, StaffSpec } from './kit.ts'
import { generateDrafts, generatePopulation, placeVillages, shareMigrants } from './population.ts'
import type { PopulationRequest } from './population.ts'

/** People written in one go; bounds the memory of a load of any size. */
const peopleAtOnce = 2500
/** Offices up to this size are held in memory, two at a time. */
const migrantsHeld = 20_000
const interfaceLanguages = ['en', 'fr', 'es', 'ar', 'ka'] as const
const loader: Actor = { kind: 'system', name: 'demo' }

export interface DemoLoad extends PopulationRequest {
  /** Account ids by the staff's mail address (OfficeSpec.staff), where accounts are there; for others `makeAccount`, else they are not staff and save no drafts. */
  accounts?: ReadonlyMap<string, string>
  /** Makes an account with its place in the transaction's office, and gives its id. */
  makeAccount?: (tx: Tx, member: { name: string; email: string; role: StaffSpec['role']; villages: string[] }) => Promise<string>
  onProgress?: (done: { office: string; migrants: number }) => void
}

export interface LoadedOffice { id: string; slug: string; households: number; migrants: number; staff: { email: string; accountId: string; role: StaffSpec['role'] }[] }

/**
 * Makes the offices of the demo and registers their people. Offices whose slug is taken already are refused by the database
 * (`office_slug_free`), so that a demo is loaded once. Returns what was made, in the order of the offices.
 */
export async function loadDemo(within: Within, request: DemoLoad): Promise<LoadedOffice[]> {
  const households = generatePopulation(request)
  const offices = request.offices ?? imeretiOffices
  const shares = shareMigrants(offices, request.migrants)
  const loading: Promise<LoadedOffice>[] = []
  try {
    for (const [at, office] of offices.entries()) {
      const migrants = shares.get(office.slug) ?? 0
      // Two offices at a time keep program and database busy at once; one that is too large to hold is streamed by itself.
      const held = migrants <= migrantsHeld
      await Promise.all(loading.slice(0, held ? Math.max(0, at - 1) : at))
      const own = householdsOf(households, migrants)
      const one = loadOffice(within, office, held ? [...own] : own, request)
      // One that fails while another is waited for is told below, by all of them together.
      one.catch(() => undefined)
      loading.push(one)
      if (!held) await one
    }
    const loaded = await Promise.all(loading)
    await saveDrafts(within, request, loaded)
    return loaded
  } finally {
    // After a refusal no transaction is left running behind the caller's back.
    await Promise.allSettled(loading)
  }
}

/** The next office's households out of the stream, which goes on after them. */
function* householdsOf(stream: Generator<DemoHousehold>, migrants: number): Generator<DemoHousehold> {
  for (let taken = 0; taken < migrants;) {
    const next = stream.next()
    if (next.done === true) return
    taken += next.value.migrants.length
    yield next.value
  }
}

async function loadOffice(within: Within, office: OfficeSpec, households: Iterable<DemoHousehold>, request: DemoLoad): Promise<LoadedOffice> {
  const id = newId()
  const loaded = await within({ office: id, actor: loader }, async (tx) => {
    await makeOffice(tx, office, request)
    const loading = await makePlaces(tx, office, request)
    const staff = await makeStaff(tx, office, loading, request)
    const counts = { households: 0, migrants: 0 }
    let batch = newBatch()
    for (const household of households) {
      addHousehold(batch, loading, household)
      counts.households++
      counts.migrants += household.migrants.length
      if (batch.people.length < peopleAtOnce) continue
      await storeBatch(tx, batch)
      request.onProgress?.({ office: office.slug, migrants: counts.migrants })
      batch = newBatch()
    }
    await storeBatch(tx, batch)
    return { id, slug: office.slug, ...counts, staff }
  })
  request.onProgress?.({ office: office.slug, migrants: loaded.migrants })
  return loaded
}

async function makeOffice(tx: Tx, office: OfficeSpec, request: DemoLoad): Promise<void> {
  const kit = request.kit ?? imereti
  const name = office.name.en ?? office.municipality.latin
  await sql`select corridor.create_office(${tx.office}::uuid, ${office.slug}, ${name}, ${kit.homeCountry}, ${'{ka,en}'}::text[], 'en', 'Asia/Tbilisi', ${office.region}, true)`.execute(tx)
}

interface Loading {
  villages: ReadonlyMap<string, string>
  cities: ReadonlyMap<string, string>
  accountOf: Map<string, string>
  homeCountry: string
}

/** The municipality, its villages, and every city abroad that the kit knows, each with its position and its names. */
async function makePlaces(tx: Tx, office: OfficeSpec, request: DemoLoad): Promise<Loading> {
  const kit = request.kit ?? imereti
  const country = kit.homeCountry
  const { municipality } = office
  const town: WantedPlace = { kind: 'municipality', name: municipality.name, country, latitude: municipality.latitude, longitude: municipality.longitude, names: { [kit.homeLanguage]: municipality.name, en: municipality.latin }, ...(municipality.geonamesId === undefined ? {} : { geonamesId: municipality.geonamesId }) }
  const parentId = (await ensurePlaces(tx, [town])).get(wantedKey(town))
  const villages = placeVillages(office, request.seed).map((village): WantedPlace => ({
    kind: 'village', name: village.name, country, latitude: village.latitude, longitude: village.longitude, served: true,
    names: { [kit.homeLanguage]: village.name, en: village.latin }, ...(parentId === undefined ? {} : { parentId }),
  }))
  const cities = kit.destinations.flatMap((destination) => destination.cities.map((spec): WantedPlace => {
    const city = getCity(spec.geonamesId)
    return {
      kind: 'city', name: spec.name, country: destination.country, geonamesId: spec.geonamesId,
      ...(city === undefined ? {} : { latitude: city.latitude, longitude: city.longitude, names: Object.fromEntries(interfaceLanguages.map((language) => [language, cityName(city, language)])) }),
    }
  }))
  const ids = await ensurePlaces(tx, [...villages, ...cities])
  const idOf = (place: WantedPlace): [string, string] => [place.kind === 'city' ? `${place.country} ${place.name}` : place.name, ids.get(wantedKey(place)) ?? '']
  return { villages: new Map(villages.map(idOf)), cities: new Map(cities.map(idOf)), accountOf: new Map(), homeCountry: country }
}

async function makeStaff(tx: Tx, office: OfficeSpec, loading: Loading, { accounts, makeAccount }: DemoLoad): Promise<LoadedOffice['staff']> {
  const byLatin = new Map(office.villages.map((village) => [village.latin, loading.villages.get(village.name) ?? '']))
  const staff: (StaffSpec & { accountId: string })[] = []
  const known: typeof staff = []
  for (const each of office.staff) {
    const accountId = accounts?.get(each.email)
    const villages = villageIds(each, byLatin)
    if (accountId !== undefined) known.push({ ...each, accountId })
    else if (makeAccount) staff.push({ ...each, accountId: await makeAccount(tx, { name: each.name, email: each.email, role: each.role, villages }) })
  }
  staff.push(...known)
  for (const each of staff) loading.accountOf.set(each.name, each.accountId)
  await insertMany(
    tx,
    'staff',
    { account_id: 'uuid', name: 'text', email: 'text', role: 'text', villages: 'uuid[]' },
    known.map((each) => ({ account_id: each.accountId, name: each.name, email: each.email, role: each.role, villages: villageIds(each, byLatin) })),
  )
  return staff.map(({ email, accountId, role }) => ({ email, accountId, role }))
}

function villageIds(member: StaffSpec, byLatin: ReadonlyMap<string, string>): string[] {
  return (member.villages ?? []).flatMap((latin) => byLatin.get(latin) ?? [])
}

interface NewNotice { person_id: string; due_on: string; state: string; how: string | undefined; told_on: string | undefined }
interface Batch { households: NewHousehold[]; collections: NewCollection[]; people: NewPerson[]; notices: NewNotice[] }

function newBatch(): Batch {
  return { households: [], collections: [], people: [], notices: [] }
}

function addHousehold(batch: Batch, loading: Loading, household: DemoHousehold): void {
  const id = newId()
  const villageId = loading.villages.get(household.village) ?? null
  batch.households.push({ id, villageId, headName: household.head, phoneRaw: household.phone?.raw, phone: household.phone?.value, address: household.address })
  const collections = new Map<string, string>()
  for (const migrant of household.migrants) {
    const { collection } = migrant
    // One visit, one collection; who came in person told for themselves.
    const told = `${collection.informant} ${collection.informantTie === 'self'}`
    const collectionId = collections.get(told) ?? newId()
    if (!collections.has(told)) {
      collections.set(told, collectionId)
      batch.collections.push({
        id: collectionId, means: collection.means, householdId: id, informantName: collection.informant, informantTie: collection.informantTie,
        collectorId: loading.accountOf.get(collection.collector), collectorName: collection.collector, collectedOn: collection.on, villageId,
      })
    }
    const person = newPerson(migrant, loading, { householdId: id, villageId, collectionId })
    batch.people.push(person)
    batch.notices.push({ person_id: person.id, due_on: migrant.notice.dueOn, state: migrant.notice.state, how: migrant.notice.how, told_on: migrant.notice.toldOn })
  }
}

function newPerson(migrant: DemoMigrant, loading: Loading, at: { householdId: string; villageId: string | null; collectionId: string }): NewPerson {
  const { facts, collection } = migrant
  return {
    id: newId(),
    ...at,
    familyName: facts.familyName,
    givenName: facts.givenName,
    otherNames: migrant.otherNames,
    sex: facts.sex,
    born: facts.born,
    occupation: facts.occupation,
    occupationCode: migrant.occupationCode,
    skills: migrant.skills,
    languages: migrant.languages,
    interests: migrant.interests,
    readiness: migrant.readiness,
    preferredLanguage: migrant.preferredLanguage,
    residences: migrant.residences.map((residence) => ({
      country: residence.country, city: residence.city, cityId: residence.city === undefined ? null : loading.cities.get(`${residence.country} ${residence.city}`),
      starts: residence.from, ends: residence.until, current: residence.current,
    })),
    contacts: migrant.contacts,
    consents: migrant.consents,
    ties: collection.informantTie === 'self' ? [] : [{ kind: collection.informantTie, otherName: collection.informant }],
    notes: facts.note === undefined ? [] : [facts.note],
    // The demo's notices have a past of their own: they are written below.
    noticeDueOn: null,
  }
}

async function storeBatch(tx: Tx, batch: Batch): Promise<void> {
  if (batch.people.length === 0) return
  await storeHouseholds(tx, batch.households)
  await storeCollections(tx, batch.collections)
  await recordEvents(tx, batch.households.map((household) => ({ type: 'family.registered', subject: { kind: 'household', id: household.id } })))
  await storePeople(tx, batch.people)
  await insertMany(tx, 'notices', { id: 'uuid', person_id: 'uuid', due_on: 'date', state: 'text', how: 'text', told_on: 'date' }, batch.notices.map((notice) => ({ id: newId(), ...notice })))
}

/** Drafts belong to who began them: the office's first account that registers people. */
async function saveDrafts(within: Within, request: DemoLoad, loaded: readonly LoadedOffice[]): Promise<void> {
  const drafts = Map.groupBy(generateDrafts(request), (draft) => draft.office)
  for (const { id, slug, staff } of loaded) {
    const [first] = staff
    if (first === undefined) continue
    const actor: Actor = { kind: 'staff', accountId: first.accountId, name: first.email, role: first.role, villages: [] }
    await within({ office: id, actor }, async (tx) => {
      for (const draft of drafts.get(slug) ?? []) await saveDraft(tx, 'family', draft.form)
    })
  }
}
