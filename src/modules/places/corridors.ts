/** A corridor is a pair of places. Its key names it in addresses and settings: 'GE-GR', 'GE-GR.734077' (GeoNames id of the city). */
import { corridor } from './contract.ts'
import type { Corridor, CorridorEnd } from './contract.ts'

const endKey = (end: CorridorEnd): string => end.place === undefined ? end.country : `${end.country}.${end.place}`

/** The stable key of a corridor; home stands first. */
export function corridorKey(pair: Corridor): string {
  return `${endKey(pair.home)}-${endKey(pair.abroad)}`
}

/** The corridor that a key names, or undefined where it names none (so that an address made by hand is answered politely). */
export function parseCorridorKey(key: string): Corridor | undefined {
  const match = /^([A-Z]{2})(?:\.(\d{1,9}))?-([A-Z]{2})(?:\.(\d{1,9}))?$/.exec(key)
  if (match === null) return undefined
  const end = (country = '', place?: string): CorridorEnd => place === undefined ? { country } : { country, place: Number(place) }
  const parsed = corridor.safeParse({ home: end(match[1], match[2]), abroad: end(match[3], match[4]) })
  return parsed.success ? parsed.data : undefined
}

/** The same corridor as seen from the other end: what emigration is at one end is immigration at the other. */
export function reversed(pair: Corridor): Corridor {
  return { home: pair.abroad, abroad: pair.home }
}
