import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor, Role } from '#platform/access/actor.ts'
import type { App } from '#platform/app.ts'
import type { Tx } from '#platform/database/types.ts'
import { newId } from '#platform/ids/uuid.ts'
import { createAccount, readSession, recognise, type Requester, type Session } from '#modules/accounts/index.server.ts'
import { testApp, type TestApp } from '../../../tests/support/app.ts'
import { smtpSink, type SmtpSink } from '../../../tests/support/smtp-sink.ts'
import {
  acceptAsMember, acceptAsNewcomer, appointOperator, askForAccess, countryOfPlace, createOffice, createToken, endStaff, findInvitations, findMail, findOffices, findOperatorAccess, findStaff, findTokens, getInvitation,
  getMail, getSettings, inviteAgain, inviteStaff, isSetUp, languagesOfCountry, openKeptMail, requireSetUpAllowed, reviseSettings, reviseStaff, revokeInvitation, revokeToken, sendMailAgain, setUpCode,
  timeZoneOfCountry,
} from './index.server.ts'
import { invitationForm, newOfficeForm, settingsForm, staffForm } from './index.ts'
import { slugOf } from './slug.ts'
import { checkForm } from '#platform/forms/check-form.ts'

const system: Actor = { kind: 'system', name: 'test' }
const PASSWORD = 'three goats on a red roof'
const TODAY = '2026-03-01'
const problem = (code: string) => expect.objectContaining({ code }) as unknown

let test1: TestApp
let app: App
let sink: SmtpSink
let office: string
let other: string
let anaId: string
let ana: Actor
let count = 0

const as = (role: Role, accountId = newId()): Actor => ({ kind: 'staff', accountId, name: role, role, villages: [] })
const inOffice = <T>(actor: Actor, work: (tx: Tx) => Promise<T>, where = office): Promise<T> => app.within({ office: where, actor }, work)
const requester = (address = '192.0.2.1'): Requester & { hostname: string } => ({ address, headers: new Headers(), hostname: 'corridor.example.org' })
const cookieOf = ({ cookies }: { cookies: string[] }): string => cookies.map((each) => each.split(';')[0]).join('; ')
const invitation = (more: Record<string, unknown> = {}) => checkForm(invitationForm, { email: `somebody${++count}@example.org`, name: 'Somebody', role: 'officer', ...more })
const secretOf = (url: string): string => url.split('/').at(-1)!

/** An account with its session, open as after a second factor. */
async function signedIn(accountId: string, cookies: { cookies: string[] }): Promise<Session> {
  await test1.database.owner.query('update auth.session set "secondFactorAt" = now() where "userId" = $1', [accountId])
  return (await readSession(app, cookieOf(cookies)))!
}

async function administrator(email: string, where: string): Promise<string> {
  return app.within({ office: where, actor: system }, async (tx) => {
    const id = await createAccount(tx, { email, name: 'Ana', password: PASSWORD })
    await tx.insertInto('staff').values({ office_id: tx.office, account_id: id, name: 'Ana', email, role: 'administrator' }).execute()
    return id
  })
}

beforeAll(async () => {
  sink = await smtpSink()
  test1 = await testApp()
  app = test1.app
  const facts = { country: 'GE', languages: ['ka', 'en'] }
  office = (await createOffice(app, system, checkForm(newOfficeForm, { ...facts, name: 'თერჯოლის მიგრაციის ოფისი', slug: 'terjola', place: 'Terjola', admin: { email: 'first@example.org' } }))).id
  other = (await createOffice(app, system, checkForm(newOfficeForm, { ...facts, name: 'Samtredia', place: 'Samtredia', admin: { email: 'otto@example.org' } }))).id
  anaId = await administrator('ana@example.org', office)
  ana = { kind: 'staff', accountId: anaId, name: 'Ana', role: 'administrator', villages: [] }
})
afterAll(async () => {
  await test1.close()
  await sink.close()
})
beforeEach(() => test1.database.owner.query('delete from corridor.rate_limits'))

