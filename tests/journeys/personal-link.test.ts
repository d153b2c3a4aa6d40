// A person on the personal link, with a phone and without scripts: sees, confirms, takes home, erases.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { linkPath, makePersonalLink } from '#modules/register/rights/index.server.ts'
import { journey, type Page } from '../support/browser.ts'
import { castFor, registerMarta, type Cast } from '../support/cast.ts'
import { serveTestDatabase, type TestServer } from '../support/corridor.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const phone = { width: 360, height: 740 }

let database: TestDatabase
let server: TestServer
let cast: Cast

beforeAll(async () => {
  database = await testDatabase()
  cast = await castFor(database)
  server = await serveTestDatabase(database)
})
afterAll(async () => {
  await server?.stop()
  await database?.close()
})

async function newLink(): Promise<string> {
  const marta = await registerMarta(cast)
  return cast.as(cast.nino, async (tx) => linkPath((await makePersonalLink(tx, marta, new Date())).secret))
}

test('a person without an account or scripts confirms a number, takes the data home and erases it', { timeout: 120_000 }, async () => {
  const link = await newLink()
  await journey({ address: server.address, javaScriptEnabled: false, viewport: phone, expected: [/404/, /422/] }, async (page: Page) => {
    const answer = await page.goto(`${link}?lang=en`)
    expect(answer?.headers()).toMatchObject({ 'cache-control': 'private, no-store', 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex, nofollow' })
    expect(await answer?.text()).not.toContain('<script')
    await page.getByRole('button', { name: 'Still mine: +30 694 331 2207' }).click()
    await page.getByText('Saved. Thank you.').waitFor()
    expect(await page.locator('li', { hasText: '+30 694 331 2207' }).first().innerText()).toContain('confirmed on')

    const json = await page.request.get(`${link}/my-data.json`)
    expect(json.headers()['content-disposition']).toBe('attachment; filename="my-data.json"')
    const contacts = ((await json.json()) as { contacts: { kind: string; value: string; state: string }[] }).contacts
    expect(contacts).toContainEqual(expect.objectContaining({ kind: 'phone', value: '+306943312207', state: 'confirmed' }))

    await page.getByRole('link', { name: 'See what would go' }).click()
    await page.getByRole('button', { name: 'Erase everything now' }).click()
    expect(await page.locator('.mistake').innerText()).toContain('Tick this')
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Erase everything now' }).click()
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Erased')
    expect((await page.goto(link))?.status()).toBe(404)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('This link opens nothing')
    expect((await page.goto(linkPath('x'.repeat(43))))?.status()).toBe(404)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('This link opens nothing')
  })
})

test.each(['ar', 'ka', 'en'])('the page in %s fits a phone and has no fault that axe finds', { timeout: 120_000 }, async (language) => {
  const link = await newLink()
  await journey({ address: server.address, bypassCSP: true, viewport: phone }, async (page) => {
    for (const path of [link, `${link}/erase`]) {
      await page.goto(`${path}?lang=${language}`, { waitUntil: 'load' })
      expect(await page.locator('html').getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr')
      for (const details of await page.locator('details').all()) await details.evaluate((element) => element.setAttribute('open', ''))
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), path).toBeLessThanOrEqual(0)
      expect(await page.evaluate<string[]>(`${axe}; axe.run().then(({ violations }) => violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', ')))`), path).toEqual([])
    }
  })
})

test('the page is written in the person’s own language until another is chosen', async () => {
  const link = await newLink()
  await cast.as(cast.nino, (tx) => tx.updateTable('people').set({ preferred_language: 'fr' }).where('office_id', '=', tx.office).execute())
  await journey({ address: server.address, javaScriptEnabled: false, locale: 'ka-GE' }, async (page) => {
    await page.goto(link)
    expect(await page.locator('html').getAttribute('lang')).toBe('fr')
    await page.getByRole('link', { name: 'ქართული' }).click()
    expect(await page.locator('html').getAttribute('lang')).toBe('ka')
  })
})
