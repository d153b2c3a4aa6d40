/** From the words of a heading to what its column holds. */
import type { ColumnMapping, ColumnMeaning } from './contract.ts'
import { fold } from './text.ts'
import { headingWords } from './words/headings.ts'
import type { Concept, HeadingLanguage } from './words/headings.ts'

export interface HeadingReading {
  /** 'name' stays open until the other columns are known: a given name beside a surname, else the whole. */
  meaning: ColumnMeaning | 'name' | null
  /** 0 to 1: the share of the heading's words that is understood. */
  certainty: number
  concepts: Set<Concept>
  languages: Set<HeadingLanguage>
  nameOrder?: 'family_first' | 'given_first'
  messenger?: ColumnMapping['messenger']
}

interface Phrase {
  words: string[]
  stem: boolean
  concept: Concept
  language: HeadingLanguage
  weight: number
}

const bare = (word: string): string => (word.length > 3 ? word.replace(/^(?:وال|بال|ال)/, '') : word)
const tokensOf = (text: string): string[] => fold(text).split(' ').filter((word) => word !== '').map(bare)

function phrasesFrom(concept: Concept, language: HeadingLanguage, list: string): Phrase[] {
  return list.split(',').flatMap((entry) => {
    const words = tokensOf(entry)
    const stem = entry.trim().endsWith('*')
    return words.length === 0 ? [] : [{ words, stem, concept, language, weight: words.length * 100 + words.join('').length }]
  })
}

const PHRASES: Phrase[] = (Object.entries(headingWords) as [Concept, Partial<Record<HeadingLanguage, string>>][])
  .flatMap(([concept, lists]) => (Object.entries(lists) as [HeadingLanguage, string][]).flatMap(([language, list]) => phrasesFrom(concept, language, list)))
  .sort((a, b) => b.weight - a.weight)

function stands(phrase: Phrase, tokens: string[], at: number): boolean {
  return phrase.words.every((word, i) => {
    const token = tokens[at + i]
    if (token === undefined) return false
    return token === word || (phrase.stem && i === phrase.words.length - 1 && token.startsWith(word))
  })
}

interface Found {
  concept: Concept
  at: number
}

/** Words of a heading that say nothing by themselves. */
const SMALL = new Set(tokensOf('of the a an and or in at to s de la le les du des et el los las del y o en e d l и в на с по или და ან და/ან of, و في من او current currently now his her their actual actuel actuelle texte full is if any known the'))

function findConcepts(tokens: string[], languages: Set<HeadingLanguage>): { found: Found[]; understood: number } {
  const taken = new Array<boolean>(tokens.length).fill(false)
  const found: Found[] = []
  for (const phrase of PHRASES) {
    for (let at = 0; at + phrase.words.length <= tokens.length; at++) {
      if (taken.slice(at, at + phrase.words.length).includes(true) || !stands(phrase, tokens, at)) continue
      taken.fill(true, at, at + phrase.words.length)
      found.push({ concept: phrase.concept, at })
      for (const same of PHRASES) if (same.concept === phrase.concept && same.words.join(' ') === phrase.words.join(' ')) languages.add(same.language)
    }
  }
  const understood = tokens.filter((token, i) => taken[i] === true || SMALL.has(token)).length
  return { found: found.sort((a, b) => a.at - b.at), understood }
}

const MESSENGERS = ['skype', 'whatsapp', 'viber', 'telegram', 'signal', 'messenger'] as const

function personMeaning(has: (...concepts: Concept[]) => boolean): HeadingReading['meaning'] {
  const ofFamily = has('family', 'head') && !has('migrant')
  const named = has('name', 'surname', 'given', 'full_name')
  if (has('informant')) return 'informant'
  if (ofFamily && (named || !has('note'))) return 'family_head'
  if (has('full_name')) return 'full_name'
  if (has('surname')) return has('given', 'name') ? 'full_name' : 'family_name'
  if (has('patronymic')) return has('given', 'name') ? 'full_name' : 'patronymic'
  if (has('given')) return has('name') ? 'full_name' : 'given_name'
  return has('name') ? 'name' : null
}

