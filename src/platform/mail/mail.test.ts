import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#platform/access/actor.ts'
import type { App } from '#platform/app.ts'
import { testApp, type TestApp } from '../../../tests/support/app.ts'
import { smtpSink, type SmtpSink } from '../../../tests/support/smtp-sink.ts'
import { deliverMail, sweepMail } from './deliver.server.ts'
import { htmlOf, textOf } from './content.ts'
import { sendAccountMail, sendMail, type NewMail } from './outbox.server.ts'
import { seal, mailKey, unseal } from './seal.server.ts'
import { enqueue } from '../jobs/jobs.server.ts'

const OFFICE = '0190a8e0-0000-7000-8000-000000000001'
const OTHER = '0190a8e0-0000-7000-8000-000000000002'
const system: Actor = { kind: 'system', name: 'test' }
const inOffice = { office: OFFICE, actor: system }

let test1: TestApp
let sink: SmtpSink
let app: App

beforeAll(async () => {
  sink = await smtpSink()
  test1 = await testApp({ SMTP_URL: sink.url, MAIL_FROM: 'Corridor <corridor@example.org>' })
  app = test1.app
  for (const [id, slug] of [[OFFICE, 'lentekhi'], [OTHER, 'ambrolauri']]) await test1.database.owner.query(`insert into corridor.offices (id, slug, name, home_country) values ($1, $2, $3, 'GE')`, [id, slug, `Office of ${slug}`])
})
afterAll(async () => {
  await test1.close()
  await sink.close()
})
beforeEach(async () => {
  await test1.database.owner.query('delete from corridor.outbox; delete from auth.mail; delete from jobs.job')
  sink.accepted.length = 0
  sink.arrived.length = 0
  sink.next = 'accept'
})

const mail = (key: string, more: Partial<NewMail> = {}): NewMail => ({
  idempotencyKey: key,
  kind: 'test.write',
  to: { address: 'nino@example.org', name: 'ნინო ბერიძე' },
  language: 'en',
  content: { subject: 'News from home', paragraphs: ['Good day'], action: { label: 'Open', url: 'https://corridor.example.org/p/a-secret-token' }, signature: ['Office'] },
  ...more,
})

async function rows(): Promise<{ id: string; state: string; attempts: number; error: string | null; sealed: Buffer | null; message_id: string; body_text: string }[]> {
  return (await test1.database.owner.query('select * from corridor.outbox order by created_at')).rows
}

/** Lets the time come at which a mail is tried again. */
async function later(minutes: number): Promise<void> {
  test1.clock.advance({ minutes })
  await test1.database.owner.query(`delete from jobs.job`)
  await app.within({ office: null, actor: system }, (tx) => enqueue(tx, sweepMail, {}))
  await app.jobs.drain(app)
}

describe('refusals', () => {
  test('who may not write puts no mail into the outbox', async () => {
    const auditor: Actor = { kind: 'staff', accountId: OFFICE, name: 'Ana', role: 'auditor', villages: [] }
    await expect(app.within({ office: OFFICE, actor: auditor }, (tx) => sendMail(tx, mail('a')))).rejects.toMatchObject({ code: 'not_found' })
    await expect(app.within({ office: OFFICE, actor: { kind: 'anonymous' } }, (tx) => sendMail(tx, mail('a')))).rejects.toMatchObject({ code: 'not_found' })
    await expect(app.within({ office: null, actor: system }, (tx) => sendMail(tx, mail('a')))).rejects.toMatchObject({ code: 'not_found' })
    expect(await rows()).toEqual([])
  })

  test('another office does not see the mail, nor does who sees only some people', async () => {
    await app.within(inOffice, (tx) => sendMail(tx, mail('a')))
    const seen = (office: string, actor: Actor) => app.within({ office, actor }, async (tx) => (await tx.selectFrom('outbox').selectAll().execute()).length)
    expect(await seen(OTHER, system)).toBe(0)
    expect(await seen(OFFICE, { kind: 'staff', accountId: OTHER, name: 'Giorgi', role: 'field', villages: [] })).toBe(0)
    expect(await seen(OFFICE, system)).toBe(1)
  })

  test('a sealed link opens with its key and beside its mail alone', () => {
    const key = mailKey('one secret that is long enough, isn’t it')
    const sealed = seal(key, 'https://example.org/x', 'mail-1')
    expect(unseal(key, sealed, 'mail-1')).toBe('https://example.org/x')
    expect(() => unseal(key, sealed, 'mail-2')).toThrow()
    expect(() => unseal(mailKey('another'), sealed, 'mail-1')).toThrow()
  })

  test('a heading cannot be smuggled into a mail', async () => {
    await app.within(inOffice, (tx) => sendMail(tx, mail('a', { to: { address: 'nino@example.org', name: 'Nino\r\nBcc: all@example.org' }, content: { subject: 'Hello\r\nBcc: all@example.org', paragraphs: ['x'], signature: ['y'] } })))
    await app.jobs.drain(app)
    expect(sink.accepted).toHaveLength(1)
    expect(sink.accepted[0]!.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/m)
  })
})

