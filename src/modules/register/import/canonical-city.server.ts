/**
 * One city, one name: "ათენი", "Афины" and "Athen" are stored as the name that the list of cities has. Looked up where facts meet the
 * register and not while rows are read, so that the list is in memory once.
 */
import { findCity, getCity } from '#modules/places/index.server.ts'
import type { PersonFacts } from '../contract.ts'

/** Distinct pairs of city and country that are remembered; a register names some hundred. */
const MAX_REMEMBERED = 20_000

export interface KnownCity { name: string; country: string; latitude: number; longitude: number; geonamesId: number }

const remembered = new Map<string, KnownCity | undefined>()

/** Undefined where the list does not hold the city (a village abroad). Without a country only an exact name counts. */
export function findKnownCity(text: string, country: string | undefined): KnownCity | undefined {
  const key = `${country ?? ''}|${text}`
  if (remembered.has(key)) return remembered.get(key)
  const found = findCity(text, country)
  const city = found === undefined || (country === undefined && found.match === 'similar') ? undefined : getCity(found.city.id)
  const known = city && { name: city.name, country: city.country, latitude: city.latitude, longitude: city.longitude, geonamesId: city.id }
  if (remembered.size < MAX_REMEMBERED) remembered.set(key, known)
  return known
}

/** The facts with the city's usual name, and with its country where the row names none. */
export function withKnownCity(facts: PersonFacts): PersonFacts {
  const { residence } = facts
  if (residence?.city === undefined) return facts
  const city = findKnownCity(residence.city, residence.country)
  return city === undefined ? facts : { ...facts, residence: { ...residence, city: city.name, country: residence.country ?? city.country } }
}
