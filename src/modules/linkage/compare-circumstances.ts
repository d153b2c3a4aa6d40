/** How the circumstances agree: the family at home, the place abroad, work, and since when. */
import { editDistance } from '#platform/names/index.ts'
import type { EvidenceSubject } from './contract.ts'
import type { Part } from './part.ts'
import type { RateRow } from './known-rates.ts'
import type { PreparedRecord, PreparedTerm } from './prepare.ts'

const SHORTEST_FOR_A_SLIP = 5
/** Chance that two different places or trades are a letter apart. */
const SIMILAR_BY_CHANCE = 0.01
/** Once a shared family has been counted, its name and village hardly add to it (bits). */
const WITHIN_FAMILY_AT_MOST = 0.5
/** Chance that two records of one household share what is said of a household, per record of the office. */
const USUAL_HOUSEHOLD = 2

function compareTerms(subject: EvidenceSubject, row: RateRow, a: PreparedTerm | null, b: PreparedTerm | null, parts: Part[]): void {
  if (a === null || b === null) return
  if (a.key === b.key) parts.push({ subject, level: 'same', row, rate: 'same', chance: a.frequency })
  else if (row !== 'country' && Math.min(a.key.length, b.key.length) >= SHORTEST_FOR_A_SLIP && editDistance(a.key, b.key, 1) === 1) {
    parts.push({ subject, level: 'similar', row, rate: 'similar', chance: SIMILAR_BY_CHANCE })
  } else parts.push({ subject, level: 'different', row, rate: 'different', chance: 1 - (a.frequency + b.frequency) / 2 })
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
 */
export function compareFamilies(a: PreparedRecord, b: PreparedRecord, size: number, parts: Part[]): void {
  const sameHousehold = a.household !== null && a.household === b.household
  const sharing = sharesPhone(a, b)
  const sameInformant = a.informant !== null && b.informant !== null && a.informant.key === b.informant.key
  const sameVillage = a.village === null || b.village === null || a.village.key === b.village.key
  if (sameHousehold || sharing > 0 || (sameInformant && sameVillage)) {
    const chance = Math.min(0.5, Math.max(sharing, USUAL_HOUSEHOLD) / size)
    const subject = sameHousehold || sameInformant ? 'informant' : 'family_phone'
    parts.push({ subject, level: sameHousehold ? 'same_household' : 'same', row: 'family', rate: 'same', chance })
    for (const part of parts) {
      if (part.subject === 'family_name') part.atMost = WITHIN_FAMILY_AT_MOST
    }
    return
  }
  compareTerms('village', 'village', a.village, b.village, parts)
  if (a.informant !== null && b.informant !== null) {
    parts.push({ subject: 'informant', level: 'different', row: 'family', rate: 'different', chance: 0.999 })
  } else if (a.familyPhones.length > 0 && b.familyPhones.length > 0) {
    parts.push({ subject: 'family_phone', level: 'different', row: 'family', rate: 'different', chance: 0.999 })
  }
}

/** Adds what the places abroad say; the city counts within its country. */
export function comparePlaces(a: PreparedRecord, b: PreparedRecord, parts: Part[]): void {
  // Countries are codes: a letter apart is another country.
  compareTerms('country', 'country', a.country, b.country, parts)
  if (a.city === null || b.city === null) return
  const countries = a.country !== null && b.country !== null
  if (countries && a.country?.key !== b.country?.key) return
  const within = countries ? Math.max(a.country?.frequency ?? 1, a.city.frequency) : 1
  if (a.city.key === b.city.key) {
    parts.push({ subject: 'city', level: 'same', row: 'city', rate: 'same', chance: a.city.frequency / within })
  } else {
    compareTerms('city', 'city', a.city, b.city, parts)
  }
}

/** Adds what work and the year of departure say. */
export function compareWork(a: PreparedRecord, b: PreparedRecord, parts: Part[]): void {
  compareTerms('occupation', 'occupation', a.occupation, b.occupation, parts)
  if (a.since === null || b.since === null) return
  const apart = Math.abs(a.since - b.since)
  const frequency = Math.max(a.sinceFrequency, b.sinceFrequency)
  if (apart === 0) parts.push({ subject: 'abroad_since', level: 'same', row: 'since', rate: 'same', chance: frequency })
  else if (apart === 1) parts.push({ subject: 'abroad_since', level: 'off_by_one', row: 'since', rate: 'off_by_one', chance: 2 * frequency })
  else parts.push({ subject: 'abroad_since', level: 'different', row: 'since', rate: 'different', chance: Math.max(0.5, 1 - 3 * frequency) })
}
