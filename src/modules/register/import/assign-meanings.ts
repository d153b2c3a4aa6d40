/**
 * Which column holds what: each column brings candidates (its heading's meaning, weighed by whether the values agree; what the
 * values alone suggest), and the best of all are taken one after another, most meanings once.
 */
import type { ColumnMeaning } from './contract.ts'
import type { Heading } from './find-headings.ts'
import { fits } from './judge-column.ts'
import type { ColumnFacts } from './judge-column.ts'

export interface Assigned {
  column: number
  meaning: ColumnMeaning
  confidence: number
}

interface Candidate extends Assigned {
  fromHeading: boolean
}

const MANY = new Set<ColumnMeaning>(['ignore', 'number', 'phone', 'family_phone', 'email', 'messenger', 'contacts', 'note', 'address', 'family_head', 'family_name', 'patronymic'])
/** The surest that contents alone can make us. */
const BY_CONTENTS = 0.7

type Suggest = (facts: ColumnFacts) => number

/** What values alone suggest, 0 to 1. Names and places need neighbours and are decided in `byNeighbours`. */
const SUGGESTIONS: [ColumnMeaning, Suggest][] = [
  ['number', ({ counts }) => (counts ? 1 : 0)],
  ['email', ({ share }) => share.email],
  ['contacts', ({ share }) => (share.several > 0.1 ? Math.min(1, share.several + share.phone + share.email + share.service + share.handle) : share.phone > 0.15 && share.email > 0.15 ? share.phone + share.email + share.service : 0)],
  ['phone', ({ share }) => share.phone],
  ['messenger', ({ share }) => Math.min(1, share.handle + share.service) * 0.9],
  ['sex', ({ share, distinct, filled }) => (distinct * filled <= 6 ? share.sex : 0)],
  ['country', ({ share }) => share.country],
  ['place_abroad', ({ share }) => (share.place > 0.3 ? Math.min(1, share.place + share.country) : 0)],
  ['city', ({ share }) => (share.city > 0.25 && share.country < 0.5 ? Math.min(1, share.city + 0.3) : 0)],
  ['relation', ({ share }) => (share.tie > 0.7 ? share.tie * 0.9 : 0)],
  ['occupation', ({ share, distinct }) => (share.occupation > 0.25 && distinct < 0.6 && share.given < 0.3 ? Math.min(1, share.occupation + 0.3) : 0)],
  ['full_name', ({ share, distinct }) => (distinct > 0.15 && share.family + share.given > 0.25 ? share.name * Math.min(1, 0.5 + share.family / 2 + share.given / 2) : share.name * 0.3 * distinct)],
  ['family_name', ({ share }) => (share.word > 0.6 ? share.family * share.word - share.given * 0.5 : 0)],
  ['given_name', ({ share, distinct, filled }) => (share.word > 0.6 && distinct * filled > 4 ? share.given * share.word - share.family * 0.3 + 0.15 : 0)],
  ['patronymic', ({ share }) => (share.patronymic > 0.6 ? share.patronymic : 0)],
  ['note', ({ share }) => share.long * 0.6],
]

function yearMeanings(facts: ColumnFacts): [ColumnMeaning, number][] {
  const { share, year } = facts
  if (facts.counts || share.date + share.year < 0.5 || year === undefined) return []
  const strength = share.date + share.year
  // Full dates are births more often than departures; years of the last decades are departures.
  const birth = year < 1996 ? strength : strength * (share.date > 0.5 ? 0.6 : 0.3)
  return [['birth', birth], ['abroad_since', year >= 1990 ? strength * (share.date > 0.5 ? 0.5 : 0.8) : 0.1]]
}

