/**
 * Signing in: a password, then a second factor. Every try is counted before it is known how it ends; a wrong address and a wrong
 * password answer alike and take alike long (better-auth hashes in both cases).
 */
import { APIError } from 'better-auth/api'
import { createHash } from 'node:crypto'
import { ProblemError } from '#platform/problems/problem.ts'
import { countTry, forgetTries, requireTries, type Limit } from '#platform/rate-limit/rate-limit.server.ts'
import { authOf } from './auth.server.ts'
import type { codeForm, signInForm } from './contract.ts'
import './problems.ts'
import { knownBrowser, rememberBrowser } from './known-browser.server.ts'
import { endedSessionCookie, sessionCookie, type AccountsApp, type Session } from './session.server.ts'
import type { z } from 'zod'

const QUARTER_HOUR = 15 * 60
/** Of one address from one place: who forgot the password tries a few. */
export const SIGN_IN_BY_BOTH: Limit = { what: 'accounts.sign_in.both', tries: 10, seconds: QUARTER_HOUR }
/** Of one address from everywhere, so that many places cannot guess together; high, so that nobody is locked out by a stranger alone. */
export const SIGN_IN_BY_ADDRESS: Limit = { what: 'accounts.sign_in.address', tries: 60, seconds: 60 * 60 }
/** Of a browser in which this account has signed in before: counted apart, so that no stranger can keep the owner out. */
export const SIGN_IN_BY_BROWSER: Limit = { what: 'accounts.sign_in.browser', tries: 10, seconds: QUARTER_HOUR }
/** From one place for all addresses: an office behind one network address signs in within the same quarter of an hour. */
export const SIGN_IN_BY_PLACE: Limit = { what: 'accounts.sign_in.place', tries: 60, seconds: QUARTER_HOUR }
export const CODE_BY_PLACE: Limit = { what: 'accounts.code.place', tries: 40, seconds: QUARTER_HOUR }
const DEMO_BY_PLACE: Limit = { what: 'accounts.demo.place', tries: 60, seconds: QUARTER_HOUR }
/** Longer than a code of an authenticator app is taken: its own half minute and one on each side. */
export const CODE_REMEMBERED = '10 minutes'

/** What of a request signing in needs. */
export interface Requester {
  readonly headers: Headers
  /** Network address of the client. */
  readonly address: string
}

export interface SignedIn {
  /** Headings `set-cookie` for the answer. */
  readonly cookies: string[]
}

const cookiesOf = (headers: Headers): string[] => headers.getSetCookie()

/**
 * The first step. Where the account has an authenticator app, the cookies hold a challenge and no session yet.
 * @returns `needsCode` where a code is to be typed next; otherwise a session, whose stage says what is next (session.server.ts)
 * @throws ProblemError sign_in_failed, too_many_requests
 */
export async function signIn(app: AccountsApp, requester: Requester, { email, password }: z.output<typeof signInForm>): Promise<SignedIn & { needsCode: boolean }> {
  const now = app.now()
  const both = `${email} ${requester.address}`
  const known = knownBrowser(app, requester, email)
  await requireTries(app.pool, known ? [[SIGN_IN_BY_BROWSER, known]] : [[SIGN_IN_BY_BOTH, both], [SIGN_IN_BY_PLACE, requester.address], [SIGN_IN_BY_ADDRESS, email]], now)
  try {
    const { headers, response } = await authOf(app).api.signInEmail({ body: { email, password }, headers: requester.headers, returnHeaders: true })
    await forgetTries(app.pool, SIGN_IN_BY_BOTH, both, now)
    return { cookies: [...cookiesOf(headers), ...(known ? [] : [rememberBrowser(app, email)])], needsCode: 'twoFactorRedirect' in response }
  } catch (error) {
    if (error instanceof APIError) throw new ProblemError('sign_in_failed')
    throw error
  }
}

/**
 * The second step: a code of the authenticator app, or one of the backup codes. Each counts once.
 * @throws ProblemError second_factor_wrong, second_factor_spent (begin again), too_many_requests
 */
