/**
 * Who asks: a session's cookie or a token of the API becomes an actor, in one statement. Nothing is kept between requests, so what was
 * ended or revoked is so for the very next one, in every process.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Actor, Role } from '#platform/access/actor.ts'
import type { App } from '#platform/app.ts'
import { authKey, SESSION_IDLE, SESSION_LONGEST, sessionCookieName } from './auth.server.ts'

/** What of an app this module needs; an `App` is one. */
export type AccountsApp = Pick<App, 'pool' | 'within' | 'config' | 'url' | 'now'>

/** A session's use is noted at most once in so many seconds. */
const TOUCH_AFTER = 10 * 60

export interface Membership {
  officeId: string
  slug: string
  officeName: string
  isDemo: boolean
  /** The name that this office knows the account by. */
  name: string
  role: Role
  villages: string[]
  helperOf: string | null
  /** Last day, ISO. */
  until: string | null
}

/**
 * How far somebody has come: `open` may work; `second_factor` has to show the second factor that the account has; `set_up` has none
 * yet and can do nothing but set one up.
 */
export type Stage = 'open' | 'second_factor' | 'set_up'

export interface Session {
  token: string
  accountId: string
  name: string
  email: string
  language: string | null
  isDemo: boolean
  isOperator: boolean
  stage: Stage
  hasSecondFactor: boolean
  createdAt: Date
  memberships: Membership[]
  /** Reasons that are open, of an operator. */
  grants: { id: string; officeId: string; until: string }[]
}

export interface RequestFacts {
  /** The heading `cookie`. */
  cookie?: string | null
  /** The heading `authorization`. */
  authorization?: string | null
}

/** Who asks, for one office or for none. */
export interface Recognised {
  actor: Actor
  /** Set for somebody signed in, whatever the stage. */
  session?: Session
  /** Set for a token of the API: the office that it belongs to. */
  tokenOffice?: { id: string; slug: string }
}

function signature(token: string, secret: string): string {
  return createHmac('sha256', authKey(secret)).update(token).digest('base64')
}

/** The value of a session's cookie, as better-auth writes and reads it. */
export function signedToken(token: string, secret: string): string {
  return encodeURIComponent(`${token}.${signature(token, secret)}`)
}

/** The heading that gives a browser its session. */
export function sessionCookie(app: AccountsApp, token: string): string {
  const secure = app.url.startsWith('https:') ? '; Secure' : ''
  return `${sessionCookieName(app.url)}=${signedToken(token, app.config.secret)}; Max-Age=${SESSION_LONGEST}; Path=/; HttpOnly; SameSite=Lax${secure}`
}

/** The heading that takes it away. */
export function endedSessionCookie(app: AccountsApp): string {
  const secure = app.url.startsWith('https:') ? '; Secure' : ''
  return `${sessionCookieName(app.url)}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${secure}`
}

function tokenIn(app: AccountsApp, cookie: string | null | undefined): string | undefined {
  const name = sessionCookieName(app.url)
  const found = cookie?.split(';').map((each) => each.trim()).find((each) => each.startsWith(`${name}=`))
  if (!found) return undefined
  let value: string
  try {
    value = decodeURIComponent(found.slice(name.length + 1))
  } catch {
    return undefined
  }
  const dot = value.lastIndexOf('.')
  if (dot < 1 || dot > 200) return undefined
  const given = Buffer.from(value.slice(dot + 1))
  const expected = Buffer.from(signature(value.slice(0, dot), app.config.secret))
  return given.length === expected.length && timingSafeEqual(given, expected) ? value.slice(0, dot) : undefined
}

interface Facts {
  account_id: string
  name: string
  email: string
  language: string | null
  is_demo: boolean
  created_at: Date
  updated_at: Date
  second_factor_at: Date | null
  has_second_factor: boolean
  is_operator: boolean
  memberships: Membership[]
  grants: { id: string; officeId: string; until: string }[]
}

