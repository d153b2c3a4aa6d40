/** Words about places that forms, the API, imports and pages share. A *corridor* is a pair of places: home and abroad. */
import { z } from 'zod'

/** ISO 3166-1 alpha-2, upper case. */
export const countryCode = z.string().regex(/^[A-Z]{2}$/, { error: 'country_code' })
export type CountryCode = string

/** Degrees, WGS 84. */
export interface Coordinate { latitude: number; longitude: number }

export interface Country extends Coordinate {
  code: CountryCode
  alpha3: string
  /** Country calling code without the plus, e.g. '30'; undefined where nobody can be called (Antarctica). */
  callingCode?: string
}

export interface City extends Coordinate {
  /** GeoNames id. */
  id: number
  /** The name as GeoNames has it, in Latin letters. */
  name: string
  country: CountryCode
  /** GeoNames code of the first-order division, e.g. a federal state; '' where unknown. */
  admin1: string
  /** Inhabitants; 0 where unknown. */
  population: number
  capital: boolean
}

/** How a city was recognised: by its name, by another name of it, or by a spelling close to one of them. */
export type CityMatch = 'name' | 'other_name' | 'similar'
export interface FoundCity { city: City; match: CityMatch }

/** Where somebody lives abroad, as far as a text tells it. */
export interface PlaceAbroad { country?: CountryCode; city?: City }

/** One end of a corridor: a country, or a city or a municipality in it. */
export const corridorEnd = z.object({ country: countryCode, place: z.number().int().positive().optional() })
export type CorridorEnd = z.infer<typeof corridorEnd>

export const corridor = z.object({ home: corridorEnd, abroad: corridorEnd })
  .refine(pair => pair.home.country !== pair.abroad.country || pair.home.place !== pair.abroad.place, { error: 'corridor_same_place' })
export type Corridor = z.infer<typeof corridor>
