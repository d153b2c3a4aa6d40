/**
 * Cities of the world from 50,000 inhabitants (20,000 where many emigrants live) and all capitals, found by any name in any script.
 * The list is GeoNames' (CC BY 4.0, see scripts/make-cities.ts), read once on first use: 1.1 MB of text, about 25 MB in memory.
 */
import { readFileSync } from 'node:fs'
import { isOneSlip } from '#platform/text/one-slip.ts'
import { cityNameLanguages, cityNames } from './city-names.ts'
import type { City, CityMatch, CountryCode, FoundCity, PlaceAbroad } from './contract.ts'
import { findCountry } from './countries.ts'
import { placeKey, withoutGeorgianEnding } from './place-key.ts'

/** Longer texts are addresses or stories, not names of cities. */
const longestName = 80
/** A slip is forgiven in names from this length; in shorter ones it makes another city. */
const shortestSimilar = 6
/** Without a country only cities of this size are guessed by similarity. */
const largeCity = 200_000

interface Gazetteer {
  cities: City[]
  byId: Map<number, City>
  /** By key, largest city first; `own` where the key is the city's main name. */
  byKey: Map<string, { city: City; own: boolean }[]>
  keysByCountry: Map<CountryCode, Map<string, City>>
  shown: Map<number, { ka: string; ar: string }>
}

let loaded: Gazetteer | undefined

function readCity(fields: string[]): City {
  const [id, name = '', country = '', admin1 = '', latitude, longitude, population, capital] = fields
  return { id: Number(id), name, country, admin1, latitude: Number(latitude), longitude: Number(longitude), population: Number(population), capital: capital === 'c' }
}

