/** The places' part of the JSON API. */
import { z } from 'zod'
import { defineEndpoint } from '#platform/api/endpoint.ts'

const nullable = z.string().nullable()

export const findPlacesEndpoint = defineEndpoint({
  id: 'findPlaces', method: 'GET', path: '/places', group: 'places', summary: 'Places of the office: the villages it serves, the cities its people live in', permission: 'place.read', status: 200,
  query: z.object({ kind: z.enum(['village', 'city', 'municipality', 'region']).default('village') }),
  answer: z.object({ places: z.array(z.object({ id: z.uuid(), kind: z.string(), name: z.string(), country: nullable, latitude: z.number().nullable(), longitude: z.number().nullable() })) }),
  example: { answer: { places: [{ id: '0195a000-0000-7000-8000-0000000000b1', kind: 'village', name: 'Tuzi', country: 'GE', latitude: 42.18, longitude: 42.98 }] } },
})
