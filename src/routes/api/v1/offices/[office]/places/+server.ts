import { findPlaces, findPlacesEndpoint } from '#modules/places/index.server.ts'
import { serve } from '#platform/api/serve.server.ts'

export const GET = serve(findPlacesEndpoint, async (tx, { query: { kind } }) => ({ places: await findPlaces(tx, kind) }))
