/**
 * Takes the pictures of the README: starts a fresh demo, walks through it as its cast would, and writes docs/pictures/*.png.
 * With --all also 360 px, dark, Arabic and Georgian, into the folder given. Run: bin/node scripts/screenshots.ts [--all FOLDER]
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { chromium as driver, type Page } from 'playwright-core'
import { demoServer } from '../bench/demo-server.ts'

const all = process.argv[2] === '--all' ? (process.argv[3] ?? tmpdir()) : undefined
const pictures = new URL('../docs/pictures/', import.meta.url).pathname
mkdirSync(pictures, { recursive: true })

/** A list as a municipality might hand it over; made up. */
const sheet = `Village;Family;Name;Surname;Born;Country;City;Phone
Alisubani;Tsitsino Lomidze;Marta;Lomidze;04.11.1971;Greece;Thessaloniki;+30 600 331 2207
Alisubani;Tsitsino Lomidze;Nodar;Lomidze;1975;Italy;Bari;call the sister
Godogani;Vano Chubinidze;Ketevan;Chubinidze;31.02.1980;Spain;Madrid;+34 600 11 22 33
Godogani;Vano Chubinidze;Zurab;Chubinidze;12.05.1982;Poland;Lodz;+48 500 11 22 33
`

const demo = await demoServer()
const browser = await driver.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })
try {
  const [name = '', value = ''] = demo.cookie.split(/=(.*)/s)
  const open = async (options: Parameters<typeof browser.newContext>[0]) => {
    const context = await browser.newContext({ baseURL: demo.address, locale: 'en-GB', ...options })
    await context.addCookies([{ name, value, url: demo.address }])
    return context.newPage()
  }
  const walks: [string, (page: Page) => Promise<void>][] = [
    ['today', async (page) => void (await page.goto('/desk/terjola'))],
    ['people', async (page) => void (await page.goto('/desk/terjola/people?freshness=stale'))],
    ['register', async (page) => void (await page.goto('/desk/terjola/people/register'))],
    ['duplicates', async (page) => {
      await page.goto('/desk/terjola/duplicates')
      const first = page.locator('main a[href*="/duplicates/"]').first()
      if (await first.count()) await first.click()
      await page.waitForLoadState('networkidle')
    }],
    ['import', async (page) => {
      const file = join(tmpdir(), 'alisubani.csv')
      writeFileSync(file, sheet)
      await page.goto('/desk/terjola/import')
      await page.locator('input[type=file]').setInputFiles(file)
      await page.locator('main form button').first().click()
      await page.waitForURL(/\/import\/[0-9a-f-]{36}/)
      await page.locator('table').first().waitFor()
      await page.waitForLoadState('networkidle')
    }],
    ['person', async (page) => {
      await page.goto('/desk/terjola/people')
      await page.locator('main tbody a').first().click()
      await page.waitForURL(/\/people\/[0-9a-f-]{36}/)
    }],
  ]
  const plain = await open({ viewport: { width: 1280, height: 800 } })
  for (const [picture, walk] of walks) {
    await walk(plain)
    await plain.screenshot({ path: join(pictures, `${picture}.png`) })
    process.stdout.write(`${picture}.png\n`)
  }
  if (all) {
    mkdirSync(all, { recursive: true })
    for (const [kind, options, language] of [['360', { viewport: { width: 360, height: 740 } }, 'en'], ['dark', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' }, 'en'], ['ar', { viewport: { width: 1280, height: 800 } }, 'ar'], ['ka-360', { viewport: { width: 360, height: 740 } }, 'ka']] as const) {
      const page = await open(options)
      await page.goto(`/desk/terjola?lang=${language}`)
      for (const [picture, walk] of walks) {
        await walk(page)
        await page.screenshot({ path: join(all, `${picture}-${kind}.png`), fullPage: true })
      }
    }
  }
} finally {
  await browser.close()
  await demo.close()
}
