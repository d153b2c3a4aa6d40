import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#platform/access/actor.ts'
import type { App } from '#platform/app.ts'
import { newId } from '#platform/ids/uuid.ts'
import { enqueue } from '#platform/jobs/jobs.server.ts'
import { createDemoAccount, readSession } from '#modules/accounts/index.server.ts'
import { testApp, type TestApp } from '../../../tests/support/app.ts'
import { removeDemoJob, requireSetUpAllowed, setUp, setUpCode } from './index.server.ts'

const system: Actor = { kind: 'system', name: 'test' }
const PASSWORD = 'three goats on a red roof'
const cookieOf = ({ cookies }: { cookies: string[] }): string => cookies.map((each) => each.split(';')[0]).join('; ')

let test1: TestApp
let app: App
beforeAll(async () => {
  test1 = await testApp()
  app = test1.app
})
afterAll(() => test1.close())

test('makes the first office with its administrator, who operates the platform, and takes the demo away', async () => {
  const demo = newId()
  await app.within({ office: demo, actor: system }, async (tx) => {
    await tx.client.query(`select corridor.create_office($1, 'demo', 'Demo', 'GE', '{en}', 'en', 'UTC', null, true)`, [demo])
    await createDemoAccount(tx, { name: 'Lia', email: 'lia@demo.example', role: 'administrator' })
  })
  const at = (address: string, hostname: string, headers = {}) => ({ address, hostname, headers: new Headers(headers) })
  const refused = [at('192.0.2.1', 'corridor.example.org'), at('127.0.0.1', 'evil.example'), at('127.0.0.1', 'localhost', { 'x-forwarded-for': '192.0.2.1' }), at('192.0.2.1', 'localhost')]
  for (const each of refused) await expect(requireSetUpAllowed(app, each, 'wrong')).rejects.toMatchObject({ fields: { code: [{ code: 'set_up_code' }] } })
  await requireSetUpAllowed(app, at('192.0.2.1', 'corridor.example.org'), setUpCode(app.config.secret))
  const form = { name: 'Lentekhi', slug: undefined, place: 'Lentekhi', country: 'GE', region: null, languages: ['ka' as const], defaultLanguage: undefined, timeZone: undefined, adminName: 'Nana', email: 'nana@example.org', password: PASSWORD, code: '', removeDemo: true }
  const both = await Promise.allSettled([1, 2].map((number) => setUp(app, at('127.0.0.1', 'localhost'), { ...form, email: `nana${number}@example.org` }, 'ka')))
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const done = both.find((each) => each.status === 'fulfilled')!.value
  expect(await readSession(app, cookieOf(done))).toMatchObject({ stage: 'set_up', isOperator: true, memberships: [{ slug: 'lentekhi', role: 'administrator' }] })
  await app.jobs.drain(app)
  const { rows } = await test1.database.owner.query('select slug from corridor.offices')
  expect(rows).toEqual([{ slug: 'lentekhi' }])
  const { rows: accounts } = await test1.database.owner.query('select name from auth."user"')
  expect(accounts).toEqual([{ name: 'Nana' }])
  await app.within({ office: null, actor: system }, (tx) => enqueue(tx, removeDemoJob, {}))
  await app.jobs.drain(app)
})
