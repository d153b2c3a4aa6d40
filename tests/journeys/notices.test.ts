// An officer sends the notices that are due, notes a call, and gives a personal link; the pages are sound on a phone, in Arabic.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDemoAccount, signInToDemo } from '#modules/accounts/index.server.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { journey, type Page } from '../support/browser.ts'
import { castFor, martasFamily, registerMarta, system, type Cast } from '../support/cast.ts'
import { serveTestDatabase, type TestServer } from '../support/corridor.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let app: TestApp
let cast: Cast
let server: TestServer
let marta: string
let cookie: { name: string; value: string }

beforeAll(async () => {
  app = await testApp()
  cast = await castFor(app.database)
  marta = await registerMarta(cast)
  await registerMarta(cast, { migrants: [{ ...martasFamily().migrants[0]!, contacts: [{ kind: 'phone', raw: '694 331 2207' }] }] })
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
  journey({ address: server.address, ...options }, async (page, context) => {
    await context.addCookies([{ ...cookie, url: server.address }])
    await steps(page)
  })

test('the queue is sound, in Arabic on a phone too', { timeout: 120_000 }, async () => {
  for (const [language, width] of [['en', 1280], ['ar', 360]] as const) {
    await walk({ bypassCSP: true, viewport: { width, height: 800 } }, async (page) => {
      await page.goto(`/desk/terjola/notices?lang=${language}`, { waitUntil: 'networkidle' })
      expect(await page.evaluate<string[]>(`${axe}; axe.run().then(({ violations }) => violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', ')))`)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    })
  }
})

test('an officer sends all by one click, notes a call, and shows a link once', { timeout: 120_000 }, async () => {
  await walk({ javaScriptEnabled: false }, async (page) => {
    await page.goto('/desk/terjola/notices?lang=en')
    await page.getByRole('button', { name: 'Send 1 notice' }).click()
    await page.getByText('1 notice is on its way.').waitFor()
    await page.getByRole('button', { name: /^Told by phone/ }).first().click()
    await page.getByText('Saved.').waitFor()

    await page.goto(`/desk/terjola/people/${marta}`)
    await page.getByRole('button', { name: 'Show a new link' }).click()
    const link = await page.locator('code').innerText()
    expect(link).toMatch(/\/my\/[\w-]{43}$/)
    expect(await page.getByRole('img', { name: /picture for a phone/ }).getAttribute('src')).toMatch(/^data:image\/png/)
    await page.goto(`/desk/terjola/people/${marta}`)
    expect(await page.locator('code').count()).toBe(0)
    await page.goto(new URL(link).pathname)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Your data')
  })
})
