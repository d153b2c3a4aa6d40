import { describe, expect, test } from 'vitest'
import type { Actor, Role } from '#platform/access/actor.ts'
import type { Tx } from '#platform/database/types.ts'
import { beginTotp, confirmTotp, signIn } from '#modules/accounts/index.server.ts'
import { OFFICE, PASSWORD, peopleWhoSignIn, system, totp } from '../../../tests/support/accounts.ts'
import { appointOperator, endStaff, resetAnySecondFactor, resetStaffSecondFactor, whyNotResetSecondFactor } from './index.server.ts'

const { test1, app, member, Browser, enrolled, lastAccountMail } = await peopleWhoSignIn()
const TODAY = '2026-03-01'
const OTHER = '0190a8e0-0000-7000-8000-000000000003'
await test1.database.owner.query(`insert into corridor.offices (id, slug, name, home_country, is_demo) values ($1, 'samtredia', 'Samtredia', 'GE', false)`, [OTHER])
const problem = (code: string) => expect.objectContaining({ code }) as unknown
const staff = (role: Role, accountId: string): Actor => ({ kind: 'staff', accountId, name: 'Ana', role, villages: [] })
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> => app.within({ office: OFFICE, actor }, work)
const ana = staff('administrator', (await member('administrator')).id) as Extract<Actor, { kind: 'staff' }>
const reset = (actor: Actor, account: string) => as(actor, (tx) => resetStaffSecondFactor(tx, account, TODAY, app.now()))
const eventsOf = async (account: string) => (await test1.database.owner.query<{ office: string; actor: string; data: unknown }>(
  `select office_id as office, actor_kind as actor, data from corridor.events where type = 'staff.second_factor_reset' and subject_id = $1 order by office_id`, [account])).rows
const alsoIn = (account: string, role: Role, until: string | null = null) => app.within({ office: OTHER, actor: system }, (tx) =>
  tx.insertInto('staff').values({ office_id: OTHER, account_id: account, name: 'N', email: 'n@example.org', role, until }).execute())

describe('a lost second factor', () => {
  test('is not reset by any other role, for oneself, for a stranger, or for who worked here once', async () => {
    const { id } = await member('officer')
    for (const role of ['officer', 'field', 'counsellor', 'moderator', 'planner', 'auditor'] as const) await expect(reset(staff(role, ana.accountId), id), role).rejects.toEqual(problem('not_found'))
    for (const actor of [{ kind: 'anonymous' }, { kind: 'operator', accountId: ana.accountId, name: 'O' }] as Actor[]) await expect(reset(actor, id)).rejects.toEqual(problem('not_found'))
    await expect(reset(ana, ana.accountId)).rejects.toEqual(problem('own_second_factor'))
    await expect(reset(ana, OTHER)).rejects.toEqual(problem('not_found'))
    const elsewhere = await member('officer', { office: OTHER })
    await expect(reset(ana, elsewhere.id)).rejects.toEqual(problem('not_found'))
    await as(ana, (tx) => endStaff(tx, id, app.now()))
    await expect(reset(ana, id)).rejects.toEqual(problem('not_found'))
    const helper = await member('officer', { until: '2026-02-28' })
    await expect(reset(ana, helper.id)).rejects.toEqual(problem('not_found'))
  })

  test('is left to an operator where the account has more rights elsewhere', async () => {
    const { id: operator } = await member('officer')
    await app.within({ office: null, actor: system }, (tx) => appointOperator(tx, operator))
    const { id: higher } = await member('officer')
    await alsoIn(higher, 'administrator')
    for (const id of [operator, higher]) {
      expect(await as(ana, (tx) => whyNotResetSecondFactor(tx, id, TODAY, app.now()))).toBe('second_factor_of_others')
      await expect(reset(ana, id)).rejects.toEqual(problem('second_factor_of_others'))
    }
    const [{ id: alike }, { id: over }] = [await member('officer'), await member('officer')]
    await alsoIn(alike, 'officer')
    await alsoIn(over, 'administrator', '2026-02-27')
    for (const id of [alike, over]) expect(await as(ana, (tx) => whyNotResetSecondFactor(tx, id, TODAY, app.now()))).toBeNull()
  })

  test('goes with all passkeys and sessions; the owner is told in the own language and sets up a new one', async () => {
    const nino = await enrolled()
    const { owner } = test1.database
    await owner.query(`insert into auth.passkey ("publicKey", "userId", "credentialID", "counter", "deviceType", "backedUp") values ('k', $1, 'c', 0, 'd', false)`, [nino.id])
    await owner.query(`update auth."user" set language = 'fr' where id = $1`, [nino.id])
    await reset(ana, nino.id)
    expect(await nino.browser.session()).toBeUndefined()
    expect(await eventsOf(nino.id)).toEqual([{ office: OFFICE, actor: 'staff', data: {} }])
    expect((await lastAccountMail(nino.email)).kind).toBe('account.second_factor_reset')
    const { rows } = await owner.query('select language, subject from auth.mail where to_address = $1', [nino.email])
    expect(rows).toEqual([{ language: 'fr', subject: 'Votre second facteur a été réinitialisé' }])
    await app.jobs.drain(app)
    expect((await owner.query('select state from auth.mail where to_address = $1', [nino.email])).rows).toEqual([{ state: 'kept' }])

    const browser = new Browser()
    expect(browser.keep(await signIn(app, browser, { email: nino.email, password: PASSWORD }))).toMatchObject({ needsCode: false })
    expect((await browser.session())?.stage).toBe('set_up')
    const { secret } = await beginTotp(app, (await browser.session())!)
    expect(secret).not.toBe(nino.secret)
    browser.keep(await confirmTotp(app, browser, (await browser.session())!, totp(secret)))
    await browser.openSession()
  })

  test('of the last administrator is reset by the command line or an operator, and every office of the account notes it', async () => {
    const last = await enrolled('administrator')
    await alsoIn(last.id, 'officer')
    await expect(resetAnySecondFactor(app, ana, last.email)).rejects.toEqual(problem('not_found'))
    await expect(resetAnySecondFactor(app, { kind: 'operator', accountId: last.id, name: 'O' }, last.email)).rejects.toEqual(problem('own_second_factor'))
    await expect(resetAnySecondFactor(app, system, 'nobody@example.org')).rejects.toEqual(problem('not_found'))
    await resetAnySecondFactor(app, system, last.email.toUpperCase())
    expect(await last.browser.session()).toBeUndefined()
    expect(await eventsOf(last.id)).toEqual([{ office: OFFICE, actor: 'system', data: {} }, { office: OTHER, actor: 'system', data: {} }])
    await resetAnySecondFactor(app, { kind: 'operator', accountId: ana.accountId, name: 'O' }, last.email)
    expect((await eventsOf(last.id)).map(({ actor }) => actor).sort()).toEqual(['operator', 'operator', 'system', 'system'])
  })
})
