/**
 * better-auth, with its edges closed (docs/decisions/0010): it keeps accounts, passwords, sessions and second factors in the schema
 * `auth`, and nothing else of it is reachable. Forms call it through the operations of this module, which throttle; over HTTP only the
 * four ceremonies of passkeys answer, for a browser's script has to talk to them.
 *
 * A session that only knows the password has no `secondFactorAt` and opens nothing but the page that sets a second factor up.
 */
import { passkey } from '@better-auth/passkey'
import { betterAuth, type BetterAuthOptions } from 'better-auth'
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { Kysely, PostgresDialect } from 'kysely'
import { createHmac } from 'node:crypto'
import type pg from 'pg'
import type { App } from '#platform/app.ts'

export const MINUTE = 60
export const HOUR = 60 * MINUTE
/** A session ends after so many seconds without use (session.server.ts); it never lives longer than SESSION_LONGEST. */
export const SESSION_IDLE = 12 * HOUR
export const SESSION_LONGEST = 7 * 24 * HOUR
const SECOND_FACTOR_PATIENCE = 10 * MINUTE
const BACKUP_CODES = 10

/** What the browser's script may ask over HTTP; all else of better-auth answers 404. */
export const OPEN_PATHS: ReadonlySet<string> = new Set([
  '/api/auth/passkey/generate-register-options',
  '/api/auth/passkey/verify-registration',
  '/api/auth/passkey/generate-authenticate-options',
  '/api/auth/passkey/verify-authentication',
])

const AUTH_PATHS_WITH_SECOND_FACTOR: ReadonlySet<string> = new Set([
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
  '/passkey/verify-authentication',
  '/passkey/verify-registration',
])

export interface AuthSettings {
  readonly pool: pg.Pool
  /** CORRIDOR_SECRET; the key of sessions is derived from it. */
  readonly secret: string
  /** Address by which people reach this Corridor. */
  readonly url: string
}

/** The key that signs session cookies and seals second factors: not the secret itself, so that one use tells nothing of another. */
export function authKey(secret: string): string {
  return createHmac('sha256', secret).update('corridor accounts').digest('base64url')
}

/** Name of the session's cookie: bound to this host and to https where there is https. */
export function sessionCookieName(url: string): string {
  return cookieName(url, 'session')
}

function cookieName(url: string, name: string): string {
  return `${url.startsWith('https:') ? '__Host-' : ''}corridor.${name}`
}

/** The options, apart from the database: the drift test compares what they ask of the database with the migrations. */
export function authOptions({ secret, url, pool }: AuthSettings) {
  const secure = url.startsWith('https:')
  const { hostname, origin } = new URL(url)
  const named = (name: string) => ({ name: cookieName(url, name) })
  return {
    appName: 'Corridor',
    baseURL: url,
    basePath: '/api/auth',
    secret: authKey(secret),
    trustedOrigins: [origin],
    telemetry: { enabled: false },
    // It would log addresses; problems reach the reader as sentences, and unexpected ones our own log.
    logger: { disabled: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 1, maxPasswordLength: 200 },
    session: {
      expiresIn: SESSION_LONGEST,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
      additionalFields: { secondFactorAt: { type: 'date', required: false, input: false } },
    },
    user: { additionalFields: { language: { type: 'string', required: false, input: false }, isDemo: { type: 'boolean', required: false, input: false, defaultValue: false } } },
    verification: { storeIdentifier: 'hashed' },
    // Ours throttle, in the database and for every process.
    rateLimit: { enabled: false },
    advanced: {
      database: { generateId: 'uuid' },
      disableOriginCheck: false,
      disableCSRFCheck: false,
      // The prefix __Host- in the names asks for Secure, Path=/ and no Domain; better-auth's own prefix would be __Secure-.
      useSecureCookies: false,
      defaultCookieAttributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
      cookies: { session_token: named('session'), session_data: named('session-data'), account_data: named('account-data'), dont_remember: named('brief'), two_factor: named('second-factor'), trust_device: named('trusted') },
    },
    plugins: [
      twoFactor({
        issuer: 'Corridor',
        allowPasswordless: true,
        twoFactorCookieMaxAge: SECOND_FACTOR_PATIENCE,
        backupCodeOptions: { amount: BACKUP_CODES, storeBackupCodes: 'encrypted' },
      }),
      passkey({
        rpID: hostname,
        rpName: 'Corridor',
        origin,
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        advanced: { webAuthnChallengeCookie: cookieName(url, 'passkey') },
        // Alone, a passkey signs in: so it has to have asked for the finger, the face or the code of its owner.
        registration: { afterVerification: async ({ verification }) => demandUserVerified(verification.registrationInfo?.userVerified) },
        authentication: { afterVerification: async ({ verification }) => demandUserVerified(verification.authenticationInfo.userVerified) },
      }),
    ],
    hooks: hooksOver(pool),
  } satisfies BetterAuthOptions
}

/** What better-auth leaves open around second factors. */
function hooksOver(pool: pg.Pool) {
  return {
    before: createAuthMiddleware(async (context) => {
      if (!context.path.startsWith('/passkey/') || context.path.endsWith('authenticate-options') || context.path.endsWith('verify-authentication')) return
      // A session that knows only the password must not add a passkey beside a second factor that is there already.
      const session = await getSessionFromCtx(context)
      if (session && !session.session.secondFactorAt && (await hasSecondFactor(pool, session.user.id))) throw new APIError('FORBIDDEN')
    }),
    after: createAuthMiddleware(async (context) => {
      if (context.context.returned instanceof APIError) return
      const session = context.context.newSession ?? context.context.session
      // A new password brings a new session; what the old one had shown still holds.
      const shown = AUTH_PATHS_WITH_SECOND_FACTOR.has(context.path) || (context.path === '/change-password' && context.context.session?.session.secondFactorAt)
      if (session && shown) await pool.query('update auth.session set "secondFactorAt" = now() where token = $1', [session.session.token])
    }),
  }
}

function demandUserVerified(verified: boolean | undefined): void {
  if (!verified) throw new APIError('UNAUTHORIZED', { message: 'user verification is required' })
}

/** Whether an account has an authenticator app that was tried, or a passkey. */
export async function hasSecondFactor(pool: pg.Pool, accountId: string): Promise<boolean> {
  const { rows } = await pool.query<{ has: boolean }>(
    `select exists (select from auth.passkey where "userId" = $1) or exists (select from auth."twoFactor" where "userId" = $1 and verified) as has`,
    [accountId],
  )
  return rows[0]?.has ?? false
}

export function createAuth(settings: AuthSettings) {
  const db = new Kysely({ dialect: new PostgresDialect({ pool: settings.pool }) }).withSchema('auth')
  return betterAuth({ ...authOptions(settings), database: { db, type: 'postgres', transaction: true } })
}

export type Auth = ReturnType<typeof createAuth>

const made = new WeakMap<pg.Pool, Auth>()

/** The one instance of an app. */
export function authOf(app: Pick<App, 'pool' | 'config' | 'url'>): Auth {
  let auth = made.get(app.pool)
  if (!auth) made.set(app.pool, (auth = createAuth({ pool: app.pool, secret: app.config.secret, url: app.url })))
  return auth
}
