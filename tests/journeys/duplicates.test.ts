// An officer decides who is one person: by keyboard with scripts, by plain forms without, and takes a joining back.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDemoAccount, signInToDemo } from '#modules/accounts/index.server.ts'
import { refreshPairs } from '#modules/linkage/index.server.ts'
import { registerFamily } from '#modules/register/index.server.ts'
import { familyInput } from '#modules/register/index.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { journey, type BrowserContext, type Page } from '../support/browser.ts'
import { castFor, martasFamily, system, TODAY, type Cast } from '../support/cast.ts'
import { serveTestDatabase, type TestServer } from '../support/corridor.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const people = [['Ketevan', 'Lomidze', 'ქეთევან', 'ლომიძე', '1971-11-04', '1971-04-11'], ['Tsiuri', 'Beridze', 'ციური', 'ბერიძე', '1968-02-03', '1968-02-03'], ['Lamara', 'Gogidze', 'ლამარა', 'გოგიძე', '1975', '1975-06-07'], ['Dodo', 'Nozadze', 'დოდო', 'ნოზაძე', '1980-01-02', '1980-01-02'], ['Venera', 'Chikovani', 'ვენერა', 'ჩიქოვანი', '1959-09-09', '1959-09-09']] as const

let app: TestApp
let cast: Cast
let server: TestServer
let cookie: { name: string; value: string }

beforeAll(async () => {
  if (!existsSync('build/handler.js')) throw new Error('the web part is not built: npm run build')
  app = await testApp()
  cast = await castFor(app.database)
  for (const [index, [given, family, otherGiven, otherFamily, born, otherBorn]] of people.entries()) {
    const contacts = [{ kind: 'phone' as const, raw: `+30694331220${index}` }]
    const base = martasFamily().migrants![0]!
    for (const [head, migrant] of [['Zurab', { ...base, familyName: otherFamily, givenName: otherGiven, born: otherBorn, contacts }], ['Tsitsino', { ...base, familyName: family, givenName: given, born, contacts }]] as const) {
      await cast.as(cast.nino, (tx) => registerFamily(tx, familyInput.parse(martasFamily({ headName: `${head} ${family}`, migrants: [migrant] })), TODAY))
    }
  }
  await cast.as(system, (tx) => refreshPairs(tx))
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

const pictures = process.env.PICTURES
async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
}

const walk = (options: Parameters<typeof journey>[0], steps: (page: Page) => Promise<void>): Promise<void> =>
  journey(options, async (page, context: BrowserContext) => {
    await context.addCookies([{ ...cookie, url: server.address }])
    await steps(page)
  })

test('the queue and a pair are sound, in Arabic on a phone too', { timeout: 120_000 }, async () => {
  for (const [language, width] of [['en', 1280], ['ar', 360]] as const) {
    await walk({ address: server.address, bypassCSP: true, viewport: { width, height: 800 } }, async (page) => {
      await page.goto(`/desk/terjola/duplicates?lang=${language}`, { waitUntil: 'networkidle' })
      await picture(page, `queue-${language}`)
      const faults = () => page.evaluate<string[]>(`${axe}; axe.run().then(({ violations }) => violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', ')))`)
      expect(await faults()).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
      await page.locator('main table a').first().click()
      await page.waitForURL(/duplicates\/.*_/)
      await page.waitForLoadState('networkidle')
      await picture(page, `pair-${language}`)
      expect(await faults()).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    })
  }
})

test('pairs are decided by keyboard, and the next one comes; a joining is taken back', { timeout: 60_000 }, async () => {
  await walk({ address: server.address }, async (page) => {
    await page.goto('/desk/terjola/duplicates?lang=en')
    const waiting = await page.locator('tbody tr').count()
    await page.getByRole('link', { name: 'One after the other' }).click()
    await page.waitForLoadState('networkidle')
    for (const key of ['s', 'n', 'l']) {
      const before = page.url().split('?')[0]
      await page.keyboard.press(key)
      await page.waitForURL((url) => url.href.split('?')[0] !== before)
      await page.waitForLoadState('networkidle')
    }
    // The register is looked at anew after each decision, by a job: the queue is right once that has run.
    const left = async (): Promise<number> => {
      await page.goto('/desk/terjola/duplicates')
      return page.locator('main table').first().locator('tbody tr').count()
    }
    await expect.poll(left, { timeout: 20_000 }).toBe(waiting - 3)
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await page.waitForURL(/undone/)
    expect(await page.getByText('Taken back: they are two records again.').count()).toBe(1)
  })
})

test('without scripts, several at a time', { timeout: 60_000 }, async () => {
  await walk({ address: server.address, javaScriptEnabled: false }, async (page) => {
    await page.goto('/desk/terjola/duplicates?lang=en')
    const boxes = page.locator('input[name=pair]')
    const waiting = await boxes.count()
    await boxes.nth(0).check()
    await boxes.nth(1).check()
    await page.getByRole('button', { name: 'Same person' }).click()
    await page.waitForURL(/decided=2/)
    expect(await boxes.count()).toBe(waiting - 2)
  })
})
