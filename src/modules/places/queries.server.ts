import { scopeOf } from '#platform/access/actor.ts'
import type { Tx } from '#platform/database/types.ts'

export interface PlaceRow { id: string; kind: string; name: string; country: string | null; latitude: number | null; longitude: number | null }

/**
 * The office's places of one kind, by name: its villages for a form, the cities its people live in for a filter. Who works in some
 * villages is told no more cities than the people whom the wall lets through live in.
 */
export async function findPlaces(tx: Tx, kind: 'village' | 'city' | 'municipality' | 'region'): Promise<PlaceRow[]> {
  return tx
    .selectFrom('places')
    .select(['id', 'kind', 'name', 'country', 'latitude', 'longitude'])
    .where('office_id', '=', tx.office)
    .where('kind', '=', kind)
    .$if(kind === 'city' && scopeOf(tx.actor) === 'villages', (query) =>
      query.where((eb) => eb.exists(eb.selectFrom('people').select('people.id').whereRef('people.office_id', '=', 'places.office_id').whereRef('people.city_id', '=', 'places.id'))))
    .orderBy('name')
    .execute()
}
