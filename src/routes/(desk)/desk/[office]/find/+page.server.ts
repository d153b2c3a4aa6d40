import { findPeople } from '#modules/register/index.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const query = url.searchParams.get('q') ?? ''
  return { query, found: await locals.within((tx) => findPeople(tx, query, 50)) }
}
