import { beforeAll, describe, expect, test } from 'vitest'
import { DEMO, OFFICE, PASSWORD, totp, peopleWhoSignIn } from '../../../tests/support/accounts.ts'
import { countTry } from '#platform/rate-limit/rate-limit.server.ts'
import { SIGN_IN_BY_ADDRESS, SIGN_IN_BY_BOTH } from './sign-in.server.ts'
import {
  actorOfRequest, answerAuth, beginTotp, changePassword, confirmTotp, hashOfSecret, readSession, recognise, removeSecondFactor, renewBackupCodes, signIn, signOut, signOutEverywhere, verifyCode,
} from './index.server.ts'

const { test1, app, member, Browser, enrolled } = await peopleWhoSignIn()
const terjola = { id: OFFICE, slug: 'terjola' }
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
    await expect(renewBackupCodes(app, browser, (await browser.session())!, { current: PASSWORD })).rejects.toEqual(problem('not_found'))
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

  test('cannot be kept from the owner by a stranger: one place uses up only its own tries, and a known browser is counted apart', async () => {
    const { email } = await member()
    const owner = new Browser('198.51.100.7')
    owner.keep(await signIn(app, owner, { email, password: PASSWORD }))
    const tryFrom = (address: string) => signIn(app, new Browser(address), { email, password: 'wrong wrong wrong' }).catch(() => undefined)
    for (let tries = 0; tries < SIGN_IN_BY_BOTH.tries; tries++) await countTry(app.pool, SIGN_IN_BY_BOTH, `${email} 203.0.113.1`, app.now())
    for (let tries = 0; tries < 100; tries++) await tryFrom('203.0.113.1')
    await expect(signIn(app, new Browser('198.51.100.8'), { email, password: PASSWORD })).resolves.toBeDefined()
    for (let tries = 0; tries < SIGN_IN_BY_ADDRESS.tries; tries++) await countTry(app.pool, SIGN_IN_BY_ADDRESS, email, app.now())
    await expect(signIn(app, new Browser('198.51.100.9'), { email, password: PASSWORD })).rejects.toEqual(problem('too_many_requests'))
    await expect(signIn(app, owner, { email, password: PASSWORD })).resolves.toBeDefined()
    // A cookie of another account, or a made-up one, is nothing.
    const { email: other } = await member()
    for (let tries = 0; tries < SIGN_IN_BY_BOTH.tries; tries++) await countTry(app.pool, SIGN_IN_BY_BOTH, `${other} ${owner.address}`, app.now())
    await expect(signIn(app, owner, { email: other, password: PASSWORD })).rejects.toEqual(problem('too_many_requests'))
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
    await expect(removeSecondFactor(app, browser, session, 'totp', { current: PASSWORD })).rejects.toEqual(problem('last_second_factor'))
    await test1.database.owner.query(`insert into auth.passkey ("publicKey", "userId", "credentialID", counter, "deviceType", "backedUp") values ('x', $1, $2, 0, 'singleDevice', false)`, [session.accountId, session.accountId])
    await removeSecondFactor(app, browser, session, 'totp', { current: PASSWORD })
  })

  test('who found a browser open cannot take one away or make backup codes without the password', async () => {
    const { browser, email } = await enrolled()
    const session = await browser.openSession()
    const wrong = expect.objectContaining({ code: 'invalid', fields: { current: [{ code: 'password_wrong' }] } }) as unknown
    await expect(renewBackupCodes(app, browser, session, { current: 'not the password at all' })).rejects.toEqual(wrong)
    await expect(removeSecondFactor(app, browser, session, 'totp', { current: 'not the password at all' })).rejects.toEqual(wrong)
    const codes = await renewBackupCodes(app, browser, session, { current: PASSWORD })
    const again = new Browser()
    again.keep(await signIn(app, again, { email, password: PASSWORD }))
    again.keep(await verifyCode(app, again, { code: codes[0]! }))
    await again.openSession()
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