export async function verifyCode(app: AccountsApp, requester: Requester, { code }: z.output<typeof codeForm>): Promise<SignedIn> {
  await requireTries(app.pool, [[CODE_BY_PLACE, requester.address]], app.now())
  const { api } = authOf(app)
  const given = { headers: requester.headers, returnHeaders: true } as const
  try {
    const { headers, response } = /^\d{6}$/.test(code)
      ? await api.verifyTOTP({ body: { code }, ...given })
      : await api.verifyBackupCode({ body: { code: code.includes('-') ? code : `${code.slice(0, 5)}-${code.slice(5)}` }, ...given })
    if (!(await useCode(app, response.user.id, code))) {
      await app.pool.query('delete from auth.session where token = $1', [response.token])
      throw new ProblemError('second_factor_spent')
    }
    return { cookies: cookiesOf(headers) }
  } catch (error) {
    throw problemOfCode(error)
  }
}

function problemOfCode(error: unknown): unknown {
  if (!(error instanceof APIError)) return error
  const code = (error.body as { code?: string } | undefined)?.code
  if (code === 'ACCOUNT_TEMPORARILY_LOCKED') return new ProblemError('too_many_requests', { values: { minutes: 15 } })
  if (code === 'INVALID_CODE' || code === 'INVALID_BACKUP_CODE') return new ProblemError('second_factor_wrong')
  return new ProblemError('second_factor_spent')
}

/** Notes a code that was right; false where it was used before. Two at once: one of them is first. */
export async function useCode(app: AccountsApp, accountId: string, code: string): Promise<boolean> {
  const hash = createHash('sha256').update(`${accountId} ${code}`).digest()
  await app.pool.query(`delete from auth.used_codes where account_id = $1 and used_at < now() - $2::interval`, [accountId, CODE_REMEMBERED])
  const { rowCount } = await app.pool.query('insert into auth.used_codes (account_id, code_hash, used_at) values ($1, $2, now()) on conflict do nothing', [accountId, hash])
  return rowCount === 1
}

/** Ends this session. */
export async function signOut(app: AccountsApp, session: Session | undefined): Promise<SignedIn> {
  if (session) await app.pool.query('delete from auth.session where token = $1', [session.token])
  return { cookies: [endedSessionCookie(app)] }
}

/** Ends every session of the account; with `but` all except this one. Returns how many ended. */
export async function signOutEverywhere(app: AccountsApp, accountId: string, but?: Session): Promise<number> {
  const { rowCount } = await app.pool.query('delete from auth.session where "userId" = $1 and token is distinct from $2', [accountId, but?.token ?? null])
  return rowCount ?? 0
}

export interface DemoAccount { id: string; name: string; role: string; officeName: string; officeSlug: string }

/** The cast of the demo, for the sign-in page; empty where there is no demo. Accounts that also work in a real office never appear. */
export async function findDemoAccounts(app: AccountsApp): Promise<DemoAccount[]> {
  const { rows } = await app.pool.query<DemoAccount>('select id, name, role, office_name as "officeName", office_slug as "officeSlug" from corridor.demo_accounts()')
  return rows
}

/**
 * One click: signs in as somebody of the demo's cast.
 * @throws ProblemError not_found for every account that is not of the demo alone
 */
export async function signInToDemo(app: AccountsApp, requester: Requester, accountId: string): Promise<SignedIn & { officeSlug: string }> {
  if (await countTry(app.pool, DEMO_BY_PLACE, requester.address, app.now())) throw new ProblemError('too_many_requests')
  const account = (await findDemoAccounts(app)).find(({ id }) => id === accountId)
  if (!account) throw new ProblemError('not_found')
  return { ...(await startSession(app, requester, account.id)), officeSlug: account.officeSlug }
}

/**
 * Begins a session for an account that has just shown who it is by other means: it followed its invitation, or set the first office up.
 * The session has shown no second factor.
 */
export async function startSession(app: AccountsApp, requester: Requester, accountId: string): Promise<SignedIn> {
  const { internalAdapter } = await authOf(app).$context
  const session = await internalAdapter.createSession(accountId, false, { userAgent: requester.headers.get('user-agent')?.slice(0, 300) ?? '' })
  return { cookies: [sessionCookie(app, session.token)] }
}