describe('refusals', () => {
  const everything: [string, Role[], (tx: Tx) => Promise<unknown>][] = [
    ['invite', ['administrator'], (tx) => inviteStaff(tx, app, invitation())],
    ['read staff', ['administrator', 'auditor'], (tx) => findStaff(tx, TODAY)],
    ['read invitations', ['administrator', 'auditor'], (tx) => findInvitations(tx, app.now())],
    ['read settings', ['administrator'], (tx) => getSettings(tx)],
    ['make a token', ['administrator'], (tx) => createToken(tx, { name: 'x', role: 'planner', days: 1 }, app.now())],
    ['list tokens', ['administrator'], (tx) => findTokens(tx, app.now())],
    ['read mail', ['administrator', 'officer', 'auditor'], (tx) => findMail(tx, { page: 1 })],
    ['see operators', ['administrator', 'auditor'], (tx) => findOperatorAccess(tx, app.now())],
    ['see all offices', [], (tx) => findOffices(tx)],
    ['open an office to an operator', [], (tx) => askForAccess(tx, { reason: 'because I want to', hours: 1 }, app.now())],
  ]

  test.each(everything)('to %s is for %j', async (_what, roles, work) => {
    for (const role of ['administrator', 'officer', 'field', 'moderator', 'counsellor', 'planner', 'auditor'] as const) {
      const tried = inOffice(as(role), work)
      if (roles.includes(role)) await tried
      else await expect(tried, role).rejects.toEqual(problem('not_found'))
    }
    for (const stranger of [{ kind: 'anonymous' }, { kind: 'person', personId: newId(), name: 'Marta' }] as Actor[]) await expect(inOffice(stranger, work)).rejects.toEqual(problem('not_found'))
  })

  test('an office is made by operators and the system alone', async () => {
    const form = checkForm(newOfficeForm, { name: 'X', place: 'X', country: 'GE', languages: ['en'], admin: { email: 'x@example.org' } })
    for (const actor of [ana, { kind: 'anonymous' }] as Actor[]) await expect(createOffice(app, actor, form)).rejects.toEqual(problem('not_found'))
  })

  test('another office’s staff, invitations, tokens and mail are not there', async () => {
    const otto = as('administrator')
    const { id } = await inOffice(ana, (tx) => inviteStaff(tx, app, invitation()))
    const token = await inOffice(ana, (tx) => createToken(tx, { name: 'x', role: 'planner', days: 1 }, app.now()))
    const [mail] = (await inOffice(ana, (tx) => findMail(tx, { page: 1 }))).mails
    const foreign: ((tx: Tx) => Promise<unknown>)[] = [
      (tx) => revokeInvitation(tx, id, app.now()), (tx) => inviteAgain(tx, app, id), (tx) => revokeToken(tx, token.id, app.now()), (tx) => getMail(tx, mail!.id), (tx) => openKeptMail(tx, app, mail!.id),
      (tx) => endStaff(tx, anaId, app.now()),
    ]
    for (const work of foreign) await expect(inOffice(otto, work, other)).rejects.toMatchObject({ code: expect.stringMatching(/not_found|last_administrator/) as string })
    expect(await inOffice(otto, (tx) => findStaff(tx, TODAY), other)).toEqual([])
  })

  test('a form says all that is wrong with it', () => {
    const wrong = (schema: typeof invitationForm | typeof settingsForm | typeof newOfficeForm, input: unknown) => {
      try {
        checkForm(schema, input)
        return {}
      } catch (error) {
        return Object.fromEntries(Object.entries((error as { fields: Record<string, { code: string }[]> }).fields).map(([field, codes]) => [field, codes[0]!.code]))
      }
    }
    expect(wrong(invitationForm, { email: 'nobody', name: '', role: 'king', villages: ['x'] })).toEqual({ email: 'not_an_email', name: 'required', role: 'unknown_value', 'villages.0': 'unknown_value' })
    expect(wrong(invitationForm, { email: 'a@example.org', name: 'A', role: 'field' })).toEqual({ villages: 'villages_needed' })
    expect(wrong(invitationForm, { email: 'a@example.org', name: 'A', role: 'officer', helperOf: 'Ambrolauri' })).toEqual({ until: 'helper_day' })
    expect(wrong(newOfficeForm, { name: 'x'.repeat(201), slug: 'Not A Slug', place: '', country: 'XX', languages: [], admin: { email: '' } })).toEqual({ name: 'too_long', slug: 'slug_form', place: 'required', country: 'unknown_country', languages: 'required', 'admin.email': 'required' })
  })
})

