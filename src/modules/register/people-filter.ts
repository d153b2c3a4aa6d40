/** What a list of people is filtered and sorted by: the same words in the address of a page, a saved view, an export and the API. */
import { z } from 'zod'
import { interestKinds, readinessValues, sexes } from './contract.ts'

export const reachValues = ['none', 'dead', 'failing', 'opted_out', 'unconfirmed', 'confirmed'] as const
export const freshnessValues = ['fresh', 'stale', 'never'] as const
export const peopleSorts = ['name', '-name', 'village', 'country', 'confirmed', '-confirmed', 'changed', '-changed'] as const

const many = <T extends z.ZodType>(item: T) => z.preprocess((value) => (value === undefined || value === '' ? undefined : Array.isArray(value) ? value : String(value).split(',')), z.array(item).max(50).optional().catch(undefined))
const maybe = <T extends z.ZodType>(item: T) => item.optional().catch(undefined)

/** Wrong values are dropped rather than refused: an old bookmark must open. */
export const peopleFilter = z.object({
  /** Beginning of the name, any script. */
  name: maybe(z.string().trim().max(100)),
  village: many(z.uuid()),
  country: many(z.string().regex(/^[A-Z]{2}$/)),
  city: many(z.uuid()),
  reach: many(z.enum(reachValues)),
  freshness: maybe(z.enum(freshnessValues)),
  sex: many(z.enum(sexes)),
  occupation: maybe(z.string().regex(/^\d{1,4}$/)),
  interest: many(z.enum(interestKinds)),
  readiness: many(z.enum(readinessValues)),
  language: maybe(z.string().regex(/^[a-z]{2,3}$/)),
  skill: maybe(z.string().trim().max(60)),
  bornFrom: maybe(z.string().regex(/^\d{4}$/)),
  bornTo: maybe(z.string().regex(/^\d{4}$/)),
  import: maybe(z.uuid()),
  state: maybe(z.enum(['active', 'removed', 'deceased'])),
  sort: maybe(z.enum(peopleSorts)),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})
export type PeopleFilter = z.infer<typeof peopleFilter>

/** Reads a filter from the query of an address. */
export function readPeopleFilter(query: URLSearchParams): PeopleFilter {
  return peopleFilter.parse(Object.fromEntries([...new Set(query.keys())].map((key) => [key, query.getAll(key).join(',')])))
}

/** The filter as a query, canonical: keys sorted, nothing empty, no page. What a saved view keeps. */
export function writePeopleFilter(filter: Partial<PeopleFilter>): string {
  const query = new URLSearchParams()
  for (const key of Object.keys(filter).sort() as (keyof PeopleFilter)[]) {
    const value = filter[key]
    if (key === 'page' || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue
    query.set(key, Array.isArray(value) ? value.join(',') : String(value))
  }
  return query.toString()
}
