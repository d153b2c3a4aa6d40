/** What an open session alone may not do (a phone left on a table): change the password, the address, or what signs in besides. */
import { APIError } from 'better-auth/api'
import { ProblemError } from '#platform/problems/problem.ts'
import { requireTries, type Limit } from '#platform/rate-limit/rate-limit.server.ts'
import { authOf } from './auth.server.ts'
import type { AccountsApp, Session } from './session.server.ts'
import type { Requester } from './sign-in.server.ts'

const PASSWORD_BY_ACCOUNT: Limit = { what: 'accounts.password.account', tries: 10, seconds: 15 * 60 }

/** @throws ProblemError invalid (password_wrong at `current`), too_many_requests */
export async function requirePassword(app: AccountsApp, requester: Requester, session: Session, password: string): Promise<void> {
  await requireTries(app.pool, [[PASSWORD_BY_ACCOUNT, session.accountId]], app.now())
  await authOf(app).api.verifyPassword({ body: { password }, headers: requester.headers }).catch((error: unknown) => {
    throw error instanceof APIError ? new ProblemError('invalid', { fields: { current: [{ code: 'password_wrong' }] } }) : error
  })
}