describe('a new office', () => {
  test('gets a name for its address in ASCII, and another one where that is taken', async () => {
    expect(slugOf('თერჯოლის მუნიციპალიტეტი')).toBe('terjolis-munitsipaliteti')
    expect(slugOf('Vallée d’Ossau / Béarn')).toBe('vallee-dossau-bearn')
    expect(slugOf('😀')).not.toBe('')
    const form = { name: 'Baghdati', place: 'Baghdati', country: 'GE', languages: ['ka'], admin: { email: 'b@example.org' } }
    expect((await createOffice(app, system, checkForm(newOfficeForm, form))).slug).toBe('baghdati')
    expect((await createOffice(app, system, checkForm(newOfficeForm, form))).slug).toBe('baghdati-2')
    await expect(createOffice(app, system, checkForm(newOfficeForm, { ...form, slug: 'baghdati' }))).rejects.toMatchObject({ fields: { slug: [{ code: 'slug_taken' }] } })
  })

  test('begins with what its place tells', () => {
    expect(countryOfPlace('Terjola')).toBe('GE')
    expect(countryOfPlace('Somewhere, Morocco')).toBe('MA')
    expect(countryOfPlace('Xyzzyburg')).toBeUndefined()
    expect(timeZoneOfCountry('GE')).toBe('Asia/Tbilisi')
    expect(languagesOfCountry('GE')).toEqual(['ka', 'en'])
    expect(languagesOfCountry('MA')).toEqual(['ar', 'en'])
    expect(languagesOfCountry('MD')).toEqual(['en'])
  })

  test('serves its place and invites its administrator in the office’s language', async () => {
    const { rows } = await test1.database.owner.query('select name, kind, served from corridor.places where office_id = $1', [office])
    expect(rows).toEqual([{ name: 'Terjola', kind: 'municipality', served: true }])
    const { rows: mails } = await test1.database.owner.query(`select language, subject, to_address from corridor.outbox where office_id = $1 and to_address = 'first@example.org'`, [office])
    expect(mails).toEqual([{ language: 'ka', to_address: 'first@example.org', subject: expect.stringContaining('მოწვევა') as string }])
  })
})

