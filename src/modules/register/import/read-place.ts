/** Where somebody lives: "Thessaloniki, Greece", "Греция, Афины", "რომი (იტალია)", a country alone, a town alone. */
import { cleanText } from './text.ts'
import { countryOfCity } from './words/cities.ts'
import { countryOf } from './words/countries.ts'

export interface PlaceReading {
  country?: string
  city?: string
  /** Nothing of it is a country or a town that we know: the words are kept as the city. */
  unknown: boolean
}

const CACHE_SIZE = 5000
let cache = new Map<string, PlaceReading>()

function decide(text: string): PlaceReading {
  const whole = countryOf(text)
  if (whole !== undefined) return { country: whole, unknown: false }
  const parts = text.split(/\s*[,;،/|()]\s*|\s+[-–—]\s+/).map((part) => part.trim()).filter((part) => part !== '')
  for (const at of [parts.length - 1, 0]) {
    const country = parts.length < 2 ? undefined : countryOf(parts[at] ?? '')
    if (country === undefined) continue
    const city = parts.filter((_, i) => i !== at).join(', ')
    return { country, ...(city !== '' && { city }), unknown: false }
  }
  const words = text.split(' ')
  for (let length = Math.min(3, words.length - 1); length > 0; length--) {
    const last = countryOf(words.slice(-length).join(' '))
    if (last !== undefined && words.slice(-length).join('').length > 2) return { country: last, city: words.slice(0, -length).join(' '), unknown: false }
    const first = countryOf(words.slice(0, length).join(' '))
    if (first !== undefined && words.slice(0, length).join('').length > 2) return { country: first, city: words.slice(length).join(' '), unknown: false }
  }
  const country = countryOfCity(text) ?? parts.map(countryOfCity).find((found) => found !== undefined)
  return { ...(country !== undefined && { country }), city: text, unknown: country === undefined }
}

/** Country (ISO 3166-1 alpha-2) and town that a cell names. Text of any length; over 200 characters it is all one unknown place. */
export function readPlace(raw: string): PlaceReading {
  const { text } = cleanText(raw)
  if (text.length > 200) return { city: text.slice(0, 200), unknown: true }
  const seen = cache.get(text)
  if (seen !== undefined) return seen
  const reading = decide(text)
  if (cache.size >= CACHE_SIZE) cache = new Map()
  cache.set(text, reading)
  return reading
}
