/** Two orders that a column leaves open: day and month, family name and given name. Both are decided by evidence, then by custom. */
import type { DateOrder } from './contract.ts'
import type { NameOrder } from './read-name.ts'
import type { DateEvidence } from './study-columns.ts'
import { asciiName, familyLikeness, isPatronymic } from './words/names.ts'
import type { HeadingLanguage } from './words/headings.ts'

/** Where month-day is the custom of lists written with slashes. */
const MONTH_FIRST = new Set(['US', 'PH', 'FM', 'MH', 'PW', 'GU'])

/** Evidence of one column in several sheets of the same shape. */
export function pooled(evidence: (DateEvidence | undefined)[]): DateEvidence {
  const sum: DateEvidence = { dotted: 0, slashed: 0, dashed: 0, firstOver12: 0, secondOver12: 0, iso: 0, real: 0 }
  for (const one of evidence) for (const key of Object.keys(sum) as (keyof DateEvidence)[]) sum[key] += one?.[key] ?? 0
  return sum
}

/** By evidence alone: undefined where none is there or it speaks both ways. */
export function dateOrderByEvidence({ firstOver12, secondOver12 }: DateEvidence): 'dmy' | 'mdy' | undefined {
  if (firstOver12 > secondOver12 * 5) return 'dmy'
  if (secondOver12 > firstOver12 * 5) return 'mdy'
  return undefined
}

/**
 * A column's order: its own evidence, then that of the file's other dates, then custom (dots are European; all languages of our files
 * but English put the day first); 'ask' where slashes or dashes in an English file leave it open or the evidence speaks both ways.
 */
export function decideDateOrder(own: DateEvidence, others: DateEvidence[], languages: Set<HeadingLanguage>, homeCountry: string): DateOrder {
  const open = own.dotted + own.slashed + own.dashed
  if (open === 0) return own.iso > 0 ? 'ymd' : 'dmy'
  const decided = dateOrderByEvidence(own)
  if (decided !== undefined) return decided
  if (own.firstOver12 > 0 && own.secondOver12 > 0) return 'ask'
  const elsewhere = new Set(others.map(dateOrderByEvidence).filter((order) => order !== undefined))
  if (elsewhere.size === 1) return [...elsewhere][0] ?? 'ask'
  if (own.dotted >= open * 0.9) return 'dmy'
  if (MONTH_FIRST.has(homeCountry)) return 'mdy'
  return languages.size > 0 && !languages.has('en') ? 'dmy' : 'ask'
}

/** 1 where a word's place speaks for the family name standing first, -1 for last. */
function voteOfWords(words: string[]): number {
  const first = words[0] ?? ''
  const last = words.at(-1) ?? ''
  if (words.length > 2 && isPatronymic(last)) return 3
  if (words.length > 2 && isPatronymic(words[1] ?? '')) return -3
  const upper = (word: string): boolean => word.length > 2 && word === word.toUpperCase() && word !== word.toLowerCase()
  if (upper(first) && !upper(last)) return 2
  if (upper(last) && !upper(first)) return -2
  return Math.max(-2, Math.min(2, familyLikeness(first) - familyLikeness(last)))
}

/** Names of the household: the word that a migrant shares with the one who told is the family name. */
function voteOfInformant(words: string[], informant: string | undefined): number {
  if (informant === undefined || words.length < 2) return 0
  const theirs = new Set(informant.split(/[\s,]+/).map(asciiName).filter((word) => word.length > 2))
  const first = theirs.has(asciiName(words[0] ?? ''))
  const last = theirs.has(asciiName(words.at(-1) ?? ''))
  return first === last ? 0 : first ? 2 : -2
}

/**
 * Which part of whole names stands first, by endings, usual given names, patronymics, capitals, and what members of a family share.
 *
 * @param names whole names as written, with the informant of the same row where known
 * @returns the order and how sure it is, 0 to 1
 */
export function decideNameOrder(names: { name: string; informant?: string }[]): { order: NameOrder; certainty: number } {
  let votes = 0
  let cast = 0
  const firsts = new Map<string, number>()
  const lasts = new Map<string, number>()
  for (const { name, informant } of names) {
    if (/[,،]/.test(name)) {
      votes += 3
      cast += 3
      continue
    }
    const words = name.split(/\s+/).filter((word) => word !== '')
    if (words.length < 2) continue
    const vote = voteOfWords(words) + voteOfInformant(words, informant)
    votes += vote
    cast += Math.abs(vote)
    firsts.set(words[0] ?? '', (firsts.get(words[0] ?? '') ?? 0) + 1)
    lasts.set(words.at(-1) ?? '', (lasts.get(words.at(-1) ?? '') ?? 0) + 1)
  }
  // Given names repeat more than family names: little evidence, used where there is no other.
  if (cast < names.length * 0.1 && firsts.size > 0) {
    const familyFirst = firsts.size > lasts.size * 1.3
    return { order: familyFirst ? 'family_first' : 'given_first', certainty: 0.3 }
  }
  return { order: votes > 0 ? 'family_first' : 'given_first', certainty: cast === 0 ? 0 : Math.min(1, Math.abs(votes) / cast) }
}
