/** ISCO-08: its groups by code, and the code for whatever word people use for their work. */
import anyAscii from 'any-ascii'
import { isOneSlip } from '#platform/text/one-slip.ts'
import { groups1to4 } from './groups-1-to-4.ts'
import { groups5to9 } from './groups-5-to-9.ts'
import { wordsOfServices } from './words-of-services.ts'
import { wordsOfTrades } from './words-of-trades.ts'

/** 1 digit: one of 10 major groups, 2: 43 sub-major, 3: 130 minor, 4: 436 unit groups. */
export type IscoCode = string
export interface OccupationGroup { code: IscoCode; level: 1 | 2 | 3 | 4; title: string }

/** Languages of the words below, in the order of the tables. */
export const occupationLanguages = ['en', 'fr', 'es', 'ar', 'ka', 'ru'] as const
export type OccupationLanguage = (typeof occupationLanguages)[number]

/** Texts longer than this tell a life and not a trade. */
const longestText = 200
/** A slip is forgiven in words from this length. */
const shortestSimilar = 6

const levels = [1, 1, 2, 3, 4] as const

const groups = new Map<IscoCode, OccupationGroup>(`${groups1to4}${groups5to9}`.split('\n').filter(line => line !== '').map(line => {
  const space = line.indexOf(' ')
  const code = line.slice(0, space)
  return [code, { code, level: levels[code.length] ?? 4, title: line.slice(space + 1) }]
}))

/** All 619 groups of ISCO-08, with the English titles of the ILO. */
export const occupationGroups: readonly OccupationGroup[] = [...groups.values()]

/** The group of a code, or undefined where ISCO-08 has none. */
export function getOccupation(code: string): OccupationGroup | undefined {
  return groups.get(code)
}

/** The groups above a code, the widest first: 5120 lies in 5, 51, 512. */
export function occupationsAbove(code: IscoCode): OccupationGroup[] {
  return [1, 2, 3].filter(length => length < code.length).flatMap(length => groups.get(code.slice(0, length)) ?? [])
}

/** For each code with everyday words: the words in each language, the one to show first. */
export const occupationWords: ReadonlyMap<IscoCode, Readonly<Record<OccupationLanguage, readonly string[]>>> = new Map(
  `${wordsOfServices}${wordsOfTrades}`.split('\n').filter(line => line !== '').map(line => {
    const [code = '', ...cells] = line.split('|')
    const words = (at: number): string[] => (cells[at] ?? '').split(/[,/]/).map(word => word.trim()).filter(word => word !== '')
    return [code, { en: words(0), fr: words(1), es: words(2), ar: words(3), ka: words(4), ru: words(5) }]
  }))

/** Codes that have a title in every language of the interface: message `register.occupation.<code>`. */
export const titledOccupations: readonly IscoCode[] = [...occupationGroups.filter(group => group.level === 1).map(group => group.code), ...occupationWords.keys()]

/** Lower-case ASCII words with single spaces; the same for all scripts. Accents, hyphens and Georgian ejectives fall away. */
function wordKey(text: string): string {
  return anyAscii(text.normalize('NFC')).toLowerCase().replace(/['’`]/g, '').replace(/[^a-z0-9]+/g, ' ').trim()
}

let index: Map<string, IscoCode> | undefined
let longestWords = 1

function wordIndex(): Map<string, IscoCode> {
  if (index !== undefined) return index
  index = new Map()
  // The word to show first wins over another trade's second word; then the tables' order.
  const entries = [...occupationWords].flatMap(([code, byLanguage]) => Object.values(byLanguage).flatMap(words => words.map((word, at) => ({ code, key: wordKey(word), at }))))
  for (const { code, key } of entries.toSorted((a, b) => a.at - b.at)) {
    if (key === '' || index.has(key)) continue
    index.set(key, code)
    longestWords = Math.max(longestWords, key.split(' ').length)
  }
  for (const group of occupationGroups) {
    const key = wordKey(group.title)
    if (group.level === 4 && !index.has(key)) index.set(key, group.code)
  }
  return index
}

/**
 * The ISCO-08 code of an occupation as people write it, in any of our languages or Russian ("cook", "მომვლელი", "сиделка в Риме",
 * "works as a welder", "5120"). Undefined where no known trade is named; the text is then kept as it is.
 */
export function findOccupation(text: string): IscoCode | undefined {
  if (text.length > longestText) return undefined
  const key = wordKey(text)
  if (key === '') return undefined
  if (groups.has(key)) return key
  const known = wordIndex()
  const whole = known.get(key) ?? known.get(key.replace(/s$/, ''))
  if (whole !== undefined) return whole
  const words = key.split(' ')
  // The longest run of words that is a trade; of equally long ones the first: "driver of a lorry", "truck driver, Milan".
  for (let length = Math.min(longestWords, words.length); length >= 1; length--) {
    for (let at = 0; at + length <= words.length; at++) {
      const run = words.slice(at, at + length).join(' ')
      const code = run.length > 2 ? known.get(run) ?? known.get(run.replace(/s$/, '')) : undefined
      if (code !== undefined) return code
    }
  }
  return words.length <= 2 ? findSimilar(key, known) : undefined
}

function findSimilar(key: string, known: Map<string, IscoCode>): IscoCode | undefined {
  if (key.length < shortestSimilar) return undefined
  const near = new Set<IscoCode>()
  for (const [word, code] of known) if (word.length >= shortestSimilar && isOneSlip(word, key)) near.add(code)
  return near.size === 1 ? [...near][0] : undefined
}
