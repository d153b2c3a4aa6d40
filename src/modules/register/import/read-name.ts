/** One column for the whole name, parted into family name, given name and patronymic. */
import { familyLikeness, isPatronymic } from './words/names.ts'

export type NameOrder = 'family_first' | 'given_first'

export interface NameParts {
  familyName: string
  givenName: string
  patronymic?: string
}

const PARTICLES = new Set(['de', 'del', 'la', 'las', 'los', 'da', 'dos', 'das', 'do', 'di', 'du', 'des', 'le', 'van', 'von', 'der', 'den', 'ter', 'el', 'al', 'ben', 'bin', 'ibn', 'ould', 'abu', 'abou', 'ait', 'aït', 'bint', 'بن', 'ابن', 'ابو', 'أبو', 'بو', 'آل', 'ال', 'بنت', 'عبد', 'ولد', 'آيت'])

const isUpper = (word: string): boolean => word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase()

/** Particles stay with the word after them: "de la Cruz" is one part, "عبد الله" too. */
function unitsOf(text: string): string[] {
  const units: string[] = []
  let held = ''
  for (const word of text.split(' ')) {
    if (PARTICLES.has(word.toLowerCase())) held += `${word} `
    else {
      units.push(held + word)
      held = ''
    }
  }
  if (held !== '') units.push(held.trim())
  return units
}

const join = (words: string[]): string => words.join(' ')

function withPatronymic(words: string[], order: NameOrder): NameParts | undefined {
  const at = words.findIndex((word, i) => i > 0 && isPatronymic(word))
  if (words.length < 3 || at < 0) return undefined
  const turkic = /^(?:ogly|oglu|oglou|kyzy|qizi|оглы|оглу|кызы)$/i.test(words[at] ?? '') && at > 1
  const from = turkic ? at - 1 : at
  const patronymic = join(words.slice(from, at + 1))
  const before = words.slice(0, from)
  const after = words.slice(at + 1)
  if (after.length > 0) return { familyName: join(after), givenName: join(before), patronymic }
  if (before.length < 2) return undefined
  return order === 'family_first' ? { familyName: before[0] ?? '', givenName: join(before.slice(1)), patronymic } : { familyName: before.at(-1) ?? '', givenName: join(before.slice(0, -1)), patronymic }
}

/** "DUPONT Jean Pierre": capitals mark the family name wherever they stand at an end. */
function byCapitals(words: string[]): NameParts | undefined {
  const upper = words.map(isUpper)
  const first = upper.indexOf(true)
  const last = upper.lastIndexOf(true)
  if (first < 0 || upper.slice(first, last + 1).includes(false) || last - first + 1 === words.length) return undefined
  if (first !== 0 && last !== words.length - 1) return undefined
  return { familyName: join(words.slice(first, last + 1)), givenName: join([...words.slice(0, first), ...words.slice(last + 1)]) }
}

/**
 * Parts a whole name. A comma stands behind the family name whatever the column's order; words in capitals are the family name;
 * otherwise the order decides, with two family names where four words (or three, in Spanish custom: given first) are given.
 *
 * @param text clean, not empty
 * @returns one word alone stands in the field that its ending speaks for; the other is the empty string
 */
export function splitName(text: string, order: NameOrder, twoFamilyNames = false): NameParts {
  const comma = /[,،;]/.exec(text)
  if (comma !== null) {
    const familyName = text.slice(0, comma.index).trim()
    const given = text.slice(comma.index + 1).replace(/[,،;]/g, ' ').replace(/\s+/g, ' ').trim()
    if (familyName !== '' && given !== '') {
      const words = given.split(' ')
      const patronymic = words.length === 2 && isPatronymic(words[1] ?? '') ? words[1] : undefined
      return { familyName, givenName: patronymic === undefined ? given : (words[0] ?? ''), ...(patronymic !== undefined && { patronymic }) }
    }
    return splitName(familyName === '' ? given : familyName, order, twoFamilyNames)
  }
  const words = unitsOf(text)
  const [first = '', second = ''] = words
  if (words.length === 1) return familyLikeness(first) > 0.5 ? { familyName: first, givenName: '' } : { familyName: '', givenName: first }
  if (words.length === 2) return order === 'family_first' ? { familyName: first, givenName: second } : { familyName: second, givenName: first }
  const parts = withPatronymic(words, order) ?? byCapitals(words)
  if (parts !== undefined) return parts
  const families = words.length >= 4 || twoFamilyNames ? 2 : 1
  return order === 'family_first' ? { familyName: join(words.slice(0, families)), givenName: join(words.slice(families)) } : { familyName: join(words.slice(-families)), givenName: join(words.slice(0, -families)) }
}