function gazetteer(): Gazetteer {
  if (loaded !== undefined) return loaded
  const made: Gazetteer = { cities: [], byId: new Map(), byKey: new Map(), keysByCountry: new Map(), shown: new Map() }
  for (const line of readFileSync(new URL('./cities.tsv', import.meta.url), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const fields = line.split('\t')
    const city = readCity(fields)
    const [ka = '', ar = '', others = ''] = fields.slice(8)
    const [everyday = '', ...translated] = cityNames[city.id]?.split('|') ?? []
    if (everyday !== '') city.name = everyday
    made.cities.push(city)
    made.byId.set(city.id, city)
    if (ka !== '' || ar !== '') made.shown.set(city.id, { ka, ar })
    addKeys(made, city, [city.name, fields[1] ?? ''], true)
    addKeys(made, city, [ka, ar, ...others.split('|'), ...translated], false)
  }
  loaded = made
  return made
}

function addKeys(into: Gazetteer, city: City, names: string[], own: boolean): void {
  const inCountry = into.keysByCountry.get(city.country) ?? new Map<string, City>()
  into.keysByCountry.set(city.country, inCountry)
  for (const name of names) {
    const key = placeKey(name)
    for (const form of new Set([key, withoutGeorgianEnding(name, key)])) {
      if (form === '') continue
      const known = into.byKey.get(form)
      if (known === undefined) into.byKey.set(form, [{ city, own }])
      else if (!known.some(entry => entry.city === city)) known.push({ city, own })
      if (!inCountry.has(form)) inCountry.set(form, city)
    }
  }
}

/** The city of a GeoNames id, or undefined where our list does not hold it. */
export function getCity(id: number): City | undefined {
  return gazetteer().byId.get(id)
}

/** The city's name in a language (BCP 47); the Latin name where it has none of its own there. */
export function cityName(city: City, language: string): string {
  const place = cityNameLanguages.findIndex(known => language === known || language.startsWith(`${known}-`))
  const own = cityNames[city.id]?.split('|')[place]
  if (own !== undefined && own !== '') return own
  const shown = gazetteer().shown.get(city.id)
  const other = language.startsWith('ka') ? shown?.ka : language.startsWith('ar') ? shown?.ar : ''
  return other === undefined || other === '' ? city.name : other
}

/**
 * The city that a text names, in any script and usual spelling; with `country` (alpha-2) only there. Of cities of one name the one
 * whose main name it is and the largest is meant. Undefined where nothing fits; a village abroad is not found and that is no error.
 */
export function findCity(text: string, country?: CountryCode): FoundCity | undefined {
  if (text.length > longestName) return undefined
  const bare = text.normalize('NFC').trim()
  const key = placeKey(bare)
  if (key.length < 2) return undefined
  const { byKey } = gazetteer()
  const forms = [key, withoutGeorgianEnding(bare, key)]
  for (const form of forms) {
    const entries = (byKey.get(form) ?? []).filter(entry => country === undefined || entry.city.country === country)
    const best = entries.toSorted((a, b) => weight(b) - weight(a))[0]
    if (best !== undefined) return { city: best.city, match: best.own ? 'name' : 'other_name' }
  }
  const similar = findSimilar(forms[1] ?? key, country)
  return similar === undefined ? undefined : { city: similar, match: 'similar' satisfies CityMatch }
}

/** A city's own name counts for more than another's nickname: Valencia in Spain is not Valence, but Roma is Rome. */
function weight(entry: { city: City; own: boolean }): number {
  return entry.city.population * (entry.own ? 2 : 1) * (entry.city.capital ? 2 : 1)
}

function findSimilar(key: string, country: CountryCode | undefined): City | undefined {
  if (key.length < shortestSimilar) return undefined
  const { keysByCountry, byKey } = gazetteer()
  const candidates: Iterable<[string, City]> = country === undefined
    ? [...byKey].flatMap(([known, entries]): [string, City][] => entries[0] !== undefined && entries[0].city.population >= largeCity ? [[known, entries[0].city]] : [])
    : keysByCountry.get(country) ?? []
  let best: City | undefined
  for (const [known, city] of candidates) {
    if (known.length >= shortestSimilar - 1 && (best === undefined || city.population > best.population) && isOneSlip(known, key)) best = city
  }
  return best
}

/** Cities whose name in any language begins like the text, largest first: what a box offers while one types. */
export function findCitiesByPrefix(text: string, options: { country?: CountryCode; limit?: number } = {}): City[] {
  const key = placeKey(text)
  if (key === '' || text.length > longestName) return []
  const { byKey, keysByCountry } = gazetteer()
  const found = new Set<City>()
  if (options.country !== undefined) {
    for (const [known, city] of keysByCountry.get(options.country) ?? []) if (known.startsWith(key)) found.add(city)
  } else {
    for (const [known, entries] of byKey) if (known.startsWith(key)) for (const { city } of entries) found.add(city)
  }
  return [...found].sort((a, b) => b.population - a.population).slice(0, options.limit ?? 10)
}

/** All cities of a country, largest first. */
export function findCitiesOf(country: CountryCode): City[] {
  return gazetteer().cities.filter(city => city.country === country)
}

/** What stands between the parts of "Greece, Athens", "Афины (Греция)", "საბერძნეთი - ათენი". */
const separators = /\s*[,;/()|]\s*|\s+[-–—]\s+|\s*:\s*/u

/**
 * Country and city out of one text, in either order, either alone. A city alone brings its country. Empty where neither is known;
 * a country of its own wins over the city's namesakes ("Athens, USA").
 */
export function readPlaceAbroad(text: string): PlaceAbroad {
  if (text.length > 2 * longestName) return {}
  const parts = text.split(separators).map(part => part.trim()).filter(part => part !== '')
  const whole = parts.length > 1 ? undefined : findCountry(text)
  if (whole !== undefined) return { country: whole }
  const country = parts.length > 1 ? parts.map(part => findCountry(part)).find(code => code !== undefined) : undefined
  for (const part of parts) {
    if (country !== undefined && findCountry(part) === country) continue
    const found = findCity(part, country)
    if (found !== undefined) return { country: found.city.country, city: found.city }
  }
  return country === undefined ? readSpaced(text) : { country }
}

/** "Greece Athens" or "Афины Греция": one word or two at either end are the country. */
function readSpaced(text: string): PlaceAbroad {
  const words = text.trim().split(/\s+/)
  for (let at = 1; at < words.length && words.length <= 5; at++) {
    const [first, last] = [words.slice(0, at).join(' '), words.slice(at).join(' ')]
    for (const [place, rest] of [[first, last], [last, first]] as const) {
      const country = findCountry(place)
      const city = country === undefined ? undefined : findCity(rest, country)?.city
      if (country !== undefined) return city === undefined ? { country } : { country, city }
    }
  }
  return {}
}