function candidatesOf(facts: ColumnFacts, heading: Heading | undefined, anySurname: boolean, anyGiven: boolean): Candidate[] {
  const { column } = facts
  const candidates: Candidate[] = []
  const said = heading?.reading.meaning ?? null
  let meaning: ColumnMeaning | null = said === 'name' ? (anyGiven ? 'family_name' : anySurname ? 'given_name' : 'full_name') : said
  // "Surname" above whole names, with no column for the given name.
  if (meaning === 'family_name' && !anyGiven && facts.share.name > 0.6) meaning = 'full_name'
  if (meaning === 'given_name' && !anySurname && facts.share.name > 0.6) meaning = 'full_name'
  if (meaning === 'address' && facts.share.place + facts.share.country > 0.6) meaning = 'place_abroad'
  if ((meaning === 'phone' || meaning === 'email') && facts.share.several > 0.1) meaning = 'contacts'
  // "Contact", "Source": who told, or how to reach them: the values know.
  if (meaning === 'contacts' && facts.filled > 0 && fits('contacts', facts) < 0.3 && facts.share.name > 0.5) meaning = 'informant'
  if (meaning === 'family_head' && facts.share.phone > 0.6) meaning = 'family_phone'
  if (meaning === 'place_abroad' && facts.share.country > 0.8) meaning = 'country'
  if (meaning === 'country' && facts.share.place > 0.3) meaning = 'place_abroad'
  if (meaning !== null) {
    const sure = 0.55 + 0.4 * (heading?.reading.certainty ?? 0)
    const fit = fits(meaning, facts)
    candidates.push({ column, meaning, confidence: fit >= 0.3 ? sure + 0.05 * fit : sure * 0.35, fromHeading: true })
  }
  for (const [suggested, score] of [...SUGGESTIONS.map(([suggestion, suggest]): [ColumnMeaning, number] => [suggestion, suggest(facts)]), ...yearMeanings(facts)]) {
    if (score > 0.3) candidates.push({ column, meaning: suggested, confidence: Math.min(1, score) * BY_CONTENTS, fromHeading: false })
  }
  return candidates
}

/** Columns of single words side by side of which one holds family names and the other given names. */
function nameParts(facts: ColumnFacts[]): [family: number, given: number] | undefined {
  const words = facts.filter(({ share, filled }) => filled > 0 && share.word + share.name * 0.7 > 0.7 && share.word > 0.5 && share.country < 0.5 && share.city < 0.4 && share.sex < 0.3 && share.lower < 0.5)
  for (const one of words) {
    for (const other of words) {
      if (Math.abs(one.column - other.column) !== 1) continue
      if (one.share.family > 0.5 && one.share.family > other.share.family + 0.3 && other.share.given > 0.2 && other.share.given > one.share.given + 0.1) return [one.column, other.column]
    }
  }
  // Family names of an unknown kind: the words beside a column of usual given names, rather those that differ more (a village repeats).
  const given = facts.find(({ share, filled }) => filled > 0 && share.word > 0.7 && share.given > 0.5)
  const beside = words.filter((column) => given !== undefined && Math.abs(column.column - given.column) === 1 && column.share.given < 0.2 && column.share.occupation < 0.3)
  const [family] = beside.sort((a, b) => b.distinct - a.distinct)
  return given === undefined || family === undefined ? undefined : [family.column, given.column]
}

/** A second column of whole names is who told; villages are the words that come again and again. */
function byNeighbours(assigned: Map<number, Assigned>, facts: ColumnFacts[]): void {
  const taken = (meaning: ColumnMeaning): boolean => [...assigned.values()].some((found) => found.meaning === meaning)
  for (const column of facts) {
    if (assigned.has(column.column) || column.filled === 0) continue
    const { share, distinct } = column
    const set = (meaning: ColumnMeaning, confidence: number): void => void assigned.set(column.column, { column: column.column, meaning, confidence })
    if (share.name > 0.7 && share.family + share.given > 0.5 && !taken('informant') && !taken('family_head')) set('informant', 0.5)
    else if (share.word + share.name > 0.8 && distinct <= 0.5 && share.occupation < 0.2 && share.given < 0.4 && !taken('village')) set('village', 0.4)
  }
}