describe('an invitation', () => {
  test('makes an account, with the role, once', async () => {
    const invited = await inOffice(ana, (tx) => inviteStaff(tx, app, invitation({ role: 'counsellor' })))
    const secret = secretOf(invited.url)
    expect(await getInvitation(app, secret)).toMatchObject({ role: 'counsellor', accountExists: false, officeSlug: 'terjola' })
    await expect(acceptAsNewcomer(app, requester(), secret, { name: 'Mari', password: 'short' }, 'ka')).rejects.toMatchObject({ fields: { password: [{ code: 'password_short' }] } })
    const accept = () => acceptAsNewcomer(app, requester(), secret, { name: 'Mari', password: PASSWORD }, 'ka')
    const results = await Promise.allSettled([accept(), accept()])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(accept()).rejects.toEqual(problem('invitation_spent'))
    const done = results.find((each) => each.status === 'fulfilled')!.value
    // The second factor comes first, whoever it is.
    expect((await readSession(app, cookieOf(done)))?.stage).toBe('set_up')
    const { rows } = await test1.database.owner.query('select role, name from corridor.staff where email = $1', [invited.email])
    expect(rows).toEqual([{ role: 'counsellor', name: 'Mari' }])
  })

  test('withdrawn, replaced or late opens nothing', async () => {
    const form = invitation()
    const first = await inOffice(ana, (tx) => inviteStaff(tx, app, form))
    const second = await inOffice(ana, (tx) => inviteStaff(tx, app, form))
    await expect(getInvitation(app, secretOf(first.url))).rejects.toEqual(problem('invitation_spent'))
    const third = await inOffice(ana, (tx) => inviteAgain(tx, app, second.id))
    await expect(getInvitation(app, secretOf(second.url))).rejects.toEqual(problem('invitation_spent'))
    expect((await inOffice(ana, (tx) => findInvitations(tx, app.now()))).filter(({ email }) => email === form.email)).toHaveLength(1)
    test1.clock.advance({ days: 15 })
    await expect(getInvitation(app, secretOf(third.url))).rejects.toEqual(problem('invitation_spent'))
    test1.clock.set('2026-03-01T09:00:00Z')
    await inOffice(ana, (tx) => revokeInvitation(tx, third.id, app.now()))
    await expect(acceptAsNewcomer(app, requester(), secretOf(third.url), { name: 'X', password: PASSWORD }, 'en')).rejects.toEqual(problem('invitation_spent'))
    await expect(getInvitation(app, 'x')).rejects.toEqual(problem('invitation_spent'))
  })

  test('to an address with an account lets that account in, and no other', async () => {
    const email = `helper${++count}@example.org`
    const first = await inOffice(as('administrator'), (tx) => inviteStaff(tx, app, checkForm(invitationForm, { email, name: 'Otar', role: 'officer' })), other)
    const joined = await acceptAsNewcomer(app, requester(), secretOf(first.url), { name: 'Otar', password: PASSWORD }, 'en')
    const { rows } = await test1.database.owner.query<{ id: string }>('select id from auth."user" where email = $1', [email])
    const helper = await inOffice(ana, (tx) => inviteStaff(tx, app, checkForm(invitationForm, { email, name: 'Otar', role: 'officer', helperOf: 'Samtredia', until: '2026-03-31' })))
    await expect(acceptAsNewcomer(app, requester(), secretOf(helper.url), { name: 'Other', password: PASSWORD }, 'en')).rejects.toEqual(problem('invitation_needs_sign_in'))
    const unfinished = (await readSession(app, cookieOf(joined)))!
    await expect(acceptAsMember(app, unfinished, secretOf(helper.url))).rejects.toEqual(problem('invitation_of_another'))
    const session = await signedIn(rows[0]!.id, joined)
    await expect(acceptAsMember(app, { ...session, email: 'other@example.org' }, secretOf(helper.url))).rejects.toEqual(problem('invitation_of_another'))
    await acceptAsMember(app, session, secretOf(helper.url))
    const actor = async () => (await recognise(app, { cookie: cookieOf(joined) }, { id: office, slug: 'terjola' })).actor
    expect(await actor()).toMatchObject({ kind: 'staff', role: 'officer', helperOf: 'Samtredia' })
    test1.clock.set('2026-03-31T19:00:00Z')
    expect(await actor()).toMatchObject({ kind: 'staff' })
    // Midnight has passed in Tbilisi.
    test1.clock.set('2026-03-31T20:30:00Z')
    expect(await actor()).toEqual({ kind: 'anonymous' })
    test1.clock.set('2026-03-01T09:00:00Z')
  })

  test('the same address twice, and villages of elsewhere, are refused', async () => {
    await expect(inOffice(ana, (tx) => inviteStaff(tx, app, invitation({ email: 'ana@example.org' })))).rejects.toMatchObject({ fields: { email: [{ code: 'works_here' }] } })
    await expect(inOffice(ana, (tx) => inviteStaff(tx, app, invitation({ role: 'field', villages: [newId()] })))).rejects.toMatchObject({ fields: { villages: [{ code: 'unknown_value' }] } })
  })
})

describe('staff', () => {
  test('the last administrator stays, also when two go at the same time', async () => {
    await expect(inOffice(ana, (tx) => endStaff(tx, anaId, app.now()))).rejects.toEqual(problem('last_administrator'))
    await expect(inOffice(ana, (tx) => reviseStaff(tx, anaId, checkForm(staffForm, { role: 'officer' })))).rejects.toEqual(problem('last_administrator'))
    const second = await administrator(`second${++count}@example.org`, office)
    const results = await Promise.allSettled([inOffice(ana, (tx) => endStaff(tx, anaId, app.now())), inOffice(ana, (tx) => endStaff(tx, second, app.now()))])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await test1.database.owner.query('update corridor.staff set ended_at = null where account_id = $1', [anaId])
    await test1.database.owner.query('update corridor.staff set ended_at = now() where account_id = $1', [second])
  })

  test('a role and villages change, work ends, and each leaves an event that quotes nobody', async () => {
    const id = await administrator(`third${++count}@example.org`, office)
    const { rows } = await test1.database.owner.query<{ id: string }>(`insert into corridor.places (office_id, kind, name, name_key) values ($1, 'village', 'Tuzi', 'tuzi') returning id`, [office])
    await inOffice(ana, (tx) => reviseStaff(tx, id, checkForm(staffForm, { role: 'field', villages: [rows[0]!.id] })))
    expect((await inOffice(ana, (tx) => findStaff(tx, TODAY))).find(({ accountId }) => accountId === id)).toMatchObject({ role: 'field', villages: [rows[0]!.id], state: 'working' })
    await inOffice(ana, (tx) => endStaff(tx, id, app.now()))
    await expect(inOffice(ana, (tx) => endStaff(tx, id, app.now()))).rejects.toEqual(problem('not_found'))
    const { rows: events } = await test1.database.owner.query<{ type: string }>('select type, data from corridor.events where subject_id = $1 order by at', [id])
    expect(events.map(({ type }) => type)).toEqual(['staff.revised', 'staff.ended'])
    expect(JSON.stringify(events)).not.toContain('example.org')
  })
})

