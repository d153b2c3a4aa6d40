/** A record made ready for many comparisons: keys, sounds and how common each value is, worked out once. */
import { nameKey, soundOfKey } from '#platform/names/index.ts'
import type { LinkageRecord } from './contract.ts'
import { frequencyOf, holdersOf } from './model.ts'
import type { CountedField, LinkageModel } from './model.ts'

export interface PreparedTerm {
  key: string
  /** Share of the office's records that hold it. */
  frequency: number
}

export interface PreparedName extends PreparedTerm {
  written: string
  sound: string
}

export interface PreparedContact {
  value: string
  /** How many records hold it: a number of many is nobody's own. */
  holders: number
}

export interface PreparedRecord {
  id: string
  family: PreparedName | null
  given: PreparedName | null
  sex: string | null
  born: string | null
  birthYear: number
  birthYearFrequency: number
  /** Of the day in the year, where it is known. */
  birthDayFrequency: number
  village: PreparedTerm | null
  informant: PreparedTerm | null
  /** Source and household together: equal only within one list. */
  household: string | null
  country: PreparedTerm | null
  city: PreparedTerm | null
  occupation: PreparedTerm | null
  since: number | null
  sinceFrequency: number
  phones: PreparedContact[]
  familyPhones: PreparedContact[]
  emails: PreparedContact[]
  messengers: PreparedContact[]
}

function prepareName(model: LinkageModel, field: CountedField, written: string): PreparedName | null {
  const key = nameKey(written)
  if (key === '') return null
  return { key, written: written.trim().toLowerCase(), sound: soundOfKey(key), frequency: frequencyOf(model, field, key) }
}

function prepareTerm(model: LinkageModel, field: CountedField, written: string | undefined): PreparedTerm | null {
  if (written === undefined) return null
  const key = field === 'country' ? written.toUpperCase() : nameKey(written)
  return key === '' ? null : { key, frequency: frequencyOf(model, field, key) }
}

function prepareContacts(model: LinkageModel, field: CountedField, values: readonly string[]): PreparedContact[] {
  return values.map((value) => ({ value: value.trim().toLowerCase(), holders: holdersOf(model, field, value) }))
}

/** Works out once what comparisons of this record need. Values too short to be dates are left out. */
export function prepareRecord(record: LinkageRecord, model: LinkageModel): PreparedRecord {
  const born = record.born !== undefined && /^\d{4}/.test(record.born) ? record.born : null
  const since = record.abroadSince !== undefined && /^\d{4}/.test(record.abroadSince) ? record.abroadSince.slice(0, 4) : null
  return {
    id: record.id,
    family: prepareName(model, 'family_name', record.familyName),
    given: prepareName(model, 'given_name', record.givenName),
    sex: record.sex ?? null,
    born,
    birthYear: born === null ? 0 : Number(born.slice(0, 4)),
    birthYearFrequency: born === null ? 1 : frequencyOf(model, 'birth_year', born.slice(0, 4)),
    birthDayFrequency: born?.length === 10 ? frequencyOf(model, 'birth_day', born.slice(5)) : 1,
    village: prepareTerm(model, 'village', record.village),
    informant: prepareTerm(model, 'informant', record.informant),
    household: record.household === undefined ? null : `${record.source ?? ''} ${record.household}`,
    country: prepareTerm(model, 'country', record.country),
    city: prepareTerm(model, 'city', record.city),
    occupation: prepareTerm(model, 'occupation', record.occupation),
    since: since === null ? null : Number(since),
    sinceFrequency: since === null ? 1 : frequencyOf(model, 'since', since),
    phones: prepareContacts(model, 'phone', record.phones),
    familyPhones: prepareContacts(model, 'family_phone', record.familyPhones),
    emails: prepareContacts(model, 'email', record.emails),
    messengers: prepareContacts(model, 'messenger', record.messengers),
  }
}
