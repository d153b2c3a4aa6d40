/** A register of any size in one office for the benches of finding: people with villages, cities, occupations, phones and addresses, and the keys of linkage. */
import { ensurePlaces, wantedKey, type WantedPlace } from '#modules/places/index.server.ts'
import { linkageKeys } from '#modules/linkage/index.ts'
import { personNameKey } from '#modules/register/index.server.ts'
import { generatePopulation, imereti, imeretiOffices, placeVillages, type DemoMigrant } from '#modules/register/demo/index.ts'
import type { Actor } from '#platform/access/actor.ts'
import { insertMany } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { newId } from '#platform/ids/uuid.ts'
import type { BenchOffice } from './temporary-office.ts'

export interface Sample { family: string; given: string; born: string; phone: string; email: string; village: string; city: string; occupation: string }

const loader: Actor = { kind: 'system', name: 'bench' }
const AT_ONCE = 20_000
const SAMPLES = 80
const TABLES = ['people', 'contact_points']

interface Places { villages: Map<string, string>; cities: Map<string, string> }

async function makePlaces(tx: Tx): Promise<Places> {
  const villages = imeretiOffices.flatMap((office) => placeVillages(office, 'find')).map((village): WantedPlace => ({ kind: 'village', name: village.name, country: imereti.homeCountry, served: true }))
  const cities = imereti.destinations.flatMap((destination) => destination.cities.map((city): WantedPlace => ({ kind: 'city', name: city.name, country: destination.country, geonamesId: city.geonamesId })))
  const ids = await ensurePlaces(tx, [...villages, ...cities])
  const idOf = (place: WantedPlace): string => ids.get(wantedKey(place)) ?? ''
  return { villages: new Map(villages.map((each) => [each.name, idOf(each)])), cities: new Map(cities.map((each) => [`${each.country} ${each.name}`, idOf(each)])) }
}

async function store(tx: Tx, people: readonly DemoMigrant[], { villages, cities }: Places): Promise<void> {
  const rows = people.map((each) => ({ id: newId(), facts: each.facts, code: each.occupationCode, contacts: each.contacts, home: each.residences.find((residence) => residence.current) }))
  await insertMany(
    tx, 'people',
    { id: 'uuid', village_id: 'uuid', family_name: 'text', given_name: 'text', name_key: 'text', sex: 'text', born: 'text', country: 'text', city_id: 'uuid', city: 'text', abroad_since: 'text', occupation_code: 'text', occupation: 'text', reach: 'text' },
    rows.map(({ id, facts, code, home }) => ({
      id, village_id: villages.get(facts.village ?? ''), family_name: facts.familyName, given_name: facts.givenName, name_key: personNameKey(facts.familyName, facts.givenName), sex: facts.sex, born: facts.born,
      country: home?.country, city_id: cities.get(`${home?.country} ${home?.city}`), city: home?.city, abroad_since: home?.from, occupation_code: code, occupation: facts.occupation, reach: 'unconfirmed',
    })),
  )
  await insertMany(
    tx, 'contact_points', { id: 'uuid', person_id: 'uuid', kind: 'text', raw: 'text', value: 'text' },
    rows.flatMap(({ id, contacts }) => contacts.map((contact) => ({ id: newId(), person_id: id, kind: contact.kind, raw: contact.raw, value: contact.value }))), 'do nothing',
  )
  const keys = rows.flatMap(({ id, facts, home, contacts }) => linkageKeys({
    id, familyName: facts.familyName, givenName: facts.givenName, ...(facts.born && { born: facts.born }), ...(home && { country: home.country }), ...(home?.from && { abroadSince: home.from }), ...(facts.village && { village: facts.village }),
    phones: contacts.filter(({ kind }) => kind === 'phone').map(({ value }) => value), familyPhones: [], emails: contacts.filter(({ kind }) => kind === 'email').map(({ value }) => value), messengers: [],
  }).map((key) => ({ person_id: id, key })))
  await insertMany(tx, 'link_keys', { person_id: 'uuid', key: 'text' }, keys, 'do nothing')
}

function sampleOf({ facts, residences, contacts }: DemoMigrant): Sample {
  const contact = (kind: string): string => contacts.find((each) => each.kind === kind)?.value ?? ''
  return {
    family: facts.familyName, given: facts.givenName, born: facts.born ?? '', phone: contact('phone'), email: contact('email'),
    village: facts.village ?? '', city: residences.find((each) => each.current)?.city ?? '', occupation: facts.occupation ?? '',
  }
}

/** Loads `count` people into the bench's office; gives some of them, spread evenly, to be looked for. */
export async function loadRegister(bench: BenchOffice, count: number): Promise<Sample[]> {
  const samples: Sample[] = []
  const places = await bench.within({ office: bench.office, actor: loader }, makePlaces)
  // The history is not what is measured, and it would be most of the loading.
  for (const table of TABLES) await bench.owner.query(`alter table corridor.${table} disable trigger history`)
  let waiting: DemoMigrant[] = []
  const flush = async (): Promise<void> => {
    const batch = waiting
    waiting = []
    await bench.within({ office: bench.office, actor: loader }, (tx) => store(tx, batch, places))
  }
  let seen = 0
  for (const { migrants } of generatePopulation({ seed: 'find', migrants: count, today: '2026-11-24' })) {
    for (const migrant of migrants) {
      waiting.push(migrant)
      if (seen++ % Math.max(1, Math.floor(count / SAMPLES)) === 0) samples.push(sampleOf(migrant))
    }
    if (waiting.length >= AT_ONCE) await flush()
  }
  await flush()
  for (const table of TABLES) await bench.owner.query(`alter table corridor.${table} enable trigger history`)
  for (const table of [...TABLES, 'link_keys']) await bench.owner.query(`vacuum analyze corridor.${table}`)
  return samples
}
