import { describe, expect, test } from 'vitest'
import { DEMO, OFFICE, PASSWORD, system, peopleWhoSignIn } from '../../../tests/support/accounts.ts'
import {
  actorOfRequest, askForNewEmail, changePassword, confirmNewEmail, createAccount, createDemoAccount, findDemoAccounts, forgotPassword, makeResetLink, readSession, resetPassword, signIn, signInToDemo, verifyCode,
} from './index.server.ts'

const ground = await peopleWhoSignIn()
const { test1, app, member, Browser, enrolled, lastAccountMail } = ground
const terjola = { id: OFFICE, slug: 'terjola' }
const problem = (code: string) => expect.objectContaining({ code }) as unknown

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
    const fresh = ground.fresh()
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
