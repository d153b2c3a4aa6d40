import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#platform/access/actor.ts'
import { newId } from '#platform/ids/uuid.ts'
import { castFor, type Cast } from '../../../tests/support/cast.ts'
import { testApp, type TestApp } from '../../../tests/support/app.ts'
import { keepHouse } from './index.server.ts'

const NOW = '2026-09-01T03:00:00Z'
let test1: TestApp
let cast: Cast
let account: string
const before = (days: number, hours = 0): Date => new Date(Date.parse(NOW) - (days * 24 + hours) * 3_600_000)
const context = () => ({ app: test1.app, withinScope: test1.app.within, signal: new AbortController().signal })
const rows = async (statement: string): Promise<string[]> => (await test1.database.owner.query<{ name: string }>(`${statement} order by 1`)).rows.map(({ name }) => name)

async function put(table: string, values: Record<string, unknown>): Promise<void> {
  const names = Object.keys(values)
  await test1.database.owner.query(`insert into ${table} (${names.map((name) => `"${name}"`).join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`, Object.values(values))
}
const session = (token: string, expiresAt: Date, updatedAt: Date) => put('auth.session', { token, expiresAt, updatedAt, userId: account })
const mail = (office: string, subject: string, state: string, createdAt: Date, more: Record<string, unknown> = {}) => put('corridor.outbox', {
  office_id: office, idempotency_key: subject, kind: 'k', to_address: 'a@example.org', language: 'en', subject, body_text: 't', message_id: `<${newId()}@x>`, state, created_at: createdAt, ...more,
})
const invitation = (office: string, name: string, expiresAt: Date, more: Record<string, unknown> = {}) => put('corridor.invitations', {
  office_id: office, email: `${name}@example.org`, name, role: 'officer', token_hash: Buffer.from(`${office}${name}`), created_at: before(400), expires_at: expiresAt, ...more,
})

beforeAll(async () => {
  test1 = await testApp()
  cast = await castFor({ app: test1.app.pool })
  test1.clock.set(NOW)
  const { rows: made } = await test1.database.owner.query<{ id: string }>(`insert into auth."user" ("name", "email", "emailVerified") values ('Nino', 'nino@example.org', true) returning id`)
  account = made[0]!.id
  await test1.database.owner.query(`update corridor.office_settings set retain_history_days = case when office_id = $1 then 400 else 3650 end`, [cast.terjola])
})
afterAll(() => test1.close())

test('nobody who works in an office keeps the house, nor an operator', async () => {
  for (const actor of [cast.ana, { kind: 'operator', accountId: account, name: 'O' }, { kind: 'anonymous' }] as Actor[]) await expect(keepHouse(context(), actor)).rejects.toMatchObject({ code: 'not_found' })
})

test('of signing in, what is over goes and what still lets somebody in stays', async () => {
  await session('open', before(-6), before(0, 11))
  await session('idle', before(-6), before(0, 13))
  await session('expired', before(0, 1), before(0, 1))
  for (const [identifier, expiresAt] of [['open', before(0, -1)], ['expired', before(0, 1)]] as const) await put('auth.verification', { identifier, value: 'v', expiresAt })
  for (const [name, expires, used] of [['open', before(0, -1), null], ['used', before(0, -1), before(0, 1)], ['expired', before(0, 1), null]] as const) {
    await put('auth.links', { account_id: account, purpose: 'password', token_hash: Buffer.from(name), expires_at: expires, used_at: used })
  }
  for (const [name, at] of [['now', before(0)], ['before', before(0, 1)]] as const) await put('auth.used_codes', { account_id: account, code_hash: Buffer.from(name), used_at: at })
  for (const [key, at] of [['today', before(0, 23)], ['yesterday', before(0, 25)]] as const) await put('corridor.rate_limits', { key, window_start: at })
  for (const [key, state, at] of [['new', 'sent', before(89)], ['old', 'sent', before(91)], ['kept', 'kept', before(91)], ['waiting', 'waiting', before(91)]] as const) {
    await put('auth.mail', { idempotency_key: key, kind: 'k', to_address: 'a', language: 'en', subject: 's', body_text: 't', message_id: 'm', state, created_at: at })
  }
  await keepHouse(context())
  expect(await rows('select token as name from auth.session')).toEqual(['open'])
  expect(await rows('select identifier as name from auth.verification')).toEqual(['open'])
  expect(await rows(`select convert_from(token_hash, 'UTF8') as name from auth.links`)).toEqual(['open'])
  expect(await rows(`select convert_from(code_hash, 'UTF8') as name from auth.used_codes`)).toEqual(['now'])
  expect(await rows('select key as name from corridor.rate_limits')).toEqual(['today'])
  expect(await rows('select idempotency_key as name from auth.mail')).toEqual(['new', 'waiting'])
})

