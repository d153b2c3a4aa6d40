// Passkeys with a virtual authenticator of the browser: set up as the second factor, then signed in with alone.
import { createServer, type AddressInfo } from 'node:net'
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { journey, type BrowserContext, type Page } from '../support/browser.ts'
import { startCorridor, type TestServer } from '../support/corridor.ts'
import { TEST_SECRET, testDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let server: TestServer
let address: string

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

beforeAll(async () => {
  if (!existsSync('build/handler.js')) throw new Error('the web part is not built: npm run build')
  database = await testDatabase()
  const port = await freePort()
  // A passkey belongs to a name; an address of numbers has none.
  address = `http://localhost:${port}`
  server = await startCorridor(['--port', String(port), '--no-demo'], { env: { DATABASE_URL: database.ownerUrl, CORRIDOR_SECRET: TEST_SECRET, CORRIDOR_URL: address, LOG_LEVEL: 'warn', DATABASE_CONNECTIONS: '6' } })
})
afterAll(async () => {
  await server?.stop()
  await database?.close()
})

async function authenticator(context: BrowserContext, page: Page, verified: boolean): Promise<{ verify(verified: boolean): Promise<unknown> }> {
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: verified, automaticPresenceSimulation: true } })
  return { verify: (isUserVerified) => session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }) }
}

/** By its path: what stands behind the question mark may name another page. */
const at = (path: string) => (url: URL) => url.pathname === path

test('a passkey is a second factor when it is set up, and signs in alone afterwards, but not without its owner', { timeout: 120_000 }, async () => {
  await journey({ address, expected: [/40[0134]/, /WebAuthn|passkey/i] }, async (page, context) => {
    const key = await authenticator(context, page, true)
    await page.goto('/setup')
    await page.getByLabel('Name of the office').fill('Lentekhi')
    await page.getByLabel('Place that it serves').fill('Lentekhi')
    await page.getByLabel('Country').selectOption('GE')
    await page.getByLabel('Name', { exact: true }).fill('Ana')
    await page.getByLabel('Email address').fill('ana@example.org')
    await page.getByLabel('New password').fill('three goats on a red roof')
    await page.getByRole('button', { name: 'Create the office' }).click()
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.waitForURL(at('/desk/lentekhi'))

    await page.getByRole('button', { name: 'Sign out' }).first().click()
    await page.waitForURL(at('/sign-in'))
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.waitForURL(at('/desk'))

    // The password alone now leads to the passkey and no further.
    await page.goto('/account')
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.waitForURL(at('/sign-in'))
    await page.getByLabel('Email address').fill('ana@example.org')
    await page.getByLabel('Password').fill('three goats on a red roof')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL(at('/sign-in/second-factor'))
    await page.goto('/account')
    expect(new URL(page.url()).pathname).toBe('/sign-in/second-factor')

    await key.verify(false)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText('The passkey did not work').waitFor()
    await key.verify(true)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.waitForURL(at('/account'))
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Your account')
  })
})
