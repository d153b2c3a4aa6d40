// From an empty Corridor to an office at work, as a person does it: without scripts where none are needed, by keyboard, on a
// phone, in Arabic.
import { createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { journey, type BrowserContext, type Page } from '../support/browser.ts'
import { serveTestDatabase, type TestServer } from '../support/corridor.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PASSWORD = 'three goats on a red roof'

let database: TestDatabase
let server: TestServer
/** Cookies of the administrator whom the first journey made. */
let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>

beforeAll(async () => {
  if (!existsSync('build/handler.js')) throw new Error('the web part is not built: npm run build')
  database = await testDatabase()
  server = await serveTestDatabase(database)
})
afterAll(async () => {
  await server?.stop()
  await database?.close()
})

/** What an authenticator app shows for a key typed by hand. */
function totp(secret: string, step = 0): string {
  const bits = [...secret.replace(/\s/g, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + step))
  const mac = createHmac('sha1', Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))).update(counter).digest()
  return String((mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

async function setUpSecondFactor(page: Page): Promise<{ secret: string; codes: string[] }> {
  await page.locator('summary').first().click()
  const secret = (await page.locator('details code').innerText()).replace(/\s/g, '')
  await page.getByLabel('Type the six digits').fill(totp(secret, -1))
  await page.getByRole('button', { name: 'Confirm' }).click()
  const codes = await page.locator('.codes code').allInnerTexts()
  await page.getByRole('link', { name: 'I have kept them' }).click()
  return { secret, codes }
}

test('the first office is set up, its administrator signs in with a second factor, invites an officer and hands on the link, without scripts', { timeout: 120_000 }, async () => {
  await journey({ address: server.address, javaScriptEnabled: false, expected: [/422/, /410/, /404/] }, async (page, context) => {
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Set up your own office' }).click()
    await page.getByLabel('Name of the office').fill('Migration office of Terjola')
    await page.getByLabel('Place that it serves').fill('Terjola')
    await page.getByLabel('Country').selectOption('GE')
    await page.getByLabel('Name', { exact: true }).fill('Ana Kapanadze')
    await page.getByLabel('Email address').fill('ana@example.org')
    await page.getByLabel('New password').fill('short')
    await page.getByRole('button', { name: 'Create the office' }).click()
    expect(await page.getByRole('alert').innerText()).toContain('ten characters')
    expect(await page.getByLabel('Name of the office').inputValue()).toBe('Migration office of Terjola')
    await page.getByLabel('New password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Create the office' }).click()
    // Nothing opens before the second factor.
    await page.goto('/desk/migration-office-of-terjola/settings/staff')
    expect(new URL(page.url()).pathname).toBe('/sign-in/set-up-second-factor')
    await setUpSecondFactor(page)
    expect(page.url()).toContain('/desk/migration-office-of-terjola/settings/staff')
    expect((await context.cookies()).find(({ name }) => name === 'corridor.session')).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    signedIn = await context.storageState()

    await page.getByLabel('Name', { exact: true }).fill('Nino Beridze')
    await page.getByLabel('Email address').fill('nino@example.org')
    await page.getByRole('button', { name: 'Send the invitation' }).click()
    await expect.poll(async () => (await database.owner.query<{ state: string }>(`select state from corridor.outbox where to_address = 'nino@example.org'`)).rows[0]?.state).toBe('kept')
    await page.getByRole('link', { name: 'open it in the mailbox' }).click()
    await page.getByRole('link', { name: /Invitation to work/ }).first().click()
    expect(await page.locator('.mail').innerText()).not.toContain('/invitation/')
    await page.getByRole('button', { name: 'Show the link' }).click()
    const link = /https?:\S+\/invitation\/\S+/.exec(await page.locator('.mail').innerText())![0]

    await journey({ address: server.address, javaScriptEnabled: false, expected: [/410/] }, async (other) => {
      await other.goto(new URL(link).pathname)
      await other.getByLabel('New password').fill(PASSWORD)
      await other.getByRole('button', { name: 'Accept the invitation' }).click()
      const { secret, codes } = await setUpSecondFactor(other)
      await expect.poll(() => new URL(other.url()).pathname).toBe('/desk/migration-office-of-terjola')
      await other.getByRole('button', { name: 'Sign out' }).first().click()
      await other.goto('/desk/migration-office-of-terjola')
      await other.getByLabel('Email address').fill('nino@example.org')
      await other.getByLabel('Password').fill(PASSWORD)
      await other.getByRole('button', { name: 'Sign in' }).click()
      await other.getByLabel('Code').fill(codes[0]!)
      await other.getByRole('button', { name: 'Continue' }).click()
      expect(new URL(other.url()).pathname).toBe('/desk/migration-office-of-terjola')
      expect(secret).toHaveLength(52)
      const again = await other.goto(new URL(link).pathname)
      expect(again?.status()).toBe(410)
    })
  })
})

test('a stranger, a forged cookie and an officer see no settings', { timeout: 60_000 }, async () => {
  await journey({ address: server.address, javaScriptEnabled: false, expected: [/404/] }, async (page, context) => {
    for (const path of ['/desk', '/desk/migration-office-of-terjola/settings', '/account', '/operator']) {
      await page.goto(path)
      expect(new URL(page.url()).pathname, path).toBe('/sign-in')
    }
    await context.addCookies([{ name: 'corridor.session', value: 'forged.forged', url: server.address }])
    await page.goto('/account')
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    expect((await page.request.post('/api/auth/sign-up/email', { data: { email: 'x@example.org', password: PASSWORD, name: 'x' } })).status()).toBe(404)
    expect((await page.request.post('/sign-in?/password', { form: { email: 'ana@example.org', password: PASSWORD }, headers: { origin: 'https://evil.example' } })).status()).toBe(403)
    expect((await page.goto('/setup'))?.url()).toContain('/sign-in')
  })
})

test('signing in works by keyboard alone, and a wrong password says so where it is read', { timeout: 60_000 }, async () => {
  await journey({ address: server.address, expected: [/422/] }, async (page) => {
    await page.goto('/sign-in')
    await page.getByLabel('Email address').focus()
    await page.keyboard.type('ana@example.org')
    await page.keyboard.press('Tab')
    await page.keyboard.type('wrong wrong wrong')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toContain('do not go together')
    expect(await page.getByLabel('Email address').inputValue()).toBe('ana@example.org')
    expect(await page.getByLabel('Password').inputValue()).toBe('')
  })
})

const office = '/desk/migration-office-of-terjola'
const own = ['/desk', '/account', '/operator', `${office}/settings`, `${office}/settings/staff`, `${office}/settings/tokens`, `${office}/settings/operators`, `${office}/mailbox`]
const open = ['/sign-in', '/sign-in/forgot', '/sign-in/second-factor', '/sign-in/email?link=x']

describe.each([
  { language: 'en', colorScheme: 'light' as const },
  { language: 'ar', colorScheme: 'dark' as const },
])('every page in $language', ({ language, colorScheme }) => {
  test('has no fault that axe finds and fits the narrowest phone', { timeout: 180_000 }, async () => {
    for (const [paths, storageState] of [[own, signedIn], [open, undefined]] as const) {
      await journey({ address: server.address, colorScheme, bypassCSP: true, viewport: { width: 360, height: 740 }, ...(storageState ? { storageState } : {}) }, async (page) => {
        for (const path of paths) {
          const answer = await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`, { waitUntil: 'load' })
          expect([path, answer?.status()]).toEqual([path, 200])
          expect(await page.evaluate<string[]>(`${axe}; axe.run().then(({ violations }) => violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', ')))`), path).toEqual([])
          expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), path).toBeLessThanOrEqual(0)
        }
      })
    }
  })
})