/** Two columns of whole names without headings: the migrant stands beside birth and sex, the informant beside the family's phone. */
function chooseMigrantName(assigned: Map<number, Assigned>, facts: ColumnFacts[]): void {
  const names = facts.filter((column) => column.share.name > 0.7 && column.share.family + column.share.given > 0.5).map((column) => column.column)
  const own = [...assigned.values()].filter(({ meaning }) => meaning === 'birth' || meaning === 'sex').map(({ column }) => column)
  const current = [...assigned.values()].find(({ meaning }) => meaning === 'full_name')
  if (current === undefined || own.length === 0 || names.length < 2) return
  const distance = (column: number): number => Math.min(...own.map((near) => Math.abs(near - column)))
  const best = names.filter((column) => (assigned.get(column)?.meaning ?? 'full_name') === 'full_name').sort((a, b) => distance(a) - distance(b) || a - b)[0]
  if (best === undefined || best === current.column) return
  assigned.delete(current.column)
  assigned.set(best, { ...current, column: best })
}

/** Phones without a word whose they are: the family's bear the home country's code, or stand right behind who told. */
function partPhones(assigned: Map<number, Assigned>, facts: ColumnFacts[], headings: Map<number, Heading>): void {
  const all = [...assigned.values()]
  if (all.some(({ meaning }) => meaning === 'family_phone')) return
  const phones = all.filter(({ meaning }) => meaning === 'phone').sort((a, b) => a.column - b.column)
  const teller = all.filter(({ meaning }) => meaning === 'informant' || meaning === 'family_head').map(({ column }) => column)
  const atHome = (column: number): number => facts.find((found) => found.column === column)?.share.home_phone ?? 0
  const own = (column: number): boolean => headings.get(column)?.reading.concepts.has('migrant') === true || headings.get(column)?.reading.concepts.has('abroad') === true
  for (const phone of phones) {
    const others = phones.filter((other) => other !== phone)
    const home = atHome(phone.column)
    const behindTeller = teller.includes(phone.column - 1)
    if (own(phone.column) || home < 0.7) continue
    if ((behindTeller && home > 0.9) || others.some((other) => atHome(other.column) < home - 0.4) || (behindTeller && others.length > 0)) {
      phone.meaning = 'family_phone'
      return
    }
  }
}

/** Gives every column its meaning; columns about which nothing is known are ignored. */
export function assignMeanings(facts: ColumnFacts[], headings: Map<number, Heading>): Assigned[] {
  const meanings = [...headings.values()].map(({ reading }) => reading.meaning)
  const anySurname = meanings.includes('family_name')
  const anyGiven = meanings.includes('given_name')
  const candidates = facts.flatMap((column) => candidatesOf(column, headings.get(column.column), anySurname, anyGiven))
  const assigned = new Map<number, Assigned>()
  const once = new Set<ColumnMeaning>()
  const parts = meanings.some((meaning) => meaning === 'full_name' || meaning === 'name' || meaning === 'family_name' || meaning === 'given_name') ? undefined : nameParts(facts)
  if (parts !== undefined) {
    for (const [at, meaning] of [[parts[0], 'family_name'], [parts[1], 'given_name']] as const) {
      assigned.set(at, { column: at, meaning, confidence: 0.65 })
      once.add(meaning)
    }
  }
  for (const { fromHeading, ...candidate } of candidates.sort((a, b) => b.confidence - a.confidence || a.column - b.column)) {
    if (assigned.has(candidate.column)) continue
    if (once.has(candidate.meaning) && !(MANY.has(candidate.meaning) && (fromHeading || candidate.meaning === 'phone' || candidate.meaning === 'email'))) continue
    // Whole names and parts of names are two ways to say the same.
    if (!fromHeading && candidate.meaning === 'full_name' && (once.has('family_name') || once.has('given_name'))) continue
    if (!fromHeading && (candidate.meaning === 'family_name' || candidate.meaning === 'given_name') && once.has('full_name')) continue
    if (!fromHeading && candidate.meaning === 'place_abroad' && once.has('country')) continue
    assigned.set(candidate.column, candidate)
    once.add(candidate.meaning)
  }
  if (headings.size === 0) chooseMigrantName(assigned, facts)
  byNeighbours(assigned, facts)
  partPhones(assigned, facts, headings)
  return facts.map(({ column }) => assigned.get(column) ?? { column, meaning: 'ignore' as const, confidence: 0 })
}
