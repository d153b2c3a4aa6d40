/** Countries by code and by whatever name people write for them, in the interface's languages and Russian. */
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/min'
import { isOneSlip } from '#platform/text/one-slip.ts'
import type { Country, CountryCode } from './contract.ts'
import { countryFacts, otherCountryNames } from './country-facts.ts'
import { placeKey } from './place-key.ts'

const languages = ['en', 'fr', 'es', 'ar', 'ka', 'ru'] as const

const byCode = new Map<CountryCode, Country>(countryFacts.map(facts => {
  const callingCode = isSupportedCountry(facts.alpha2) ? getCountryCallingCode(facts.alpha2) : undefined
  const country: Country = { code: facts.alpha2, alpha3: facts.alpha3, latitude: facts.latitude, longitude: facts.longitude }
  return [facts.alpha2, callingCode === undefined ? country : { ...country, callingCode }]
}))

/** All countries of ISO 3166-1 and Kosovo, by code. */
export const countries: readonly Country[] = [...byCode.values()]

/** The country of an alpha-2 code, upper case; undefined where there is none. */
export function getCountry(code: string): Country | undefined {
  return byCode.get(code)
}

const displayNames = new Map<string, Intl.DisplayNames>()

/** The country's name in a language (BCP 47); the code itself where Intl knows none. */
export function countryName(code: CountryCode, language: string): string {
  const names = displayNames.get(language) ?? new Intl.DisplayNames([language], { type: 'region', fallback: 'code' })
  displayNames.set(language, names)
  return /^[A-Z]{2}$/.test(code) ? names.of(code) ?? code : code
}

/** Parts of a long name that say nothing: without them "the Republic of Poland" is Poland. */
const decoration = /^(?:the |republic of |kingdom of |federal republic of |la |le |les |l'|république de |república de |جمهورية |республика )+/iu

/** Codes are looked up as written, not by key: "США" has the key of the code SA. */
const byAnyCode = new Map<string, CountryCode>(countryFacts.flatMap(facts => [[facts.alpha2, facts.alpha2], [facts.alpha3, facts.alpha2]]))

let index: Map<string, CountryCode> | undefined
let longKeys: [string, CountryCode][] = []

function countryIndex(): Map<string, CountryCode> {
  if (index !== undefined) return index
  index = new Map()
  const names: [string, CountryCode][] = countries.flatMap(({ code }) => languages.map((language): [string, CountryCode] => [countryName(code, language), code]))
  const others = Object.entries(otherCountryNames).flatMap(([code, list]) => list.split('|').map((name): [string, CountryCode] => [name, code]))
  for (const [name, code] of [...names, ...others]) {
    // Intl gives 'Macao SAR China', 'Myanmar (Burma)': people write what stands before.
    for (const form of [name, name.replace(/\s*\(.*\)/, '')]) {
      const key = placeKey(form)
      if (key !== '' && !index.has(key)) index.set(key, code)
    }
  }
  longKeys = [...index].filter(([key]) => key.length >= 6)
  return index
}

/**
 * The country that a text names: a code (GR, GRC) or a name in any of our languages or Russian, in any script, with one slip
 * in a longer name ("Germny", "Гермния"). Undefined where it names none, or where a slip could mean two countries.
 */
export function findCountry(text: string): CountryCode | undefined {
  const found = countryIndex()
  const bare = text.trim().replace(/^[\s"'«„(]+|[\s"'»“).,;]+$/gu, '')
  if (bare === '' || bare.length > 80) return undefined
  const ofCode = byAnyCode.get(bare.toUpperCase())
  if (ofCode !== undefined) return ofCode
  for (const form of [text.trim(), bare, bare.replace(decoration, '')]) {
    const code = found.get(placeKey(form))
    if (code !== undefined) return code
  }
  const key = placeKey(bare.replace(decoration, ''))
  if (key.length < 6) return undefined
  const near = new Set(longKeys.filter(([known]) => isOneSlip(known, key)).map(([, code]) => code))
  return near.size === 1 ? [...near][0] : undefined
}
