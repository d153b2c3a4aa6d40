import { hashPassword } from 'better-auth/crypto'
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor, Role } from '#platform/access/actor.ts'
import type { App } from '#platform/app.ts'
import { unseal, mailKey } from '#platform/mail/seal.server.ts'
import { testApp, type TestApp } from '../../../tests/support/app.ts'
import {
  actorOfRequest, answerAuth, askForNewEmail, beginTotp, changePassword, confirmNewEmail, confirmTotp, createAccount, createDemoAccount, findDemoAccounts, forgotPassword, hashOfSecret,
  makeResetLink, readSession, recognise, removeSecondFactor, renewBackupCodes, resetPassword, signIn, signInToDemo, signOut, signOutEverywhere, verifyCode, type Requester, type Session,
} from './index.server.ts'

const OFFICE = '0190a8e0-0000-7000-8000-000000000001'
const DEMO = '0190a8e0-0000-7000-8000-000000000002'
const system: Actor = { kind: 'system', name: 'test' }
const PASSWORD = 'three goats on a red roof'
const terjola = { id: OFFICE, slug: 'terjola' }

let test1: TestApp
let app: App
let accounts = 0

beforeAll(async () => {
  test1 = await testApp()
  app = test1.app
  await test1.database.owner.query(`insert into corridor.offices (id, slug, name, home_country, is_demo) values ($1, 'terjola', 'Terjola', 'GE', false), ($2, 'demo', 'Demo', 'GE', true)`, [OFFICE, DEMO])
})
afterAll(() => test1.close())
beforeEach(() => test1.database.owner.query('delete from corridor.rate_limits'))

let hash: string | undefined

/** An account that works in an office. One hash serves all of them: making one takes long on purpose. */
async function member(role: Role = 'officer', more: { until?: string; office?: string } = {}): Promise<{ id: string; email: string }> {
  const email = `nino${++accounts}@example.org`
  return app.within({ office: more.office ?? OFFICE, actor: system }, async (tx) => {
    hash ??= await hashPassword(PASSWORD)
    const { rows } = await tx.client.query<{ id: string }>(`insert into auth."user" ("name", "email", "emailVerified") values ('Nino', $1, true) returning id`, [email])
    const { id } = rows[0]!
    await tx.client.query(`insert into auth."account" ("accountId", "providerId", "userId", "password", "updatedAt") values ($1::text, 'credential', $1::uuid, $2, now())`, [id, hash])
    await tx.insertInto('staff').values({ office_id: tx.office, account_id: id, name: 'Nino', email, role, ...(more.until ? { helper_of: 'Ambrolauri', until: more.until } : {}) }).execute()
    return { id, email }
  })
}

/** What a browser does with cookies. */
class Browser implements Requester {
  readonly jar = new Map<string, string>()
  readonly address: string
  constructor(address = '192.0.2.1') {
    this.address = address
  }
  get cookie(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ')
  }
  get headers(): Headers {
    return new Headers({ cookie: this.cookie, origin: app.url })
  }
  keep<T extends { cookies: string[] }>(answer: T): T {
    for (const cookie of answer.cookies) {
      const [, name = '', value = '', rest = ''] = /^([^=]+)=([^;]*)(.*)$/.exec(cookie)!
      if (/max-age=0/i.test(rest) || value === '') this.jar.delete(name)
      else this.jar.set(name, value)
    }
    return answer
  }
  session(): Promise<Session | undefined> {
    return readSession(app, this.cookie)
  }
  async openSession(): Promise<Session> {
    const session = await this.session()
    expect(session?.stage).toBe('open')
    return session!
  }
}

