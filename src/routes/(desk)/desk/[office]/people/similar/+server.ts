import { json } from '@sveltejs/kit'
import { findSimilar } from '#modules/linkage/index.server.ts'
import type { RequestHandler } from './$types'

const LONGEST = 200

export const GET: RequestHandler = async ({ locals, url }) => {
  const typed = (name: string): string => (url.searchParams.get(name) ?? '').slice(0, LONGEST)
  const similar = await locals.within((tx) => findSimilar(tx, { familyName: typed('familyName'), givenName: typed('givenName'), born: typed('born') }))
  return json(similar, { headers: { 'cache-control': 'no-store' } })
}