function placeMeaning(has: (...concepts: Concept[]) => boolean): HeadingReading['meaning'] {
  if (has('address')) return 'address'
  if (has('country')) return has('city') ? 'place_abroad' : 'country'
  if (has('city')) return has('village') || (has('home') && !has('abroad')) ? 'village' : 'city'
  if (has('village') && !has('abroad')) return 'village'
  if (has('place', 'abroad')) return has('home') ? 'village' : 'place_abroad'
  return null
}

function contactMeaning(has: (...concepts: Concept[]) => boolean): HeadingReading['meaning'] {
  const messenger = MESSENGERS.some((kind) => has(kind))
  const kinds = Number(has('phone')) + Number(has('email')) + Number(messenger)
  if (kinds > 1) return 'contacts'
  if (has('phone')) return has('family', 'informant', 'home', 'head') ? 'family_phone' : 'phone'
  if (has('email')) return 'email'
  if (messenger) return 'messenger'
  if (has('contact')) return has('family', 'head', 'informant') ? 'family_phone' : 'contacts'
  return null
}

function meaningOf(concepts: Set<Concept>): HeadingReading['meaning'] {
  const has = (...asked: Concept[]): boolean => asked.some((concept) => concepts.has(concept))
  if (has('document', 'birthplace', 'mother_name', 'age')) return 'ignore'
  const contact = contactMeaning(has)
  if (contact !== null) return contact
  if (has('birth')) return 'birth'
  if (has('occupation') && !has('since', 'year', 'date')) return 'occupation'
  if (has('since') || (has('abroad', 'migrant') && has('year', 'date'))) return 'abroad_since'
  if (has('sex')) return 'sex'
  if (has('relation')) return 'relation'
  const place = placeMeaning(has)
  if (place !== null && !has('name', 'surname', 'given', 'informant')) return place
  const person = personMeaning(has)
  if (person !== null && !(person === 'name' && place !== null)) return person
  if (place !== null) return place
  if (has('note')) return 'note'
  if (has('year')) return 'abroad_since'
  if (has('migrant')) return 'full_name'
  if (has('district')) return 'ignore'
  return has('number') ? 'number' : null
}

/**
 * What a heading says. Several lines of headings are given as segments, the uppermost first: words of one segment never join
 * those of another ("Family" above "Name" is not a "family name").
 */
export function readHeading(segments: string[]): HeadingReading {
  const languages = new Set<HeadingLanguage>()
  const concepts = new Set<Concept>()
  let words = 0
  let known = 0
  let order: Found[] = []
  for (const segment of segments) {
    if (segment.trim() === '#') concepts.add('number')
    const tokens = tokensOf(segment.replace(/([a-z])([A-Z])/g, '$1 $2')).slice(0, 24)
    const { found, understood } = findConcepts(tokens, languages)
    words += tokens.length
    known += understood
    for (const { concept } of found) concepts.add(concept)
    if (found.length > 0) order = found
  }
  const meaning = meaningOf(concepts)
  const reading: HeadingReading = { meaning, certainty: words === 0 ? (concepts.size > 0 ? 1 : 0) : known / words, concepts, languages }
  if (meaning === 'full_name') {
    const surname = order.findIndex((found) => found.concept === 'surname')
    const given = order.findIndex((found) => found.concept === 'given' || found.concept === 'name')
    if (concepts.has('full_name') && languages.has('ru')) reading.nameOrder = 'family_first'
    else if (surname >= 0 && given >= 0) reading.nameOrder = surname < given ? 'family_first' : 'given_first'
    // "Nom et prénom": the bare word for name stands for the surname where the given name has a word of its own.
    if (concepts.has('given') && concepts.has('name') && surname < 0) {
      const name = order.findIndex((found) => found.concept === 'name')
      reading.nameOrder = name < order.findIndex((found) => found.concept === 'given') ? 'family_first' : 'given_first'
    }
  }
  if (meaning === 'messenger') {
    const named = MESSENGERS.find((kind) => concepts.has(kind))
    if (named !== undefined) reading.messenger = named
  }
  return reading
}