/** Only accounts of demo offices, and of those alone, go without a second factor: checked at every request. */
function needsSecondFactor(facts: Facts): boolean {
  return !facts.is_demo || facts.is_operator || facts.memberships.length === 0 || facts.memberships.some((membership) => !membership.isDemo)
}

/** The session of a request, in whatever stage; undefined where there is none, it ended, or its cookie is not ours. */
export async function readSession(app: AccountsApp, cookie: string | null | undefined): Promise<Session | undefined> {
  const token = tokenIn(app, cookie)
  if (!token) return undefined
  const now = app.now()
  const { rows } = await app.pool.query<Facts>({ name: 'session_facts', text: 'select * from corridor.session_facts($1, $2)', values: [token, now] })
  const facts = rows[0]
  if (!facts || (now.getTime() - facts.updated_at.getTime()) / 1000 > SESSION_IDLE) return undefined
  if ((now.getTime() - facts.updated_at.getTime()) / 1000 > TOUCH_AFTER) await app.pool.query('update auth.session set "updatedAt" = $2 where token = $1', [token, now])
  const stage: Stage = facts.second_factor_at || !needsSecondFactor(facts) ? 'open' : facts.has_second_factor ? 'second_factor' : 'set_up'
  return {
    token,
    accountId: facts.account_id,
    name: facts.name,
    email: facts.email,
    language: facts.language,
    isDemo: facts.is_demo,
    isOperator: facts.is_operator,
    stage,
    hasSecondFactor: facts.has_second_factor,
    createdAt: facts.created_at,
    memberships: facts.memberships,
    grants: facts.grants,
  }
}

/** What a session may be in an office (by its slug; null where no office is meant). Anonymous before the second factor. */
export function actorOfSession(session: Session, office: { id: string; slug: string } | null): Actor {
  if (session.stage !== 'open') return { kind: 'anonymous' }
  const membership = office && session.memberships.find(({ officeId }) => officeId === office.id)
  if (membership) {
    const { name, role, villages, helperOf } = membership
    return { kind: 'staff', accountId: session.accountId, name, role, villages, ...(helperOf ? { helperOf } : {}) }
  }
  if (!session.isOperator) return { kind: 'anonymous' }
  const grant = office && session.grants.find(({ officeId }) => officeId === office.id)
  return { kind: 'operator', accountId: session.accountId, name: session.name, ...(grant ? { grant: { id: grant.id, officeId: grant.officeId } } : {}) }
}

export const API_TOKEN = /^Bearer +(corridor_[A-Za-z0-9_-]{43})$/i

/** Of secrets that we hand out, the database keeps this. They are random and long, so that a plain hash is enough. */
export function hashOfSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

async function recogniseToken(app: AccountsApp, authorization: string, office: { id: string } | null): Promise<Recognised> {
  const secret = API_TOKEN.exec(authorization)?.[1]
  if (!secret) return { actor: { kind: 'anonymous' } }
  const { rows } = await app.pool.query<{ office_id: string; office_slug: string; id: string; name: string; role: Role }>(
    'select * from corridor.use_api_token($1, $2)', [hashOfSecret(secret), app.now()],
  )
  const token = rows[0]
  if (!token || (office && office.id !== token.office_id)) return { actor: { kind: 'anonymous' } }
  return { actor: { kind: 'token', tokenId: token.id, name: token.name, role: token.role }, tokenOffice: { id: token.office_id, slug: token.office_slug } }
}

/**
 * Who asks. A token of the API goes before a session, so that a script is never somebody by accident.
 * @param office the office that the address names; null where it names none
 */
export async function recognise(app: AccountsApp, request: RequestFacts, office: { id: string; slug: string } | null): Promise<Recognised> {
  if (request.authorization) return recogniseToken(app, request.authorization, office)
  const session = await readSession(app, request.cookie)
  return session ? { actor: actorOfSession(session, office), session } : { actor: { kind: 'anonymous' } }
}

/** Only the actor of `recognise`. */
export async function actorOfRequest(app: AccountsApp, request: RequestFacts, office: { id: string; slug: string } | null): Promise<Actor> {
  return (await recognise(app, request, office)).actor
}
