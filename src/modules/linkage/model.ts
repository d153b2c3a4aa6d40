/**
 * What a comparison has to know of the office: how common each value is there (two people called Giorgi say little, two called
 * Galaktion much), how often a fact of one person is told alike twice, and how many people have been registered twice.
 *
 * After I. Fellegi and A. Sunter, "A theory for record linkage" (1969): the weight of an agreement is log2(m / u), m being its
 * probability among records of one person, u among records of two. Here u comes from the counts of the office itself and m from
 * a table of experience, which `estimateRates` corrects by what the office's own records show.
 */
import { nameKey } from '#platform/names/index.ts'
import type { LinkageRecord } from './contract.ts'
import { KNOWN_RATES } from './known-rates.ts'
import type { Rates } from './known-rates.ts'

export type CountedField = 'family_name' | 'given_name' | 'village' | 'informant' | 'country' | 'city' | 'occupation' | 'birth_year' | 'birth_day' | 'since' | 'phone' | 'family_phone' | 'email' | 'messenger'

/** Plain data: it can be sent to a worker thread (structured clone). */
export interface LinkageModel {
  /** Number of records that were counted. */
  records: number
  /** How many records hold each value. Names, villages and cities by their search key, birth days as MM-DD. */
  counts: Record<CountedField, Map<string, number>>
  /** How many records hold any value of the field. */
  totals: Record<CountedField, number>
  rates: Rates
  /** Expected number of other records of the same person, for any record. */
  duplicatesPerRecord: number
}

/** What is expected before anything was counted: one value in how many, and how many records that opinion counts for. */
const USUAL_KINDS: Record<CountedField, number> = {
  family_name: 300, given_name: 150, village: 30, informant: 2000, country: 8, city: 25, occupation: 20, birth_year: 55, birth_day: 365, since: 30,
  phone: 1e5, family_phone: 1e4, email: 1e5, messenger: 1e5,
}
const OPINION = 50

/** Before anything is known: of a hundred records, this many tell of a person who is there already. */
export const USUAL_DUPLICATES = 0.06
/** A model of an empty office still has to answer with care: names are compared as if it held this many people. */
const SMALLEST_OFFICE = 1000

export const countedFields = Object.keys(USUAL_KINDS) as CountedField[]

/** The values of a record by which it is counted and compared, as keys. */
export function countedValues(record: LinkageRecord): Record<CountedField, readonly string[]> {
  const one = (value: string | undefined): readonly string[] => (value === undefined || value === '' ? [] : [value])
  const named = (value: string | undefined): readonly string[] => (value === undefined ? [] : one(nameKey(value)))
  const born = record.born
  return {
    family_name: named(record.familyName), given_name: named(record.givenName), village: named(record.village), informant: named(record.informant),
    country: one(record.country?.toUpperCase()), city: named(record.city), occupation: named(record.occupation),
    birth_year: one(born?.slice(0, 4)), birth_day: born?.length === 10 ? [born.slice(5)] : [], since: one(record.abroadSince?.slice(0, 4)),
    phone: record.phones, family_phone: record.familyPhones, email: record.emails, messenger: record.messengers,
  }
}

/** A model that knows no office yet: every comparison rests on the table of experience. */
export function emptyModel(): LinkageModel {
  const counts = {} as LinkageModel['counts']
  const totals = {} as LinkageModel['totals']
  for (const field of countedFields) {
    counts[field] = new Map()
    totals[field] = 0
  }
  return { records: 0, counts, totals, rates: structuredClone(KNOWN_RATES), duplicatesPerRecord: USUAL_DUPLICATES }
}

/** Counts the values of an office's records; `estimateRates` can then correct the rates. */
export function countTerms(records: Iterable<LinkageRecord>): LinkageModel {
  const model = emptyModel()
  for (const record of records) addToModel(model, record)
  return model
}

/** Counts one more record, so that a model kept in memory follows the office. */
export function addToModel(model: LinkageModel, record: LinkageRecord): void {
  model.records += 1
  const values = countedValues(record)
  for (const field of countedFields) {
    const of = values[field]
    if (of.length === 0) continue
    model.totals[field] += 1
    for (const value of of) model.counts[field].set(value, (model.counts[field].get(value) ?? 0) + 1)
  }
}

/** Records among which a pair is sought. */
export function sizeOf(model: LinkageModel): number {
  return Math.max(model.records, SMALLEST_OFFICE)
}

/** The share of records that hold this value, between what was counted and what is usual; never zero. */
export function frequencyOf(model: LinkageModel, field: CountedField, value: string): number {
  const count = Math.max(model.counts[field].get(value) ?? 0, 1)
  return (count + OPINION / USUAL_KINDS[field]) / (model.totals[field] + OPINION)
}

/** How many records hold exactly this value, at least one. */
export function holdersOf(model: LinkageModel, field: CountedField, value: string): number {
  return Math.max(model.counts[field].get(value) ?? 0, 1)
}
