// An officer brings in a spreadsheet: sees what will happen, corrects a column, lets it in, takes the refused rows home, takes it
// all back. With scripts, without, on a phone in Arabic.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDemoAccount, signInToDemo } from '#modules/accounts/index.server.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { journey, type BrowserContext, type Page } from '../support/browser.ts'
import { castFor, system, type Cast } from '../support/cast.ts'
import { serveTestDatabase, type TestServer } from '../support/corridor.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let app: TestApp
let cast: Cast
let server: TestServer
let cookie: { name: string; value: string }

beforeAll(async () => {
  if (!existsSync('build/handler.js')) throw new Error('the web part is not built: npm run build')
  app = await testApp()
  cast = await castFor(app.database)
  await app.database.owner.query("update corridor.offices set is_demo = true, languages = '{en,ar,ka}'")
  const account = await cast.as(system, (tx) => createDemoAccount(tx, { name: 'Nino', email: 'nino@example.org', role: 'officer' }))
  const { cookies } = await signInToDemo(app.app, { headers: new Headers(), address: '192.0.2.1' }, account)
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookies.find((line) => line.includes('session')) ?? '') ?? []
  cookie = { name, value }
  server = await serveTestDatabase(app.database)
}, 120_000)
afterAll(async () => {
  await server?.stop()
  await app?.close()
})

const walk = (options: Omit<Parameters<typeof journey>[0], 'address'>, steps: (page: Page) => Promise<void>): Promise<void> =>
  journey({ address: server.address, ...options }, async (page, context: BrowserContext) => {
    await context.addCookies([{ ...cookie, url: server.address }])
    await steps(page)
  })

const pictures = process.env.PICTURES
async function holds(page: Page, name: string): Promise<void> {
  if (pictures) {
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
  }
  expect(await page.evaluate<string[]>(`${axe}; axe.run().then(({ violations }) => violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', ')))`), name).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), name).toBeLessThanOrEqual(0)
}

const list = (village: string) =>
  ['სოფელი;ოჯახის უფროსი;სახელი;გვარი;დაბადების თარიღი;ქვეყანა;ტელეფონი;What',
    `${village};თინა გოგიელი;გიორგი;ნადიიანი;10.05.1951;France;+33 6 12 34 56 78;teacher`,
    `${village};თინა გოგიელი;ნინო;ნადიიანი;31.02.1975;France;;nurse`,
    `${village};ირმა ნიჟარაშვილი;მარტა;ნიჟარაშვილი;04.01.1997;Ukraine;call the sister;cook`].join('\n')

async function upload(page: Page, village: string, language = 'en'): Promise<void> {
  await page.goto(`/desk/terjola/import?lang=${language}`)
  await page.locator('input[type=file]').setInputFiles({ name: `${village}.csv`, mimeType: 'text/csv', buffer: Buffer.from(list(village)) })
  await page.locator('main form button').first().click()
  await page.waitForURL(/\/import\/[0-9a-f-]{36}/)
}

const people = async (): Promise<number> => (await app.database.owner.query('select count(*) as people from corridor.people where office_id = $1', [cast.terjola])).rows[0].people

test('a file is looked at, a column corrected, let in, its refused rows taken home, and all of it undone', { timeout: 120_000 }, async () => {
  await walk({ bypassCSP: true }, async (page) => {
    await page.goto('/desk/terjola/import?lang=en', { waitUntil: 'networkidle' })
    await holds(page, 'import-list')
    await upload(page, 'Tuzi')
    await page.getByRole('heading', { level: 1, name: '1 row is ready, 2 need you' }).waitFor()
    await holds(page, 'import-checked')
    await page.getByRole('link', { name: 'change what “What” is' }).click()
    await page.locator('select[name=meaning]').selectOption('occupation')
    await holds(page, 'import-change')
    await page.getByRole('button', { name: 'Save and check again' }).click()
    await page.getByRole('heading', { level: 1, name: '1 row is ready, 2 need you' }).waitFor()
    expect(await page.locator('tr', { hasText: 'What' }).last().innerText()).toContain('Occupation')
    expect(await people()).toBe(0)
    await page.getByRole('button', { name: 'Bring in 1 row' }).click()
    await page.getByRole('heading', { level: 1, name: '1 new person in the register' }).waitFor()
    await holds(page, 'import-applied')
    expect(await people()).toBe(1)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'download with reasons' }).click()])
    const refused = readFileSync((await download.path())!, 'utf8')
    expect([download.suggestedFilename(), refused.split('\r\n').length, refused.includes('Why it was refused')]).toEqual(['Tuzi-refused.csv', 4, true])
    await page.locator('tr', { hasText: 'refused' }).getByRole('link', { name: 'look' }).click()
    await page.getByRole('heading', { level: 1, name: 'Refused rows' }).waitFor()
    await holds(page, 'import-rows')
    await page.goBack()
    await page.getByRole('button', { name: 'Undo this import' }).click()
    await page.getByRole('heading', { level: 1, name: 'This import was undone' }).waitFor()
    await holds(page, 'import-undone')
    expect(await people()).toBe(0)
  })
})

test('all of it goes without scripts: the page loads itself again until the work is done', { timeout: 120_000 }, async () => {
  await walk({ javaScriptEnabled: false }, async (page) => {
    await page.goto('/desk/terjola/import?lang=en')
    await page.getByRole('button', { name: 'Look at this file' }).click()
    await upload(page, 'Alisubani')
    await page.getByRole('heading', { level: 1, name: '1 row is ready, 2 need you' }).waitFor()
    await page.getByRole('button', { name: 'Bring in 1 row' }).click()
    await page.getByRole('heading', { level: 1, name: '1 new person in the register' }).waitFor()
  })
})

test('on a phone, in Arabic', { timeout: 120_000 }, async () => {
  await walk({ bypassCSP: true, viewport: { width: 360, height: 740 } }, async (page) => {
    await upload(page, 'Alisubani', 'ar')
    await page.getByRole('heading', { level: 2, name: 'ما الذي سيحدث' }).waitFor()
    await holds(page, 'import-checked-ar')
    await page.locator('main table a').first().click()
    await page.locator('select[name=meaning]').waitFor()
    await holds(page, 'import-change-ar')
  })
})