test('of an office, mail goes by the office’s own time, and a sealed link before; what waits to leave stays', async () => {
  const sealed = { sealed: Buffer.from('secret'), secrecy: 'person' }
  for (const office of [cast.terjola, cast.other]) {
    await mail(office, 'left 399 days ago', 'sent', before(500), { sent_at: before(399) })
    await mail(office, 'left 401 days ago', 'sent', before(500), { sent_at: before(401) })
    await mail(office, 'failed 731 days ago', 'failed', before(731))
    await mail(office, 'waits since 800 days', 'waiting', before(800), sealed)
    await mail(office, 'kept 89 days', 'kept', before(89), sealed)
    await mail(office, 'kept 91 days', 'kept', before(91), sealed)
    await mail(office, 'kept 91 days, opens nothing', 'kept', before(91))
  }
  await keepHouse(context())
  const left = (office: string) => rows(`select concat_ws(': ', subject, state, case when sealed is not null then 'sealed' end) as name from corridor.outbox where office_id = '${office}'`)
  const both = ['kept 89 days: kept: sealed', 'kept 91 days, opens nothing: kept', 'kept 91 days: cancelled', 'left 399 days ago: sent', 'waits since 800 days: waiting: sealed']
  expect((await left(cast.terjola)).sort()).toEqual([...both].sort())
  expect((await left(cast.other)).sort()).toEqual([...both, 'left 401 days ago: sent'].sort())
})

test('of an office, closed or not, invitations go 90 days after their end and submissions after a day', async () => {
  await test1.database.owner.query('update corridor.offices set closed_at = $2 where id = $1', [cast.other, before(1)])
  for (const office of [cast.terjola, cast.other]) {
    await invitation(office, 'open', before(-5))
    await invitation(office, 'expired-89', before(89))
    await invitation(office, 'expired-91', before(91))
    await invitation(office, 'accepted-91', before(80), { accepted_at: before(91) })
    await invitation(office, 'accepted-89', before(200), { accepted_at: before(89) })
    await invitation(office, 'revoked-91', before(80), { revoked_at: before(91) })
    for (const [key, at] of [['today', before(0, 23)], ['yesterday', before(0, 25)]] as const) await put('corridor.submissions', { office_id: office, key, request: 'r', created_at: at })
  }
  await keepHouse(context())
  for (const office of [cast.terjola, cast.other]) {
    expect(await rows(`select name from corridor.invitations where office_id = '${office}'`)).toEqual(['accepted-89', 'expired-89', 'open'])
    expect(await rows(`select key as name from corridor.submissions where office_id = '${office}'`)).toEqual(['today'])
  }
})

test('more than one transaction’s worth goes in several, and a second run finds nothing', async () => {
  for (let each = 0; each < 7; each++) await session(`old ${each}`, before(1), before(1))
  expect(await keepHouse(context(), { kind: 'system', name: 'test' }, 3)).toBe(3)
  expect(await rows('select token as name from auth.session')).toEqual(['open'])
  expect(await keepHouse(context())).toBe(0)
})
