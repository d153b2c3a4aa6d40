/** What a column's values look like: shares of its filled cells, from which meanings are judged beside or without a heading. */
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/min'
import { findOccupation } from '../occupations/index.ts'
import type { ColumnMeaning } from './contract.ts'
import { emailOf } from './read-contacts.ts'
import { asciiDigits, fold, saysNothing } from './text.ts'
import { countryOfCity } from './words/cities.ts'
import { countryOf } from './words/countries.ts'
import { familyLikeness, isPatronymic } from './words/names.ts'
import { tieOf } from './words/relations.ts'
import { sexOf } from './words/sexes.ts'

const KINDS = ['date', 'year', 'integer', 'phone', 'home_phone', 'email', 'handle', 'service', 'several', 'sex', 'country', 'city', 'place', 'tie', 'occupation', 'word', 'name', 'family', 'given', 'patronymic', 'comma', 'lower', 'long'] as const
export type ValueKind = (typeof KINDS)[number]

export interface ColumnFacts {
  column: number
  /** Filled cells looked at. */
  filled: number
  /** Share of different values among them, 0 to 1. */
  distinct: number
  share: Record<ValueKind, number>
  /** Whole numbers that grow by one. */
  counts: boolean
  /** Median of the years in it. */
  year: number | undefined
  examples: string[]
}

/** Different values that are looked at closely: names are compared with every occupation and country. */
const MAX_JUDGED = 120
const ASKED_AT_FIRST = 20

const DATE = /^(?:\d{1,2}\s?[.\/-]\s?\d{1,2}\s?[.\/-]\s?(?:\d{4}|\d{2})|\d{4}\s?[.\/-]\s?\d{1,2}\s?[.\/-]\s?\d{1,2})(?:$|[ T])/
const SERVICE = /^(?:skype|скайп|სკაიპ|viber|вайбер|ვაიბერ|whats|вотсап|ватсап|واتس|telegram|телеграм|facebook|fb|messenger|t\.me|wa\.me|@)/iu

