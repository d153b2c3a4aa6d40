/** Rows that are new people, made ready for the register's one write path: places, households, collections, people. */
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { newId } from '#platform/ids/uuid.ts'
import { nameKey } from '#platform/names/index.ts'
import { ensurePlaces, wantedKey, type WantedPlace } from '#modules/places/index.server.ts'
import { findOccupation } from '../occupations/index.ts'
import type { PersonFacts } from '../contract.ts'
import { storeCollections, storeHouseholds, type NewCollection, type NewHousehold, type NewPerson } from '../store-people.server.ts'
import { findKnownCity } from './canonical-city.server.ts'

const MAX_REMEMBERED = 20_000

/** What is the same for all rows of an import, with small memories of what repeats. */
export interface ApplyContext {
  importId: string
  homeCountry: string
  /** ISO dates. */
  collectedOn: string
  noticeDueOn: string
  collectorName: string
  occupationCode(text: string): string | undefined
}

export function createApplyContext(facts: Omit<ApplyContext, 'occupationCode'>): ApplyContext {
  const codes = new Map<string, string | undefined>()
  return {
    ...facts,
    occupationCode: (text) => {
      if (codes.has(text)) return codes.get(text)
      const code = findOccupation(text)
      if (codes.size < MAX_REMEMBERED) codes.set(text, code)
      return code
    },
  }
}

export interface RowOfFacts { number: number; facts: PersonFacts }

/** Where each row belongs: ids of its village, city, household and collection. */
export interface Belongings { villageId: string | null; cityId: string | null; householdId: string | null; collectionId: string }

function villageOf(facts: PersonFacts, context: ApplyContext): WantedPlace | undefined {
  return facts.village === undefined ? undefined : { kind: 'village', name: facts.village, country: context.homeCountry }
}

export function cityOf(facts: PersonFacts): WantedPlace | undefined {
  const { city, country } = facts.residence ?? {}
  if (city === undefined || country === undefined) return undefined
  const known = findKnownCity(city, country)
  return { kind: 'city', name: known?.name ?? city, country, ...(known && { latitude: known.latitude, longitude: known.longitude, geonamesId: known.geonamesId }) }
}

/** Finds or makes places, households (one for each village, head and phone) and collections (one for each household) of these rows. */
export async function settleBelongings(tx: Tx, rows: readonly RowOfFacts[], context: ApplyContext): Promise<Map<number, Belongings>> {
  const wanted = rows.flatMap(({ facts }) => [villageOf(facts, context), cityOf(facts)].filter((place) => place !== undefined))
  const places = await ensurePlaces(tx, wanted, context.importId)
  const idOf = (place: WantedPlace | undefined): string | null => (place === undefined ? null : (places.get(wantedKey(place)) ?? null))
  const households = await settleHouseholds(tx, rows.map(({ facts }) => familyOf(facts, idOf(villageOf(facts, context)))), context.importId)
  const collections = await settleCollections(tx, rows.map(({ facts }, index) => ({ facts, householdId: households[index] ?? null, villageId: idOf(villageOf(facts, context)) })), context)
  return new Map(
    rows.map(({ number, facts }, index) => [
      number,
      { villageId: idOf(villageOf(facts, context)), cityId: idOf(cityOf(facts)), householdId: households[index] ?? null, collectionId: collections[index] ?? '' },
    ]),
  )
}

interface Family { villageId: string | null; headName: string; headKey: string; phone: string | null; phoneRaw: string | null }

function familyOf(facts: PersonFacts, villageId: string | null): Family | undefined {
  if (facts.family === undefined) return undefined
  // Only a phone is known: the family is called after its migrant.
  const headName = facts.family.head || facts.familyName || facts.givenName
  return { villageId, headName, headKey: nameKey(headName), phone: facts.family.phone?.value ?? null, phoneRaw: facts.family.phone?.raw ?? null }
}

function familyKey(family: Pick<Family, 'villageId' | 'headKey' | 'phone'>): string {
  return `${family.villageId ?? ''}|${family.headKey}|${family.phone ?? ''}`
}

