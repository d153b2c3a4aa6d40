// The design system as it is served: no component breaks accessibility, overflows a phone, or needs a script to be read, in
// three scripts and both directions.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { journey, type Page } from '../support/browser.ts'
import { serveTestDatabase, type TestServer } from '../support/corridor.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const pages = ['/dev/gallery', '/dev/gallery/forms', '/dev/gallery/parts', '/dev/portal', '/']

let database: TestDatabase
let server: TestServer

beforeAll(async () => {
  if (!existsSync('build/handler.js')) throw new Error('the web part is not built: npm run build')
  database = await testDatabase()
  server = await serveTestDatabase(database, { CORRIDOR_GALLERY: 'yes' })
})
afterAll(async () => {
  await server?.stop()
  await database?.close()
})

async function violationsOn(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`${axe}; axe.run().then(({ violations }) => violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', ')))`)
}

describe.each([
  { language: 'en', colorScheme: 'light' as const, width: 1280 },
  { language: 'ar', colorScheme: 'dark' as const, width: 360 },
  { language: 'ka', colorScheme: 'light' as const, width: 640 },
])('every component in $language, $colorScheme, at $width pixels', ({ language, colorScheme, width }) => {
  test('has no fault that axe finds', { timeout: 120_000 }, async () => {
    // axe is run by the test, past the content policy that would rightly refuse it.
    await journey({ address: server.address, colorScheme, bypassCSP: true, viewport: { width, height: 800 } }, async (page) => {
      for (const path of pages) {
        await page.goto(`${path}?lang=${language}`, { waitUntil: 'load' })
        expect(await violationsOn(page), path).toEqual([])
      }
    })
  })

  test('fits the narrowest phone and keeps to the content policy', { timeout: 60_000 }, async () => {
    await journey({ address: server.address, colorScheme, viewport: { width: 360, height: 740 } }, async (page) => {
      for (const path of pages) {
        await page.goto(`${path}?lang=${language}`, { waitUntil: 'load' })
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), path).toBeLessThanOrEqual(0)
      }
    })
  })
})

test('a hydrated page in Georgian writes what the server wrote, in a browser that knows no Georgian', async () => {
  const texts: string[] = []
  for (const javaScriptEnabled of [false, true]) {
    await journey({ address: server.address, javaScriptEnabled }, async (page) => {
      await page.goto('/dev/gallery/parts?lang=ka', { waitUntil: 'networkidle' })
      texts.push(await page.locator('table').first().innerText(), await page.locator('.pages').innerText())
    })
  }
  expect(texts.slice(2)).toEqual(texts.slice(0, 2))
  expect(texts[0]).toContain('4 ნოემბერი, 1971')
})

test('a language is chosen by a link and kept, without scripts', async () => {
  await journey({ address: server.address, javaScriptEnabled: false }, async (page) => {
    await page.goto('/dev/portal')
    await page.getByRole('link', { name: 'العربية' }).click()
    expect([await page.locator('html').getAttribute('lang'), await page.locator('html').getAttribute('dir')]).toEqual(['ar', 'rtl'])
    await page.goto('/')
    expect(await page.locator('html').getAttribute('lang')).toBe('ar')
  })
})

test('the menu of the Desk opens on a phone without scripts', async () => {
  await journey({ address: server.address, javaScriptEnabled: false, viewport: { width: 360, height: 740 } }, async (page) => {
    await page.goto('/dev/gallery?lang=en')
    const people = page.getByRole('link', { name: 'People', exact: true })
    expect(await people.isVisible()).toBe(false)
    await page.locator('summary').first().click()
    expect(await people.isVisible()).toBe(true)
  })
})

test('a combobox is worked by keyboard alone and posts what was chosen', async () => {
  await journey({ address: server.address }, async (page) => {
    await page.goto('/dev/gallery/forms?lang=en', { waitUntil: 'networkidle' })
    const city = page.getByRole('combobox', { name: 'City abroad' })
    await city.pressSequentially('thes')
    await page.getByRole('option', { name: 'Thessaloniki' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect([await city.inputValue(), await page.locator('[name="city.value"]').inputValue()]).toEqual(['Thessaloniki', 'thessaloniki'])
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press('/')
    expect(await page.evaluate('document.activeElement.name')).toBe('q')
  })
})

test('a page that is not there says so in the reader’s language, on every surface', async () => {
  await journey({ address: server.address, expected: [/404/] }, async (page) => {
    const answer = await page.goto('/nothing/here?lang=fr')
    expect(answer?.status()).toBe(404)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Page introuvable')
  })
})

test('a page of the Portal carries no script, and its styles weigh less than 6 kB, the whole less than 14 kB', async () => {
  const html = await (await fetch(`${server.address}/dev/portal?lang=ka`)).text()
  expect(html).not.toContain('<script')
  const sheets = [...html.matchAll(/<link href="([^"]+\.css)"/g)].map((match) => match[1] ?? '')
  const styles = await Promise.all(sheets.map(async (path) => (await fetch(server.address + path)).text()))
  const weigh = (text: string) => gzipSync(text).length
  expect(sheets).toHaveLength(1)
  expect(weigh(styles.join(''))).toBeLessThan(6_000)
  expect(weigh(html) + weigh(styles.join(''))).toBeLessThan(14_000)
})
