/** Places of an office come to be when somebody names them: a village in a file, a city in a form. One name, one place, in any script. */
import { insertMany, selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { newId } from '#platform/ids/uuid.ts'
import { placeKey } from './place-key.ts'

export interface WantedPlace {
  kind: 'village' | 'city' | 'municipality' | 'region'
  name: string
  /** ISO 3166-1 alpha-2; null where unknown. */
  country: string | null
  latitude?: number
  longitude?: number
  geonamesId?: number
  names?: Record<string, string>
  parentId?: string
  served?: boolean
}

/** A key for looking up what `ensurePlaces` returns. */
export function wantedKey(place: Pick<WantedPlace, 'kind' | 'name' | 'country'>): string {
  return `${place.kind}|${place.country ?? ''}|${placeKey(place.name) || place.name.toLowerCase()}`
}

/**
 * Finds or makes each wanted place. Two at once make it once (unique by office, kind, country and key). Returns ids by `wantedKey`.
 * Places made for an import are marked with it, so that undoing it can take them along.
 * The caller has required the permission of what it does; naming a place is part of it.
 */
export async function ensurePlaces(tx: Tx, wanted: readonly WantedPlace[], importId?: string): Promise<Map<string, string>> {
  const distinct = new Map(wanted.map((place) => [wantedKey(place), place]))
  const ids = await findPlaceIds(tx, [...distinct.keys()])
  const missing = [...distinct].filter(([key]) => !ids.has(key))
  if (missing.length > 0) {
    await insertMany(
      tx,
      'places',
      { id: 'uuid', kind: 'text', name: 'text', names: 'jsonb', name_key: 'text', parent_id: 'uuid', country: 'text', latitude: 'real', longitude: 'real', geonames_id: 'integer', served: 'boolean', import_id: 'uuid' },
      missing.map(([key, place]) => ({
        id: newId(),
        kind: place.kind,
        name: place.name,
        names: place.names ?? {},
        name_key: key.split('|')[2],
        parent_id: place.parentId,
        country: place.country,
        latitude: place.latitude,
        longitude: place.longitude,
        geonames_id: place.geonamesId,
        served: place.served ?? place.kind === 'village',
        import_id: importId,
      })),
      'do nothing',
    )
    for (const [key, id] of await findPlaceIds(tx, missing.map(([key]) => key))) ids.set(key, id)
  }
  return ids
}

async function findPlaceIds(tx: Tx, keys: readonly string[]): Promise<Map<string, string>> {
  const rows = await selectRows<{ key: string; id: string }>(
    tx,
    `select kind || '|' || coalesce(country, '') || '|' || name_key as key, id from corridor.places
     where office_id = $1 and name_key = any ($2)`,
    [tx.office, keys.map((key) => key.split('|')[2])],
  )
  const wanted = new Set(keys)
  return new Map(rows.filter((row) => wanted.has(row.key)).map((row) => [row.key, row.id]))
}
