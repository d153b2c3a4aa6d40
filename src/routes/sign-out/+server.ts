import { redirect } from '@sveltejs/kit'
import { signOut } from '#modules/accounts/index.server.ts'
import { getApp } from '#platform/app.ts'
import type { RequestHandler } from './$types'

export const POST: RequestHandler = async ({ locals }) => {
  const { cookies } = await signOut(getApp(), locals.session)
  locals.newCookies.push(...cookies)
  redirect(303, '/sign-in?out=1')
}

/** A link to it, from anywhere, signs nobody out. */
export const GET: RequestHandler = () => redirect(303, '/desk')
