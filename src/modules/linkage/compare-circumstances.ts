/** How the circumstances agree: the family at home, the place abroad, work, and since when. */
import { editDistance } from '#platform/names/index.ts'
import type { EvidenceSubject } from './contract.ts'
import type { RateRow } from './known-rates.ts'
import type { PreparedRecord, PreparedTerm } from './prepare.ts'
import type { Tally } from './tally.ts'

const SHORTEST_FOR_A_SLIP = 5
/** Chance that two different places or trades are a letter apart. */
const SIMILAR_BY_CHANCE = 0.01
/** Families and couples go to the same place: once that closeness is known, a shared place or year adds no more than this (bits). */
const AMONG_CLOSE_AT_MOST = 1.5
/** Chance that two records of one household share what is said of a household, per record of the office. */
const USUAL_HOUSEHOLD = 2

function compareTerms(subject: EvidenceSubject, row: RateRow, a: PreparedTerm | null, b: PreparedTerm | null, tally: Tally, atMost?: number): void {
  if (a === null || b === null) return
  if (a.key === b.key) tally.add(subject, row, 'same', a.frequency, 'same', atMost)
  else if (row !== 'country' && Math.min(a.key.length, b.key.length) >= SHORTEST_FOR_A_SLIP && editDistance(a.key, b.key, 1) === 1) {
    tally.add(subject, row, 'similar', SIMILAR_BY_CHANCE)
  } else tally.add(subject, row, 'different', 1 - (a.frequency + b.frequency) / 2)
}

function sharesPhone(a: PreparedRecord, b: PreparedRecord): number {
  for (const { value, holders } of a.familyPhones) {
    if (b.familyPhones.some((other) => other.value === value)) return Math.max(holders - 1, USUAL_HOUSEHOLD)
    if (b.phones.some((other) => other.value === value)) return USUAL_HOUSEHOLD
  }
  for (const { value } of b.familyPhones) {
    if (a.phones.some((other) => other.value === value)) return USUAL_HOUSEHOLD
  }
  return 0
}

/**
 * Adds what is known of the family that told of them. A shared family is one piece of evidence, not four: members of one household
 * share phone, informant, village and name, and still are different people.
 * @param size number of records in the office
 * @returns whether they share the family
 */
export function compareFamilies(a: PreparedRecord, b: PreparedRecord, size: number, tally: Tally): boolean {
  const sameHousehold = a.household !== null && a.household === b.household
  const sharing = sharesPhone(a, b)
  const sameInformant = a.informant !== null && b.informant !== null && a.informant.key === b.informant.key
  const sameVillage = a.village === null || b.village === null || a.village.key === b.village.key
  if (sameHousehold || sharing > 0 || (sameInformant && sameVillage)) {
    const chance = Math.min(0.5, Math.max(sharing, USUAL_HOUSEHOLD) / size)
    const subject = sameHousehold || sameInformant ? 'informant' : 'family_phone'
    tally.add(subject, 'family', 'same', chance, sameHousehold ? 'same_household' : 'same')
    return true
  }
  compareTerms('village', 'village', a.village, b.village, tally)
  if (a.informant !== null && b.informant !== null) {
    tally.add('informant', 'family', 'different', 0.999)
  } else if (a.familyPhones.length > 0 && b.familyPhones.length > 0) {
    tally.add('family_phone', 'family', 'different', 0.999)
  }
  return false
}

/** Adds what the places abroad say; the city counts within its country. `close`: they share a family or a contact. */
export function comparePlaces(a: PreparedRecord, b: PreparedRecord, close: boolean, tally: Tally): void {
  const atMost = close ? AMONG_CLOSE_AT_MOST : undefined
  // Countries are codes: a letter apart is another country.
  compareTerms('country', 'country', a.country, b.country, tally, atMost)
  if (a.city === null || b.city === null) return
  const countries = a.country !== null && b.country !== null
  if (countries && a.country?.key !== b.country?.key) return
  const within = countries ? Math.max(a.country?.frequency ?? 1, a.city.frequency) : 1
  if (a.city.key === b.city.key) {
    tally.add('city', 'city', 'same', a.city.frequency / within, 'same', atMost)
  } else {
    compareTerms('city', 'city', a.city, b.city, tally, atMost)
  }
}

/** Adds what work and the year of departure say. `close`: they share a family or a contact. */
export function compareWork(a: PreparedRecord, b: PreparedRecord, close: boolean, tally: Tally): void {
  const atMost = close ? AMONG_CLOSE_AT_MOST : undefined
  compareTerms('occupation', 'occupation', a.occupation, b.occupation, tally)
  if (a.since === null || b.since === null) return
  const apart = Math.abs(a.since - b.since)
  const frequency = Math.max(a.sinceFrequency, b.sinceFrequency)
  if (apart === 0) tally.add('abroad_since', 'since', 'same', frequency, 'same', atMost)
  else if (apart === 1) tally.add('abroad_since', 'since', 'off_by_one', 2 * frequency, 'off_by_one', atMost)
  else tally.add('abroad_since', 'since', 'different', Math.max(0.5, 1 - 3 * frequency))
}
