/** Countries as cells name them: what `places` knows, and the cases of Georgian, Arabic's article and prepositions around it. */
import { findCountry } from '#modules/places/index.ts'
import { fold } from '../text.ts'

const CACHE_SIZE = 5000
let cache = new Map<string, string | null>()

/** Georgian says "in Italy" with an ending (იტალიაში), French and Russian with a word before: tried when the text as it stands is unknown. */
function otherForms(folded: string): string[] {
  const forms = folded.startsWith('ال') ? [folded.slice(2)] : []
  if (folded.endsWith('ში')) forms.push(folded.slice(0, -2), `${folded.slice(0, -2)}ი`)
  const preposition = /^(?:in|in the|en|au|aux|в|во|في|на) (.+)$/.exec(folded)
  if (preposition?.[1] !== undefined) forms.push(preposition[1])
  return forms
}

/** ISO 3166-1 alpha-2 of the country that the text names; undefined where it names none. */
export function countryOf(text: string): string | undefined {
  if (text.length > 60 || text.length < 2 || /\d/.test(text)) return undefined
  const seen = cache.get(text)
  if (seen !== undefined) return seen ?? undefined
  const found = findCountry(text) ?? otherForms(fold(text)).map((form) => findCountry(form)).find((code) => code !== undefined)
  if (cache.size >= CACHE_SIZE) cache = new Map()
  cache.set(text, found ?? null)
  return found
}