function kindsOfDigits(value: string, homeCode: string): ValueKind[] {
  const digits = value.replace(/\D/g, '')
  if (/^(?:19|20)\d\d(?:[.,]0+)?$/.test(value)) return ['year', 'integer']
  if (DATE.test(value)) return ['date']
  const kinds: ValueKind[] = /^\d+$/.test(value) && digits.length < 7 ? ['integer'] : []
  if (digits.length >= 7 && digits.length <= 17 && /^[\s+(]*\d[\d\s().\/+-]*$/.test(value)) {
    kinds.push('phone')
    const bare = digits.replace(/^00/, '')
    if (bare.startsWith(homeCode) || (!value.includes('+') && !digits.startsWith('00') && digits.length <= 9)) kinds.push('home_phone')
  }
  return kinds
}

/** Lists with thousands of names that forgive slips: asked no more once a column has shown that it holds none of them. */
interface Asked {
  country: boolean
  occupation: boolean
}

function kindsOfWords(value: string, asked: Asked): ValueKind[] {
  const kinds: ValueKind[] = []
  const words = value.split(/[\s,،;]+/).filter((word) => /\p{L}/u.test(word))
  const [first = '', second = ''] = value.split(/\s*[,،;(]\s*/)
  if (sexOf(value) !== undefined) kinds.push('sex')
  if (asked.country && countryOf(value) !== undefined) kinds.push('country')
  if (countryOfCity(value) !== undefined) kinds.push('city')
  if (asked.country && second !== '' && (countryOf(second.replace(/\)$/, '')) !== undefined || countryOf(first) !== undefined)) kinds.push('place')
  if (tieOf(value) !== undefined) kinds.push('tie')
  if (asked.occupation && value.length > 2 && findOccupation(value) !== undefined) kinds.push('occupation')
  // Georgian is written without capitals: small letters say nothing there.
  if (value === value.toLowerCase() && value !== value.toUpperCase() && !/[ა-ჰ]/.test(value)) kinds.push('lower')
  if (words.length === 1 && /^[\p{L}\p{M}'’.-]+$/u.test(value)) kinds.push('word')
  if (words.length >= 2 && words.length <= 5 && /^[\p{L}\p{M}\s'’.,،;-]+$/u.test(value)) kinds.push('name')
  if (/^[^,،]+[,،]\s*[^,،]+$/u.test(value)) kinds.push('comma')
  const likeness = words.slice(0, 4).map(familyLikeness)
  if (likeness.some((found) => found >= 0.5)) kinds.push('family')
  if (likeness.some((found) => found < 0)) kinds.push('given')
  if (words.length === 1 && isPatronymic(words[0] ?? '')) kinds.push('patronymic')
  return kinds
}

function kindsOf(value: string, homeCode: string, asked: Asked): ValueKind[] {
  if (value.length > 60) return value.includes('@') && /\d{6}/.test(value) ? ['several', 'long'] : ['long']
  if (emailOf(value) !== undefined) return ['email']
  const parts = value.split(/[,;|\n]|\s\/\s/).map((part) => part.trim()).filter((part) => part !== '')
  const contacts = parts.filter((part) => emailOf(part) !== undefined || SERVICE.test(part) || kindsOfDigits(part, homeCode).includes('phone'))
  if (contacts.length >= 2) return ['several']
  if (SERVICE.test(value)) return ['service']
  if (!/\p{L}/u.test(value)) return kindsOfDigits(value, homeCode)
  if (/^[a-z][a-z0-9._-]{3,31}$/i.test(value) && /[\d._]/.test(value)) return ['handle']
  return kindsOfWords(value, asked)
}

function median(numbers: number[]): number | undefined {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
}

function isCount(values: string[]): boolean {
  const numbers = values.filter((value) => /^\d{1,7}$/.test(value)).map(Number)
  if (numbers.length < 3 || numbers.length < values.length * 0.9) return false
  const steps = numbers.slice(1).filter((number, i) => number === (numbers[i] ?? 0) + 1).length
  return steps >= (numbers.length - 1) * 0.5
}

/** Looks at a column's values (texts of its cells below the headings, in order). */
export function judgeColumn(column: number, values: string[], homeCountry: string): ColumnFacts {
  const homeCode = isSupportedCountry(homeCountry) ? String(getCountryCallingCode(homeCountry)) : '0'
  const share = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<ValueKind, number>
  const filled = values.map((value) => asciiDigits(value).trim()).filter((value) => !saysNothing(value))
  const years: number[] = []
  let judged = 0
  let different = 0
  const asked: Asked = { country: true, occupation: true }
  const step = Math.max(1, Math.floor(new Set(filled).size / MAX_JUDGED))
  for (const [at, [value, same]] of [...Map.groupBy(filled, (value) => value)].entries()) {
    if (at % step !== 0) continue
    judged += same.length
    if (++different === ASKED_AT_FIRST) {
      asked.country = share.country + share.place > 0
      asked.occupation = share.occupation > 0
    }
    for (const kind of kindsOf(value, homeCode, asked)) share[kind] += same.length
    const year = /(?:^|\D)((?:19|20)\d\d)(?:\D|$)/.exec(value)?.[1]
    if (year !== undefined && value.length < 30) years.push(Number(year))
  }
  for (const kind of KINDS) share[kind] = judged === 0 ? 0 : share[kind] / judged
  const folded = new Map(filled.map((value) => [fold(value), value]))
  return {
    column, filled: filled.length, share, counts: isCount(filled), year: median(years),
    distinct: filled.length === 0 ? 0 : folded.size / filled.length,
    examples: [...folded.values()].slice(0, 4).map((value) => value.slice(0, 60)),
  }
}

/** 0 to 1: how well a column's values go with a meaning; 0.5 where they say nothing about it. */
export function fits(meaning: ColumnMeaning, facts: ColumnFacts): number {
  const { share } = facts
  if (facts.filled === 0) return 0.5
  const lettered = Math.min(1, share.word + share.name)
  switch (meaning) {
    case 'number': return share.integer > 0.8 ? 1 : 0.3
    case 'full_name': return Math.min(1, share.name + share.word * 0.3)
    case 'informant':
    case 'family_head': return Math.min(1, share.name + share.word * 0.6)
    case 'family_name':
    case 'given_name':
    case 'patronymic': return Math.min(1, share.word + share.name * 0.8)
    case 'sex': return share.sex
    case 'birth': return Math.min(1, share.date + share.year + share.integer * 0.6)
    case 'abroad_since': return Math.min(1, share.date + share.year + share.integer * 0.4 + share.long * 0.3 + (1 - share.phone) * 0.2)
    case 'phone':
    case 'family_phone': return Math.min(1, share.phone + share.several * 0.8 + share.service * 0.6 + share.integer * 0.5)
    case 'email': return Math.min(1, share.email + share.several * 0.5)
    case 'contacts': return Math.min(1, share.several + share.phone + share.email + share.service + share.handle)
    case 'messenger': return Math.min(1, share.handle + share.service + share.phone * 0.8 + share.word * 0.8 + share.email * 0.5 + 0.1)
    case 'country': return Math.min(1, share.country + share.place * 0.5)
    case 'city': return Math.min(1, lettered * (1 - share.country * 0.9) + share.city)
    case 'place_abroad': return Math.min(1, share.place + share.country + share.city + lettered * 0.4)
    case 'village': return Math.max(0, lettered - share.country - share.place)
    case 'relation': return Math.min(1, share.tie + 0.2)
    default: return 0.5
  }
}