describe('delivery', () => {
  test('the same key sends once, also where two ask at the same time', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => app.within(inOffice, (tx) => sendMail(tx, mail('same')))))
    expect(ids.filter(Boolean)).toHaveLength(1)
    await app.jobs.drain(app)
    await app.jobs.drain(app)
    expect(sink.accepted).toHaveLength(1)
  })

  test('a change that is rolled back sends nothing', async () => {
    await expect(app.within(inOffice, async (tx) => {
      await sendMail(tx, mail('a'))
      throw new Error('no')
    })).rejects.toThrow('no')
    await app.jobs.drain(app)
    expect(sink.accepted).toEqual([])
  })

  test('a secret link is in the mail, not in the database, and gone once the mail has left', async () => {
    await app.within(inOffice, (tx) => sendMail(tx, mail('a', { secrecy: 'person' })))
    const [before] = await rows()
    expect(JSON.stringify(before)).not.toContain('a-secret-token')
    expect(before!.sealed).not.toBeNull()
    await app.jobs.drain(app)
    expect(sink.accepted[0]).toContain('a-secret-token')
    expect(sink.accepted[0]).toContain('Office of lentekhi')
    expect((await rows())[0]).toMatchObject({ state: 'sent', attempts: 1, sealed: null })
  })

  test('a refusal for now is tried again after a while, with the same Message-ID, and is seen meanwhile', async () => {
    sink.next = { status: 451, at: 'data' }
    await app.within(inOffice, (tx) => sendMail(tx, mail('a')))
    await app.jobs.drain(app)
    expect((await rows())[0]).toMatchObject({ state: 'waiting', attempts: 1, error: expect.stringContaining('busy') as string })
    await later(0.5)
    expect(sink.arrived).toHaveLength(1)
    await later(1)
    const [row] = await rows()
    expect(row).toMatchObject({ state: 'sent', attempts: 2, error: null })
    expect(sink.accepted).toHaveLength(1)
    for (const raw of sink.arrived) expect(raw).toContain(`Message-ID: ${row!.message_id}`)
  })

  test('a refusal for good is final, with its reason and an event that quotes nobody', async () => {
    sink.next = { status: 550, at: 'recipient' }
    await app.within(inOffice, (tx) => sendMail(tx, mail('a')))
    await app.jobs.drain(app)
    expect((await rows())[0]).toMatchObject({ state: 'failed', attempts: 1, error: expect.stringContaining('refused_address') as string })
    await later(10_000)
    expect(sink.arrived).toHaveLength(0)
    const { rows: events } = await test1.database.owner.query(`select type, data from corridor.events where type = 'mail.failed'`)
    expect(events).toEqual([{ type: 'mail.failed', data: { reason: 'refused_address' } }])
  })

  test('tries come to an end', async () => {
    await app.within(inOffice, (tx) => sendMail(tx, mail('a')))
    for (let attempt = 0; attempt < 15; attempt++) {
      sink.next = { status: 421, at: 'data' }
      if (attempt === 0) await app.jobs.drain(app)
      else await later(24 * 60)
    }
    expect((await rows())[0]).toMatchObject({ state: 'failed', attempts: 10 })
  })

  test('a connection cut after the data is tried again with the same Message-ID: nobody is missed, and a mailbox folds the second copy', async () => {
    sink.next = 'drop after data'
    await app.within(inOffice, (tx) => sendMail(tx, mail('a')))
    await app.jobs.drain(app)
    expect((await rows())[0]).toMatchObject({ state: 'waiting', attempts: 1, error: expect.stringContaining('interrupted') as string })
    expect(sink.arrived).toHaveLength(1)
    await later(2)
    expect((await rows())[0]).toMatchObject({ state: 'sent', attempts: 2 })
    const ids = sink.accepted.map((raw) => /^Message-ID: (.*)$/im.exec(raw)![1])
    expect(new Set(ids).size).toBe(1)
    expect(sink.accepted.length).toBeLessThanOrEqual(2)
  })

  test('a mail in the hands of a process that died is taken up again after the lease, not before', async () => {
    await app.within(inOffice, (tx) => sendMail(tx, mail('a')))
    await test1.database.owner.query(`update corridor.outbox set state = 'sending', attempts = 1, attempted_at = $1`, [app.now()])
    await later(4)
    expect(sink.arrived).toHaveLength(0)
    await later(2)
    expect(sink.accepted).toHaveLength(1)
    expect((await rows())[0]).toMatchObject({ state: 'sent', attempts: 2 })
  })

  test('two workers never send one mail twice', async () => {
    await app.within(inOffice, async (tx) => {
      const id = await sendMail(tx, mail('a'))
      for (let more = 0; more < 4; more++) await enqueue(tx, deliverMail, { mail: id! })
    })
    await Promise.all([app.jobs.drain(app), app.jobs.drain(app), app.jobs.drain(app)])
    expect(sink.arrived).toHaveLength(1)
  })

  test('an unreachable server leaves the mail waiting', async () => {
    const other = { ...app, config: { ...app.config, smtpUrl: 'smtp://127.0.0.1:9' } }
    await app.within(inOffice, (tx) => sendMail(tx, mail('a')))
    await app.jobs.drain(other)
    expect((await rows())[0]).toMatchObject({ state: 'waiting', error: expect.stringContaining('unreachable') as string })
  })

  test('without a server mail is kept, with its link', async () => {
    const { smtpUrl: _, ...config } = app.config
    await app.within(inOffice, (tx) => sendMail(tx, mail('a', { secrecy: 'invitation' })))
    await app.jobs.drain({ ...app, config: { ...config, smtpUrl: undefined } })
    const [row] = await rows()
    expect(row).toMatchObject({ state: 'kept', attempts: 0 })
    expect(unseal(mailKey(app.config.secret), row!.sealed!, row!.id)).toBe('https://corridor.example.org/p/a-secret-token')
  })

  test('mail about an account goes its own way', async () => {
    await test1.database.owner.query(`insert into auth."user" (id, name, email, "emailVerified") values ($1, 'Nino', 'nino@example.org', true)`, [OFFICE])
    await app.within({ office: null, actor: system }, (tx) => sendAccountMail(tx, OFFICE, mail('reset')))
    await app.jobs.drain(app)
    expect(sink.accepted[0]).toContain('a-secret-token')
    const { rows: kept } = await test1.database.owner.query('select state, sealed, body_text from auth.mail')
    expect(kept[0]).toMatchObject({ state: 'sent', sealed: null })
    expect(await rows()).toEqual([])
  })
})

test('text and HTML say the same, from right to left where the language does, and hold no foreign markup', () => {
  const content = { ...mail('a').content, paragraphs: ['<img src=x onerror=alert(1)> & co'] }
  expect(htmlOf(content, 'ar')).toContain('dir="rtl"')
  expect(htmlOf(content, 'ka')).toContain('dir="ltr"')
  expect(htmlOf(content, 'en')).not.toContain('<img')
  expect(textOf(content)).toContain('Open:\nhttps://corridor.example.org/p/a-secret-token')
})
