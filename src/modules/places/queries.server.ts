import type { Tx } from '#platform/database/types.ts'

export interface PlaceRow { id: string; kind: string; name: string; country: string | null; latitude: number | null; longitude: number | null }

/** The office's places of one kind, by name: its villages for a form, the cities its people live in for a filter. */
export async function findPlaces(tx: Tx, kind: 'village' | 'city' | 'municipality' | 'region'): Promise<PlaceRow[]> {
  return tx
    .selectFrom('places')
    .select(['id', 'kind', 'name', 'country', 'latitude', 'longitude'])
    .where('office_id', '=', tx.office)
    .where('kind', '=', kind)
    .orderBy('name')
    .execute()
}
