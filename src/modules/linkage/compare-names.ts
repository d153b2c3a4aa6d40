/** How two names agree: letter by letter, in another script, misspelt, as a short form, exchanged with each other. */
import { areFormsOfOneName, editDistance, jaroWinkler, scriptOf } from '#platform/names/index.ts'
import type { RateRow } from './known-rates.ts'
import type { PreparedName, PreparedRecord } from './prepare.ts'
import type { Tally } from './tally.ts'

export type NameAgreement = 'same' | 'similar' | 'near' | 'sounds' | 'short_form' | 'part' | 'initial' | 'different'

/** Shorter keys differ by one letter too easily to be a slip of the pen. */
const SHORTEST_FOR_ONE_SLIP = 4
const SHORTEST_FOR_TWO_SLIPS = 7
const SHORTEST_SOUND = 3
const NEAR_SIMILARITY = 0.93
/** Bits. */
const WITHIN_FAMILY_AT_MOST = 0.5

/** Chance that two names of different people agree so without being the same name: measured on names of random pairs. */
const BY_CHANCE: Record<'family' | 'given', Record<Exclude<NameAgreement, 'same'>, number>> = {
  family: { similar: 0.004, near: 0.012, sounds: 0.003, short_form: 0.003, part: 0.001, initial: 0.06, different: 0.97 },
  given: { similar: 0.006, near: 0.012, sounds: 0.005, short_form: 0.004, part: 0.001, initial: 0.06, different: 0.96 },
}

function isPart(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return long.includes(' ') && short.length > 2 && long.split(' ').some((word) => word === short)
}

function isInitial(a: string, b: string): boolean {
  return (a.length === 1 || b.length === 1) && a[0] === b[0]
}

/** How two search keys agree. Only given names have short forms. */
export function agreementOfNames(a: PreparedName, b: PreparedName, given: boolean): NameAgreement {
  if (a.key === b.key) return 'same'
  if (given && areFormsOfOneName(a.key, b.key)) return 'short_form'
  const longest = Math.max(a.key.length, b.key.length)
  const distance = editDistance(a.key, b.key, 2)
  if (distance === 1 && longest >= SHORTEST_FOR_ONE_SLIP) return 'similar'
  if (a.sound === b.sound && a.sound.length >= SHORTEST_SOUND) return 'sounds'
  if (isPart(a.key, b.key)) return 'part'
  if (isInitial(a.key, b.key)) return 'initial'
  if (distance === 2 && longest >= SHORTEST_FOR_TWO_SLIPS) return 'near'
  if (distance > 2 && longest >= SHORTEST_FOR_TWO_SLIPS && a.key[0] === b.key[0] && jaroWinkler(a.key, b.key) >= NEAR_SIMILARITY) return 'near'
  return 'different'
}

/** What "same" is called: as written, over scripts, or only by its key. */
function wordsFor(agreement: NameAgreement, a: PreparedName, b: PreparedName): string {
  if (agreement !== 'same') return agreement
  if (a.written === b.written) return 'same'
  return scriptOf(a.written) === scriptOf(b.written) ? 'spelt_alike' : 'same_other_script'
}

function chanceOf(agreement: NameAgreement, a: PreparedName, b: PreparedName, field: 'family' | 'given'): number {
  if (agreement === 'same') return a.frequency
  const background = BY_CHANCE[field][agreement]
  if (agreement === 'different' || agreement === 'initial') return background
  if (agreement === 'part') return background + Math.max(a.frequency, b.frequency)
  return Math.min(0.5, background + a.frequency + b.frequency)
}

/** Women change their family name, men hardly; where the sex is not told it stays open. */
function familyRow(a: PreparedRecord, b: PreparedRecord): RateRow {
  const sex = a.sex ?? b.sex
  if (sex === 'female') return 'family_name_woman'
  return sex === 'male' ? 'family_name_man' : 'family_name'
}

function isSwapped(a: PreparedRecord, b: PreparedRecord): boolean {
  return a.family !== null && a.given !== null && b.family !== null && b.given !== null && a.family.key === b.given.key && a.given.key === b.family.key
}

/**
 * Adds what the names say. Returns how the given names agree, for what depends on it.
 * @param sharedFamily whether a shared family has been counted already: its name then hardly adds to it
 */
export function compareNames(a: PreparedRecord, b: PreparedRecord, sharedFamily: boolean, tally: Tally): NameAgreement | 'unknown' {
  if (isSwapped(a, b)) {
    tally.add('family_name', familyRow(a, b), 'swapped', (a.family as PreparedName).frequency * (a.given as PreparedName).frequency)
    return 'same'
  }
  if (a.family !== null && b.family !== null) {
    const agreement = agreementOfNames(a.family, b.family, false)
    const rate = agreement === 'initial' || agreement === 'short_form' ? 'near' : agreement
    tally.add('family_name', familyRow(a, b), rate, chanceOf(agreement, a.family, b.family, 'family'), wordsFor(rate, a.family, b.family), sharedFamily ? WITHIN_FAMILY_AT_MOST : undefined)
  }
  if (a.given === null || b.given === null) return 'unknown'
  const agreement = agreementOfNames(a.given, b.given, true)
  tally.add('given_name', 'given_name', agreement, chanceOf(agreement, a.given, b.given, 'given'), wordsFor(agreement, a.given, b.given))
  return agreement
}