/** The id of each family's household. */
async function settleHouseholds(tx: Tx, families: readonly (Family | undefined)[], importId: string): Promise<(string | undefined)[]> {
  const distinct = new Map(families.flatMap((family) => (family === undefined ? [] : [[familyKey(family), family] as const])))
  if (distinct.size === 0) return families.map(() => undefined)
  const all = [...distinct.values()]
  const known = await selectRows<{ id: string; village_id: string | null; head_key: string; phone: string | null }>(
    tx,
    `select h.id, h.village_id, h.head_key, h.phone
     from (select distinct * from unnest($2::text[], $3::uuid[]) as d (head_key, village_id)) w
     join corridor.households h on h.office_id = $1 and h.head_key = w.head_key and h.village_id is not distinct from w.village_id
     order by h.created_at desc, h.id desc`,
    [tx.office, all.map((family) => family.headKey), all.map((family) => family.villageId)],
  )
  // The oldest of several holds.
  const ids = new Map(known.map((household) => [familyKey({ villageId: household.village_id, headKey: household.head_key, phone: household.phone }), household.id]))
  const fresh: NewHousehold[] = []
  for (const [key, family] of distinct) {
    if (ids.has(key)) continue
    const id = newId()
    ids.set(key, id)
    fresh.push({ id, villageId: family.villageId, headName: family.headName, phone: family.phone, phoneRaw: family.phoneRaw })
  }
  if (fresh.length > 0) {
    await storeHouseholds(tx, fresh)
    await tx.client.query('insert into corridor.import_households (office_id, import_id, household_id) select $1, $2, unnest($3::uuid[])', [tx.office, importId, fresh.map((household) => household.id)])
  }
  return families.map((family) => (family === undefined ? undefined : ids.get(familyKey(family))))
}

interface Told { facts: PersonFacts; householdId: string | null; villageId: string | null }

/** Who told: one collection for each household and informant, and one for each village where no family is named. */
async function settleCollections(tx: Tx, told: readonly Told[], context: ApplyContext): Promise<string[]> {
  const informantOf = ({ facts }: Told): string | null => facts.family?.informant ?? (facts.family?.head || null)
  const keyOf = (each: Pick<Told, 'householdId' | 'villageId'> & { informant: string | null }): string => `${each.householdId ?? ''}|${each.householdId === null ? (each.villageId ?? '') : (each.informant ?? '')}`
  const known = await selectRows<{ id: string; householdId: string | null; villageId: string | null; informant: string | null }>(
    tx,
    `select c.id, c.household_id as "householdId", c.village_id as "villageId", c.informant_name as informant
     from unnest($3::uuid[]) as w (id) join corridor.collections c on c.office_id = $1 and c.household_id = w.id and c.import_id = $2
     union all
     select c.id, c.household_id, c.village_id, c.informant_name from corridor.collections c
     where $4 and c.office_id = $1 and c.import_id = $2 and c.household_id is null`,
    [tx.office, context.importId, [...new Set(told.flatMap((each) => each.householdId ?? []))], told.some((each) => each.householdId === null)],
  )
  const ids = new Map(known.map((collection) => [keyOf(collection), collection.id]))
  const fresh: NewCollection[] = []
  for (const each of told) {
    const informant = informantOf(each)
    const key = keyOf({ ...each, informant })
    if (ids.has(key)) continue
    const id = newId()
    ids.set(key, id)
    fresh.push({
      id,
      means: 'import',
      householdId: each.householdId,
      villageId: each.villageId,
      informantName: each.householdId === null ? null : informant,
      informantTie: each.facts.family?.tie ?? null,
      collectorName: context.collectorName,
      collectedOn: context.collectedOn,
      importId: context.importId,
    })
  }
  if (fresh.length > 0) await storeCollections(tx, fresh)
  return told.map((each) => ids.get(keyOf({ ...each, informant: informantOf(each) })) ?? '')
}

export function newPerson(facts: PersonFacts, belongings: Belongings, context: ApplyContext): NewPerson {
  const { residence, family } = facts
  // A city of an unknown country cannot be a residence; it is not lost.
  const city = residence !== undefined && residence.country === undefined ? residence.city : undefined
  const informant = family?.informant ?? family?.head
  return {
    id: newId(),
    householdId: belongings.householdId,
    villageId: belongings.villageId,
    collectionId: belongings.collectionId,
    familyName: facts.familyName,
    givenName: facts.givenName,
    otherNames: facts.otherNames,
    sex: facts.sex,
    born: facts.born,
    occupation: facts.occupation,
    occupationCode: facts.occupation === undefined ? null : context.occupationCode(facts.occupation),
    residences: residence?.country === undefined ? [] : [{ country: residence.country, city: residence.city, cityId: belongings.cityId, starts: residence.from, current: true }],
    contacts: facts.contacts,
    consents: [{ purpose: 'contact', channel: 'any', answer: 'not_asked', means: 'import', givenOn: context.collectedOn }],
    ties: family?.tie !== undefined && family.tie !== 'self' && informant ? [{ kind: family.tie, otherName: informant }] : [],
    notes: [facts.note ?? '', city ?? ''].filter((note) => note !== ''),
    noticeDueOn: context.noticeDueOn,
  }
}