/** The code that an authenticator app shows (RFC 6238). */
function totp(secret: string, step = 0): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret.replace(/ /g, '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + step))
  const mac = createHmac('sha1', key).update(counter).digest()
  const offset = mac[19]! & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Signs in for the first time and sets up an authenticator app with a code of the half minute before. */
async function enrolled(role: Role = 'officer'): Promise<{ id: string; email: string; browser: Browser; secret: string; backupCodes: string[] }> {
  const who = await member(role)
  const browser = new Browser()
  browser.keep(await signIn(app, browser, { email: who.email, password: PASSWORD }))
  const { secret } = await beginTotp(app, (await browser.session())!)
  const { backupCodes } = browser.keep(await confirmTotp(app, browser, (await browser.session())!, totp(secret, -1)))
  return { ...who, browser, secret, backupCodes }
}

async function lastAccountMail(email: string): Promise<{ kind: string; link: string }> {
  const { rows } = await test1.database.owner.query<{ id: string; kind: string; sealed: Buffer | null; body_text: string }>('select * from auth.mail where to_address = $1 order by created_at desc, id desc limit 1', [email])
  const [mail] = rows
  return { kind: mail?.kind ?? 'none', link: mail?.sealed ? new URL(unseal(mailKey(app.config.secret), mail.sealed, mail.id)).searchParams.get('link')! : '' }
}

const problem = (code: string) => expect.objectContaining({ code }) as unknown

describe('a password alone', () => {
  test('a wrong one and an unknown address answer alike', async () => {
    const { email } = await member()
    await expect(signIn(app, new Browser(), { email, password: 'three goats on a blue roof' })).rejects.toEqual(problem('sign_in_failed'))
    await expect(signIn(app, new Browser(), { email: 'nobody@example.org', password: PASSWORD })).rejects.toEqual(problem('sign_in_failed'))
  })

  test('opens nothing but the page that sets a second factor up', async () => {
    const { email } = await member('administrator')
    const browser = new Browser()
    expect(browser.keep(await signIn(app, browser, { email, password: PASSWORD })).needsCode).toBe(false)
    expect((await browser.session())?.stage).toBe('set_up')
    expect(await actorOfRequest(app, { cookie: browser.cookie }, terjola)).toEqual({ kind: 'anonymous' })
    await expect(renewBackupCodes(app, (await browser.session())!)).rejects.toEqual(problem('not_found'))
    await expect(changePassword(app, browser, (await browser.session())!, { current: PASSWORD, password: 'another long password' })).rejects.toEqual(problem('not_found'))
  })

  test('is throttled for an address, for a place, in every process, and not for others', async () => {
    const { email } = await member()
    const tries = await Promise.allSettled(Array.from({ length: 14 }, () => signIn(app, new Browser(), { email, password: 'wrong wrong wrong' })))
    const codes = tries.map((each) => (each.status === 'rejected' ? (each.reason as { code: string }).code : 'in'))
    expect(codes.filter((code) => code === 'sign_in_failed')).toHaveLength(10)
    expect(codes.filter((code) => code === 'too_many_requests')).toHaveLength(4)
    await expect(signIn(app, new Browser(), { email, password: PASSWORD })).rejects.toEqual(problem('too_many_requests'))
    // Its owner elsewhere is not locked out by a stranger.
    expect((await signIn(app, new Browser('198.51.100.7'), { email, password: PASSWORD })).cookies.length).toBeGreaterThan(0)
    const { rows } = await test1.database.owner.query<{ key: string }>('select key from corridor.rate_limits')
    expect(JSON.stringify(rows)).not.toContain('nino')
  })

  test('a forged or foreign cookie is nobody', async () => {
    const { browser } = await enrolled()
    const [[name, value]] = [...browser.jar] as [[string, string]]
    const token = decodeURIComponent(value).split('.')[0]!
    for (const forged of [token, `${token}.`, `${token}.${Buffer.from('x'.repeat(32)).toString('base64')}`, '%', 'x'.repeat(5000)]) expect(await readSession(app, `${name}=${encodeURIComponent(forged)}`)).toBeUndefined()
    expect(await readSession(app, `${name}=%E0%A4%A`)).toBeUndefined()
    expect((await readSession(app, `other=1; ${name}=${value}`))?.stage).toBe('open')
  })
})

describe('the second factor', () => {
  test('makes the session a new one that works', async () => {
    const { browser, id } = await enrolled('administrator')
    await browser.openSession()
    expect(await actorOfRequest(app, { cookie: browser.cookie }, terjola)).toEqual({ kind: 'staff', accountId: id, name: 'Nino', role: 'administrator', villages: [] })
    expect(await actorOfRequest(app, { cookie: browser.cookie }, { id: DEMO, slug: 'demo' })).toEqual({ kind: 'anonymous' })
    const { rows } = await test1.database.owner.query('select from auth.session where "userId" = $1', [id])
    expect(rows).toHaveLength(1)
  })

  test('is asked for at the next sign-in; a wrong code opens nothing', async () => {
    const { email, secret } = await enrolled()
    const browser = new Browser()
    expect(browser.keep(await signIn(app, browser, { email, password: PASSWORD })).needsCode).toBe(true)
    expect(await browser.session()).toBeUndefined()
    await expect(verifyCode(app, browser, { code: '000000' })).rejects.toEqual(problem('second_factor_wrong'))
    browser.keep(await verifyCode(app, browser, { code: totp(secret) }))
    await browser.openSession()
  })

  test('a code counts once, also where two come at the same time', async () => {
    const { email, secret } = await enrolled()
    const browsers = [new Browser(), new Browser()]
    for (const browser of browsers) browser.keep(await signIn(app, browser, { email, password: PASSWORD }))
    const code = totp(secret)
    const results = await Promise.allSettled(browsers.map(async (browser) => browser.keep(await verifyCode(app, browser, { code }))))
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const third = new Browser()
    third.keep(await signIn(app, third, { email, password: PASSWORD }))
    await expect(verifyCode(app, third, { code })).rejects.toEqual(problem('second_factor_spent'))
    const stages = await Promise.all([...browsers, third].map(async (browser) => (await browser.session())?.stage))
    expect(stages.filter((stage) => stage === 'open')).toHaveLength(1)
  })

  test('the code that set the app up does not sign in as well', async () => {
    const who = await member()
    const first = new Browser()
    first.keep(await signIn(app, first, { email: who.email, password: PASSWORD }))
    const { secret } = await beginTotp(app, (await first.session())!)
    const code = totp(secret)
    first.keep(await confirmTotp(app, first, (await first.session())!, code))
    const second = new Browser()
    second.keep(await signIn(app, second, { email: who.email, password: PASSWORD }))
    await expect(verifyCode(app, second, { code })).rejects.toEqual(problem('second_factor_spent'))
  })

  test('five wrong codes end the challenge', async () => {
    const { email, secret } = await enrolled()
    const browser = new Browser()
    browser.keep(await signIn(app, browser, { email, password: PASSWORD }))
    for (let attempt = 0; attempt < 5; attempt++) await expect(verifyCode(app, browser, { code: '111111' })).rejects.toBeDefined()
    await expect(verifyCode(app, browser, { code: totp(secret) })).rejects.toEqual(problem('second_factor_spent'))
  })

  test('a backup code signs in once', async () => {
    const { email, backupCodes } = await enrolled()
    expect(backupCodes).toHaveLength(10)
    const browser = new Browser()
    browser.keep(await signIn(app, browser, { email, password: PASSWORD }))
    browser.keep(await verifyCode(app, browser, { code: backupCodes[3]!.replace('-', '') }))
    await browser.openSession()
    const again = new Browser()
    again.keep(await signIn(app, again, { email, password: PASSWORD }))
    await expect(verifyCode(app, again, { code: backupCodes[3]! })).rejects.toEqual(problem('second_factor_wrong'))
  })

  test('the secret stays the same while it waits, is sealed in the database, and cannot be read again once it counts', async () => {
    const { email, id } = await member()
    const browser = new Browser()
    browser.keep(await signIn(app, browser, { email, password: PASSWORD }))
    const session = (await browser.session())!
    const [one, two] = await Promise.all([beginTotp(app, session), beginTotp(app, session)])
    expect(one).toEqual(two)
    expect(one.qr).toContain('<svg')
    const { rows } = await test1.database.owner.query('select * from auth."twoFactor" where "userId" = $1', [id])
    expect(rows).toHaveLength(1)
    browser.keep(await confirmTotp(app, browser, session, totp(one.secret)))
    await expect(beginTotp(app, await browser.openSession())).rejects.toEqual(problem('conflict'))
  })

  test('the last one cannot be taken away', async () => {
    const { browser } = await enrolled()
    const session = await browser.openSession()
    await expect(removeSecondFactor(app, session, 'totp')).rejects.toEqual(problem('last_second_factor'))
    await test1.database.owner.query(`insert into auth.passkey ("publicKey", "userId", "credentialID", counter, "deviceType", "backedUp") values ('x', $1, $2, 0, 'singleDevice', false)`, [session.accountId, session.accountId])
    await removeSecondFactor(app, session, 'totp')
  })

  test('who has only a passkey does not get in with the password', async () => {
    const { id, email } = await member('administrator')
    await test1.database.owner.query(`insert into auth.passkey ("publicKey", "userId", "credentialID", counter, "deviceType", "backedUp") values ('x', $1, $2, 0, 'singleDevice', false)`, [id, id])
    const browser = new Browser()
    browser.keep(await signIn(app, browser, { email, password: PASSWORD }))
    const session = (await browser.session())!
    expect(session.stage).toBe('second_factor')
    await expect(beginTotp(app, session)).rejects.toEqual(problem('not_found'))
    const request = new Request(`${app.url}/api/auth/passkey/generate-register-options`, { headers: { cookie: browser.cookie, origin: app.url } })
    expect((await answerAuth(app, request, browser.address))?.status).toBe(404)
  })
})

describe('better-auth over HTTP', () => {
  const ask = (path: string, init: RequestInit = {}) => answerAuth(app, new Request(`${app.url}${path}`, init), '192.0.2.9')

  test('answers nothing but the ceremonies of passkeys', async () => {
    const body = JSON.stringify({ email: 'x@example.org', password: PASSWORD, name: 'X' })
    for (const path of ['sign-up/email', 'sign-in/email', 'update-user', 'change-email', 'get-session', 'list-sessions', 'two-factor/enable', 'two-factor/disable', 'passkey/delete-passkey', 'ok', 'error'])
      expect((await ask(`/api/auth/${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json', origin: app.url } }))?.status, path).toBe(404)
    expect(await ask('/desk')).toBeUndefined()
  })

  test('refuses another origin', async () => {
    const refused = await ask('/api/auth/passkey/verify-authentication', { method: 'POST', body: JSON.stringify({ response: { id: 'x' } }), headers: { 'content-type': 'application/json', origin: 'https://evil.example', cookie: 'a=b' } })
    expect(refused?.status).toBe(403)
  })

  test('a passkey is offered to the one who may set one up, and asks for its owner', async () => {
    const { browser } = await enrolled()
    const request = new Request(`${app.url}/api/auth/passkey/generate-register-options`, { headers: { cookie: browser.cookie, origin: app.url } })
    const answer = (await answerAuth(app, request, browser.address))!
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ rp: { id: '127.0.0.1' }, authenticatorSelection: { userVerification: 'required' } })
    expect((await ask('/api/auth/passkey/generate-register-options'))?.status).toBe(404)
  })
})

describe('a session', () => {
  test('has a cookie that scripts cannot read; with https it is bound to the host', async () => {
    const { email } = await member()
    const { cookies } = await signIn(app, new Browser(), { email, password: PASSWORD })
    const cookie = cookies.find((each) => each.startsWith('corridor.session='))!
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).toMatch(/Path=\//i)
    expect(cookie).not.toMatch(/Secure/i)
    const { authOptions } = await import('./auth.server.ts')
    const options = authOptions({ pool: app.pool, secret: app.config.secret, url: 'https://corridor.example.org' })
    expect(options.advanced.cookies.session_token.name).toBe('__Host-corridor.session')
    expect(options.advanced.defaultCookieAttributes.secure).toBe(true)
  })

  test('ends with signing out, everywhere or here, for the very next request', async () => {
    const { email, browser, backupCodes } = await enrolled()
    const other = new Browser()
    other.keep(await signIn(app, other, { email, password: PASSWORD }))
    other.keep(await verifyCode(app, other, { code: backupCodes[0]! }))
    const cookie = other.cookie
    await signOutEverywhere(app, (await browser.openSession()).accountId, await browser.openSession())
    expect(await readSession(app, cookie)).toBeUndefined()
    const own = browser.cookie
    browser.keep(await signOut(app, await browser.session()))
    expect(browser.jar.has('corridor.session')).toBe(false)
    expect(await readSession(app, own)).toBeUndefined()
  })

  test('ends when it was not used for half a day', async () => {
    const { browser } = await enrolled()
    const session = await browser.openSession()
    await test1.database.owner.query(`update auth.session set "updatedAt" = $2::timestamptz - interval '13 hours' where token = $1`, [session.token, app.now()])
    expect(await browser.session()).toBeUndefined()
  })

  test('of a helper ends with the day, which is included, and of ended staff at once', async () => {
    const { browser, id } = await enrolled('officer')
    const set = (values: string) => test1.database.owner.query(`update corridor.staff set ${values} where account_id = $1`, [id])
    await set(`helper_of = 'Ambrolauri', until = '2026-03-01'`)
    expect(await actorOfRequest(app, { cookie: browser.cookie }, terjola)).toMatchObject({ kind: 'staff', helperOf: 'Ambrolauri' })
    await set(`until = '2026-02-28'`)
    expect(await actorOfRequest(app, { cookie: browser.cookie }, terjola)).toEqual({ kind: 'anonymous' })
    await set(`until = null, helper_of = null`)
    expect(await actorOfRequest(app, { cookie: browser.cookie }, terjola)).toMatchObject({ kind: 'staff' })
    await set('ended_at = now()')
    expect(await actorOfRequest(app, { cookie: browser.cookie }, terjola)).toEqual({ kind: 'anonymous' })
  })

  test('of an operator reads people only with a reason that is open, in that office alone', async () => {
    const { browser, id } = await enrolled('officer')
    await test1.database.owner.query('delete from corridor.staff where account_id = $1', [id])
    await test1.database.owner.query('insert into corridor.operators (account_id) values ($1)', [id])
    expect(await actorOfRequest(app, { cookie: browser.cookie }, terjola)).toEqual({ kind: 'operator', accountId: id, name: 'Nino' })
    const { rows } = await test1.database.owner.query<{ id: string }>(
      `insert into corridor.operator_access (office_id, account_id, reason, created_at, until) values ($1, $2, 'Asked for help with an import', $3::timestamptz, $3::timestamptz + interval '1 hour') returning id`, [OFFICE, id, app.now()])
    expect(await actorOfRequest(app, { cookie: browser.cookie }, terjola)).toMatchObject({ kind: 'operator', grant: { id: rows[0]!.id, officeId: OFFICE } })
    expect(await actorOfRequest(app, { cookie: browser.cookie }, { id: DEMO, slug: 'demo' })).toEqual({ kind: 'operator', accountId: id, name: 'Nino' })
    test1.clock.advance({ hours: 2 })
    expect(await actorOfRequest(app, { cookie: browser.cookie }, terjola)).toEqual({ kind: 'operator', accountId: id, name: 'Nino' })
    test1.clock.set('2026-03-01T09:00:00Z')
  })
})

describe('a token of the API', () => {
  const secret = `corridor_${'a'.repeat(43)}`
  beforeAll(() => test1.database.owner.query(`insert into corridor.api_tokens (office_id, name, role, token_hash, expires_at) values ($1, 'Statistics', 'planner', $2, '2027-01-01')`, [OFFICE, hashOfSecret(secret)]))
  const as = (authorization: string, office: { id: string; slug: string } | null) => recognise(app, { authorization }, office)

  test('works in its office with its role, and says so', async () => {
    expect(await as(`Bearer ${secret}`, terjola)).toMatchObject({ actor: { kind: 'token', role: 'planner', name: 'Statistics' }, tokenOffice: { id: OFFICE, slug: 'terjola' } })
    expect((await as(`Bearer ${secret}`, null)).tokenOffice?.id).toBe(OFFICE)
  })

  test('is nobody elsewhere, misspelt, late, or revoked', async () => {
    for (const [authorization, office] of [[`Bearer ${secret}`, { id: DEMO, slug: 'demo' }], [`Bearer ${secret}x`, terjola], [`Basic ${secret}`, terjola], [`Bearer corridor_${'b'.repeat(43)}`, terjola]] as const)
      expect((await as(authorization, office)).actor).toEqual({ kind: 'anonymous' })
    test1.clock.set('2027-02-01T09:00:00Z')
    expect((await as(`Bearer ${secret}`, terjola)).actor).toEqual({ kind: 'anonymous' })
    test1.clock.set('2026-03-01T09:00:00Z')
    await test1.database.owner.query('update corridor.api_tokens set revoked_at = now()')
    expect((await as(`Bearer ${secret}`, terjola)).actor).toEqual({ kind: 'anonymous' })
  })
})

describe('a forgotten password', () => {
  test('unknown addresses and the demo’s get no mail and the same answer', async () => {
    const demo = await app.within({ office: DEMO, actor: system }, (tx) => createDemoAccount(tx, { name: 'Lia', email: 'lia@demo.example', role: 'officer' }))
    expect(demo).toBeTruthy()
    for (const email of ['unknown@example.org', 'lia@demo.example']) {
      await (await forgotPassword(app, new Browser(), { email }, 'en')).done
      expect((await lastAccountMail(email)).kind).toBe('none')
    }
  })

  test('a link works once, only the newest, for half an hour; it ends all sessions and signs nobody in', async () => {
    const { email, browser } = await enrolled()
    await (await forgotPassword(app, new Browser(), { email }, 'en')).done
    const first = await lastAccountMail(email)
    expect(first.kind).toBe('account.reset')
    await (await forgotPassword(app, new Browser(), { email }, 'ka')).done
    const second = await lastAccountMail(email)
    await expect(resetPassword(app, first.link, 'a new and long password')).rejects.toEqual(problem('link_spent'))
    await expect(resetPassword(app, second.link, 'short')).rejects.toMatchObject({ code: 'invalid', fields: { password: [{ code: 'password_short' }] } })
    const twice = await Promise.allSettled([resetPassword(app, second.link, 'a new and long password'), resetPassword(app, second.link, 'a new and long password')])
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await browser.session()).toBeUndefined()
    await expect(signIn(app, new Browser(), { email, password: PASSWORD })).rejects.toEqual(problem('sign_in_failed'))
    expect(await signIn(app, new Browser(), { email, password: 'a new and long password' })).toMatchObject({ needsCode: true })
    expect((await lastAccountMail(email)).kind).toBe('account.password_changed')
    const third = await makeResetLink(app, email)
    test1.clock.advance({ minutes: 31 })
    await expect(resetPassword(app, new URL(third.url).searchParams.get('link')!, 'yet another password')).rejects.toEqual(problem('link_spent'))
    test1.clock.set('2026-03-01T09:00:00Z')
    const { rows } = await test1.database.owner.query('select token_hash::text from auth.links')
    expect(JSON.stringify(rows)).not.toContain(second.link)
  })

  test('is throttled', async () => {
    for (let attempt = 0; attempt < 5; attempt++) await (await forgotPassword(app, new Browser(), { email: 'many@example.org' }, 'en')).done
    await expect(forgotPassword(app, new Browser(), { email: 'many@example.org' }, 'en')).rejects.toEqual(problem('too_many_requests'))
  })
})

describe('changes of an account', () => {
  test('a new password wants the present one, keeps this session open and ends the others', async () => {
    const { browser, email, backupCodes } = await enrolled()
    const other = new Browser()
    other.keep(await signIn(app, other, { email, password: PASSWORD }))
    other.keep(await verifyCode(app, other, { code: backupCodes[0]! }))
    await expect(changePassword(app, browser, await browser.openSession(), { current: 'wrong wrong wrong', password: 'a new and long password' })).rejects.toMatchObject({ fields: { current: [{ code: 'password_wrong' }] } })
    const before = browser.cookie
    browser.keep(await changePassword(app, browser, await browser.openSession(), { current: PASSWORD, password: 'a new and long password' }))
    await browser.openSession()
    expect(browser.cookie).not.toBe(before)
    expect(await other.session()).toBeUndefined()
    expect(await readSession(app, before)).toBeUndefined()
  })

  test('a new address counts once its owner followed the link; the old one is told; offices follow', async () => {
    const { browser, email, id } = await enrolled()
    const taken = await member()
    await askForNewEmail(app, browser, await browser.openSession(), { email: taken.email, current: PASSWORD })
    expect((await lastAccountMail(taken.email)).kind).toBe('none')
    const fresh = `fresh${accounts}@example.org`
    await askForNewEmail(app, browser, await browser.openSession(), { email: fresh, current: PASSWORD })
    expect((await browser.openSession()).email).toBe(email)
    const { link } = await lastAccountMail(fresh)
    await confirmNewEmail(app, link)
    await expect(confirmNewEmail(app, link)).rejects.toEqual(problem('link_spent'))
    expect((await browser.openSession()).email).toBe(fresh)
    expect((await lastAccountMail(email)).kind).toBe('account.email_changed')
    const { rows } = await test1.database.owner.query('select email from corridor.staff where account_id = $1', [id])
    expect(rows).toEqual([{ email: fresh }])
  })

  test('one address has one account', async () => {
    const { email } = await member()
    const again = app.within({ office: OFFICE, actor: system }, (tx) => createAccount(tx, { email: email.toUpperCase(), name: 'Other', password: PASSWORD }))
    await expect(again).rejects.toMatchObject({ fields: { email: [{ code: 'email_taken' }] } })
  })
})

describe('the demo', () => {
  test('one click signs in as its cast, without a second factor', async () => {
    await app.within({ office: DEMO, actor: system }, (tx) => createDemoAccount(tx, { name: 'Keti', email: 'keti@demo.example', role: 'administrator' }))
    const keti = (await findDemoAccounts(app)).find(({ name }) => name === 'Keti')!
    const browser = new Browser()
    expect(browser.keep(await signInToDemo(app, browser, keti.id)).officeSlug).toBe('demo')
    await browser.openSession()
    expect(await actorOfRequest(app, { cookie: browser.cookie }, { id: DEMO, slug: 'demo' })).toMatchObject({ kind: 'staff', role: 'administrator' })
    await expect(signIn(app, new Browser(), { email: 'keti@demo.example', password: PASSWORD })).rejects.toEqual(problem('sign_in_failed'))
  })

  test('never as anybody else, nor as one of the cast who came to work in a real office', async () => {
    const real = await member('administrator')
    await expect(signInToDemo(app, new Browser(), real.id)).rejects.toEqual(problem('not_found'))
    const id = await app.within({ office: DEMO, actor: system }, (tx) => createDemoAccount(tx, { name: 'Zaza', email: 'zaza@demo.example', role: 'officer' }))
    const browser = new Browser()
    browser.keep(await signInToDemo(app, browser, id))
    await test1.database.owner.query(`insert into corridor.staff (office_id, account_id, name, email, role) values ($1, $2, 'Zaza', 'zaza@demo.example', 'officer')`, [OFFICE, id])
    await expect(signInToDemo(app, new Browser(), id)).rejects.toEqual(problem('not_found'))
    expect((await browser.session())?.stage).toBe('set_up')
    expect(await actorOfRequest(app, { cookie: browser.cookie }, terjola)).toEqual({ kind: 'anonymous' })
    await test1.database.owner.query('delete from corridor.staff where account_id = $1 and office_id = $2', [id, OFFICE])
    await test1.database.owner.query('insert into corridor.operators (account_id) values ($1)', [id])
    await expect(signInToDemo(app, new Browser(), id)).rejects.toEqual(problem('not_found'))
  })

  test('its accounts are made in demo offices only', async () => {
    const made = app.within({ office: OFFICE, actor: system }, (tx) => createDemoAccount(tx, { name: 'Lia', email: 'lia2@demo.example', role: 'officer' }))
    await expect(made).rejects.toEqual(problem('not_found'))
  })
})