test('settings change, and the event names which', async () => {
  const before = await inOffice(ana, (tx) => getSettings(tx))
  const form = checkForm(settingsForm, { ...before, region: 'Imereti', phone: '+995 431 25 00 00', noticeWithinDays: '20', email: 'office@example.org', postalAddress: '', openingHours: '', privacyContact: '' })
  expect(await inOffice(ana, (tx) => reviseSettings(tx, form))).toEqual(['region', 'noticeWithinDays', 'phone', 'email'])
  expect(await inOffice(ana, (tx) => getSettings(tx))).toEqual(form)
  expect(await inOffice(ana, (tx) => reviseSettings(tx, form))).toEqual([])
  const { rows } = await test1.database.owner.query(`select data from corridor.events where type = 'office.revised'`)
  expect(rows).toEqual([{ data: { changed: ['region', 'noticeWithinDays', 'phone', 'email'] } }])
})

test('a token is shown once, works, and ends when it is revoked', async () => {
  const { id, secret } = await inOffice(ana, (tx) => createToken(tx, { name: 'Dashboards', role: 'auditor', days: 30 }, app.now()))
  const asks = () => recognise(app, { authorization: `Bearer ${secret}` }, null)
  expect((await asks()).actor).toMatchObject({ kind: 'token', role: 'auditor' })
  expect((await inOffice(ana, (tx) => findTokens(tx, app.now()))).find((each) => each.id === id)).toMatchObject({ state: 'open', lastUsedOn: TODAY })
  const { rows } = await test1.database.owner.query('select * from corridor.api_tokens where id = $1', [id])
  expect(JSON.stringify(rows)).not.toContain(secret)
  await inOffice(ana, (tx) => revokeToken(tx, id, app.now()))
  expect((await asks()).actor).toEqual({ kind: 'anonymous' })
})

test('a token ends with the day of the helper who made it, with the maker’s work, and with a lower role', async () => {
  const maker = newId()
  await inOffice(system, (tx) => tx.insertInto('staff').values({ office_id: tx.office, account_id: maker, name: 'Helper', email: 'helper@example.org', role: 'administrator', helper_of: 'Ambrolauri', until: TODAY }).execute())
  const { id, secret } = await inOffice(as('administrator', maker), (tx) => createToken(tx, { name: 'Of a helper', role: 'officer', days: 300 }, app.now()))
  const kind = async (at = app.now()) => (await recognise({ ...app, now: () => at }, { authorization: `Bearer ${secret}` }, null)).actor.kind
  const state = async (at = app.now()) => (await inOffice(ana, (tx) => findTokens(tx, at))).find((each) => each.id === id)?.state
  const later = new Date(app.now().getTime() + 2 * 86_400_000)
  expect([await kind(), await state(), await kind(later), await state(later)]).toEqual(['token', 'open', 'anonymous', 'expired'])
  for (const [set, left] of [["until = null, helper_of = null, role = 'officer'", 'token'], ["role = 'auditor'", 'anonymous'], ["role = 'administrator'", 'token'], ['ended_at = now()', 'anonymous']] as const) {
    await test1.database.owner.query(`update corridor.staff set ${set} where account_id = $1`, [maker])
    expect(await kind(later), set).toBe(left)
  }
})

