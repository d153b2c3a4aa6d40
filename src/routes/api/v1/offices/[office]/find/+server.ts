import { findPeople, findPeopleEndpoint } from '#modules/register/index.server.ts'
import { serve } from '#platform/api/serve.server.ts'

export const GET = serve(findPeopleEndpoint, (tx, { query: { q, limit } }) => findPeople(tx, q, limit))
