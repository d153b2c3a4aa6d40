import { getPersonEndpoint, readPerson } from '#modules/register/index.server.ts'
import { serve } from '#platform/api/serve.server.ts'

export const GET = serve(getPersonEndpoint, (tx, { id }) => readPerson(tx, id('id')))
