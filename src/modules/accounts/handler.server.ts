/** better-auth over HTTP: the four ceremonies of passkeys, and nothing else of it. */
import { requireTries, type Limit } from '#platform/rate-limit/rate-limit.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { authOf, OPEN_PATHS } from './auth.server.ts'
import { readSession, type AccountsApp } from './session.server.ts'

const PASSKEY_BY_PLACE: Limit = { what: 'accounts.passkey.place', tries: 60, seconds: 15 * 60 }

/**
 * Answers `/api/auth/...`; undefined for any other path.
 * @param address network address of the client
 */
export async function answerAuth(app: AccountsApp, request: Request, address: string): Promise<Response | undefined> {
  const { pathname } = new URL(request.url)
  if (!pathname.startsWith('/api/auth/')) return undefined
  if (!OPEN_PATHS.has(pathname)) return new Response(null, { status: 404 })
  try {
    await requireTries(app.pool, [[PASSKEY_BY_PLACE, address]], app.now())
  } catch (error) {
    if (error instanceof ProblemError) return new Response(null, { status: error.status })
    throw error
  }
  if (pathname.includes('regist')) {
    const session = await readSession(app, request.headers.get('cookie'))
    if (session?.stage !== 'open' && session?.stage !== 'set_up') return new Response(null, { status: 404 })
  }
  return authOf(app).handler(request)
}
