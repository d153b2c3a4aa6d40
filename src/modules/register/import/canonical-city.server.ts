/** One city, one name: "ათენი", "Афины" and "Athen" are stored as the name that the list of cities has. */
import { findCity, getCity } from '#modules/places/index.server.ts'
import type { PersonFacts } from '../contract.ts'

/** Distinct pairs of city and country that are remembered; a register names some hundred. */
const MAX_REMEMBERED = 20_000

export interface KnownCity { name: string; country: string; latitude?: number; longitude?: number; geonamesId?: number }

/** A function that looks a city up once. Undefined where the list does not hold it (a village abroad). */
export function createCityFinder(): (city: string, country: string | undefined) => KnownCity | undefined {
  const remembered = new Map<string, KnownCity | undefined>()
  return (text, country) => {
    const key = `${country ?? ''}|${text}`
    if (remembered.has(key)) return remembered.get(key)
    const found = findCity(text, country)
    // A slip of the pen is forgiven only within a known country.
    const city = found === undefined || (country === undefined && found.match === 'similar') ? undefined : getCity(found.city.id)
    const known = city && { name: city.name, country: city.country, latitude: city.latitude, longitude: city.longitude, geonamesId: city.id }
    if (remembered.size < MAX_REMEMBERED) remembered.set(key, known)
    return known
  }
}

/** The facts with the city's usual name, and with its country where the row names none. */
export function withKnownCity(facts: PersonFacts, find: ReturnType<typeof createCityFinder>): PersonFacts {
  const { residence } = facts
  if (residence?.city === undefined) return facts
  const city = find(residence.city, residence.country)
  if (city === undefined) return facts
  return { ...facts, residence: { ...residence, city: city.name, country: residence.country ?? city.country } }
}
