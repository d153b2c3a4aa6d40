import { expect, test } from 'vitest'
import { corridor } from '../../../tests/support/corridor.ts'
import { TEST_SECRET, useTestDatabase } from '../../../tests/support/database.ts'

const database = await useTestDatabase()
const env = { DATABASE_URL: database.ownerUrl, CORRIDOR_SECRET: TEST_SECRET, LOG_LEVEL: 'warn' }

test('wrong use exits with 2, a refusal with 1 and a sentence', { timeout: 60_000 }, async () => {
  const forgotten = await corridor(['office', 'create', '--name', 'Terjola'], { env })
  expect([forgotten.code, forgotten.stdout]).toEqual([2, ''])
  expect(forgotten.stderr).toContain('--place is missing')
  const wrong = await corridor(['office', 'create', '--name', 'Terjola', '--place', 'Terjola', '--admin', 'nobody', '--json'], { env })
  expect(wrong.code).toBe(1)
  expect(JSON.parse(wrong.stdout)).toMatchObject({ error: { code: 'invalid', fields: { 'admin.email': [{ code: 'not_an_email' }] } } })
  const nobody = await corridor(['operator', 'appoint', 'nobody@example.org'], { env })
  expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('There is no account nobody@example.org.')])
})

test('an office is made with its slug, its country and the link of its administrator, as one JSON document', { timeout: 60_000 }, async () => {
  const made = await corridor(['office', 'create', '--name', 'თერჯოლის ოფისი', '--place', 'Terjola', '--admin', 'ana@example.org', '--json'], { env })
  expect(made.code).toBe(0)
  expect(JSON.parse(made.stdout)).toMatchObject({ slug: 'terjolis-opisi', name: 'თერჯოლის ოფისი', country: 'GE', languages: ['ka', 'en'], admin: 'ana@example.org', invitation: expect.stringMatching(/\/invitation\/[\w-]{43}$/) as string })
  const again = await corridor(['office', 'create', '--name', 'X', '--slug', 'terjolis-opisi', '--place', 'Terjola', '--admin', 'ana@example.org', '--json'], { env })
  expect(again.code).toBe(1)
  expect(JSON.parse(again.stdout)).toMatchObject({ error: { fields: { slug: [{ code: 'slug_taken' }] } } })
})

test('a place that nobody knows needs its country said', { timeout: 60_000 }, async () => {
  const create = ['office', 'create', '--name', 'Nowhere', '--place', 'Xyzzyville', '--admin', 'ana@example.org', '--json']
  const refused = await corridor(create, { env })
  expect(refused.code).toBe(1)
  expect(JSON.parse(refused.stdout)).toEqual({ error: { message: expect.stringContaining('give it with --country') as string } })
  const made = await corridor([...create, '--country', 'MD'], { env })
  expect(JSON.parse(made.stdout)).toMatchObject({ country: 'MD' })
})

test('a lost second factor is taken away, as a sentence and as one JSON document', { timeout: 60_000 }, async () => {
  expect(await corridor(['account', 'reset-second-factor'], { env })).toMatchObject({ code: 2, stdout: '' })
  const nobody = await corridor(['account', 'reset-second-factor', 'nobody@example.org', '--json'], { env })
  expect(nobody.code).toBe(1)
  expect(JSON.parse(nobody.stdout)).toEqual({ error: { message: 'There is no account nobody@example.org, or it is one of the demo.' } })
  const { rows } = await database.owner.query<{ id: string }>(`insert into auth."user" ("name", "email", "emailVerified", "twoFactorEnabled") values ('Ana', 'ana@example.org', true, true) returning id`)
  await database.owner.query(`insert into auth."twoFactor" ("secret", "backupCodes", "userId", "verified") values ('s', 'c', $1, true)`, [rows[0]!.id])
  const done = await corridor(['account', 'reset-second-factor', 'Ana@example.org', '--json'], { env })
  expect([done.code, JSON.parse(done.stdout)]).toEqual([0, { account: 'Ana@example.org', secondFactor: 'reset' }])
  expect((await database.owner.query('select from auth."twoFactor"')).rowCount).toBe(0)
})