describe('the mailbox', () => {
  const kept = async (): Promise<string> => {
    const { id } = await inOffice(ana, (tx) => inviteStaff(tx, app, invitation()))
    await app.jobs.drain(app)
    const { rows } = await test1.database.owner.query<{ id: string }>('select id from corridor.outbox where idempotency_key = $1', [`invitation:${id}`])
    return rows[0]!.id
  }

  test('shows a kept mail without its link to those who may read mail', async () => {
    const id = await kept()
    const mail = await inOffice(as('officer'), (tx) => getMail(tx, id))
    expect(mail).toMatchObject({ state: 'kept', link: 'invitation' })
    expect(mail.text).not.toContain('/invitation/')
    expect((await inOffice(ana, (tx) => findMail(tx, { state: 'kept', page: 1 }))).mails.map((each) => each.id)).toContain(id)
    expect((await inOffice(ana, (tx) => findMail(tx, { state: 'failed', page: 1 }))).total).toBe(0)
  })

  test('opens the link of an invitation for an administrator, and notes it', async () => {
    const id = await kept()
    for (const role of ['officer', 'auditor'] as const) await expect(inOffice(as(role), (tx) => openKeptMail(tx, app, id))).rejects.toEqual(problem('not_found'))
    const { url, text } = await inOffice(ana, (tx) => openKeptMail(tx, app, id))
    expect(text).toContain(url)
    expect(await getInvitation(app, secretOf(url))).toMatchObject({ officeSlug: 'terjola' })
    const { rows } = await test1.database.owner.query(`select actor_id from corridor.events where type = 'mail.link_opened' and subject_id = $1`, [id])
    expect(rows).toEqual([{ actor_id: anaId }])
  })

  test('sends a kept mail once there is a server, once; then its link is gone', async () => {
    const id = await kept()
    await expect(inOffice(ana, (tx) => sendMailAgain(tx, app, id))).rejects.toEqual(problem('no_mail_server'))
    const online = { ...app, config: { ...app.config, smtpUrl: sink.url } }
    await inOffice(ana, (tx) => sendMailAgain(tx, online, id))
    await app.jobs.drain(online)
    expect(sink.accepted).toHaveLength(1)
    expect(sink.accepted[0]).toContain('/invitation/')
    await expect(inOffice(ana, (tx) => sendMailAgain(tx, online, id))).rejects.toEqual(problem('mail_has_left'))
    await expect(inOffice(ana, (tx) => openKeptMail(tx, app, id))).rejects.toEqual(problem('mail_has_left'))
  })
})

describe('an operator', () => {
  test('sees counts of all offices, and people only after a reason that the office sees', async () => {
    const operator: Actor = { kind: 'operator', accountId: anaId, name: 'Tamar' }
    expect((await app.within({ office: null, actor: operator }, (tx) => findOffices(tx))).map(({ slug }) => slug)).toContain('terjola')
    await expect(inOffice(operator, (tx) => findMail(tx, { page: 1 }), other)).rejects.toEqual(problem('not_found'))
    const { id } = await inOffice(operator, (tx) => askForAccess(tx, { reason: 'The office asked for help with its mail', hours: 2 }, app.now()), other)
    const granted: Actor = { ...operator, grant: { id, officeId: other } } as Actor
    expect((await inOffice(granted, (tx) => findMail(tx, { page: 1 }), other)).total).toBeGreaterThan(0)
    expect((await inOffice(as('administrator'), (tx) => findOperatorAccess(tx, app.now()), other))[0]).toMatchObject({ by: 'Tamar', reason: 'The office asked for help with its mail', open: true })
    await expect(inOffice(operator, (tx) => askForAccess(tx, { reason: 'Longer than it may be', hours: 25 }, app.now()), other)).rejects.toBeDefined()
    await expect(inOffice(ana, (tx) => appointOperator(tx, anaId))).rejects.toEqual(problem('not_found'))
  })
})

describe('the set-up', () => {
  test('is closed once there is an office, and to strangers without the code', async () => {
    expect(await isSetUp(app)).toBe(true)
    await expect(requireSetUpAllowed(app, requester('127.0.0.1'), setUpCode(app.config.secret))).rejects.toEqual(problem('already_set_up'))
  })

})

describe('the demo', () => {
  test('sends no mail out of the house and takes nobody in', async () => {
    const demo = newId()
    await app.within({ office: demo, actor: system }, (tx) => tx.client.query(`select corridor.create_office($1, 'demo', 'Demo', 'GE', '{en}', 'en', 'UTC', null, true)`, [demo]))
    const invited = await inOffice(as('administrator'), (tx) => inviteStaff(tx, app, invitation()), demo)
    const before = sink.arrived.length
    await app.jobs.drain({ ...app, config: { ...app.config, smtpUrl: sink.url } })
    expect(sink.arrived).toHaveLength(before)
    await expect(acceptAsNewcomer(app, requester(), secretOf(invited.url), { name: 'X', password: PASSWORD }, 'en')).rejects.toEqual(problem('demo_only'))
  })
})
