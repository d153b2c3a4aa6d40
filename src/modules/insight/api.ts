/** The figures' part of the JSON API. */
import { z } from 'zod'
import { defineEndpoint } from '#platform/api/endpoint.ts'

const count = z.number().int()
const withheld = count.nullable().describe('null: fewer than five, withheld from those who see no people; to them all figures are rounded down to fives')

export const getFiguresEndpoint = defineEndpoint({
  id: 'getFigures', method: 'GET', path: '/figures', group: 'figures', summary: 'How many migrants, from where, where to, and how well they can be reached', permission: 'figure.read', status: 200,
  answer: z.object({
    migrants: count, reachable: count, fresh: count, stale: count, never: count,
    villages: z.array(z.object({ id: z.uuid(), name: z.string(), migrants: withheld, reachable: withheld, stale: withheld })),
    countries: z.array(z.object({ code: z.string(), migrants: withheld })),
  }),
  example: { answer: { migrants: 4102, reachable: 3380, fresh: 1904, stale: 1100, never: 1098, villages: [{ id: '0195a000-0000-7000-8000-0000000000b1', name: 'Tuzi', migrants: 212, reachable: 180, stale: null }], countries: [{ code: 'GR', migrants: 1310 }] } },
})
