// A lost second factor, as an administrator takes it away: by a page that asks first, without scripts, on a phone, in Arabic too.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccount, startSession } from '#modules/accounts/index.server.ts'
import type { Role } from '#platform/access/actor.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { journey, type BrowserContext } from '../support/browser.ts'
import { castFor, system, type Cast } from '../support/cast.ts'
import { serveTestDatabase, type TestServer } from '../support/corridor.ts'
import { axeFaults, headFaults, overflow } from '../support/page-faults.ts'

let test1: TestApp
let cast: Cast
let server: TestServer

/** An account at work in Terjola whose session has shown a second factor; its cookie. */
async function atWork(name: string, role: Role): Promise<{ id: string; cookie: { name: string; value: string } }> {
  const id = await cast.within({ office: cast.terjola, actor: system }, async (tx) => {
    const account = await createAccount(tx, { email: `${name}@example.org`, name, password: 'three goats on a red roof' })
    await tx.insertInto('staff').values({ office_id: tx.office, account_id: account, name, email: `${name}@example.org`, role }).execute()
    return account
  })
  const { cookies } = await startSession(test1.app, { headers: new Headers(), address: '127.0.0.1' }, id)
  await test1.database.owner.query('update auth.session set "secondFactorAt" = now() where "userId" = $1', [id])
  const [, cookieName = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookies[0]!)!
  return { id, cookie: { name: cookieName, value } }
}
const signIn = (context: BrowserContext, cookie: { name: string; value: string }): Promise<void> => context.addCookies([{ ...cookie, url: server.address }])

beforeAll(async () => {
  test1 = await testApp()
  test1.clock.set(new Date())
  cast = await castFor({ app: test1.app.pool })
  server = await serveTestDatabase(test1.database)
})
afterAll(async () => {
  await server?.stop()
  await test1?.close()
})

test('an administrator is asked first, the colleague is signed out and has to set up a new one', { timeout: 120_000 }, async () => {
  const [ana, nino] = [await atWork('ana', 'administrator'), await atWork('nino', 'officer')]
  await journey({ address: server.address, javaScriptEnabled: false }, async (page, context) => {
    await signIn(context, ana.cookie)
    await page.goto(`/desk/terjola/settings/staff/${nino.id}?lang=en`)
    await page.getByRole('link', { name: 'Reset the second factor' }).click()
    await page.getByRole('heading', { name: 'Reset the second factor of nino?' }).waitFor()
    await page.getByRole('link', { name: 'Cancel' }).click()
    await page.getByRole('link', { name: 'Reset the second factor' }).click()
    await page.getByRole('button', { name: 'Reset it' }).click()
    await page.getByText('The second factor is reset.').waitFor()
    await page.goto(`/desk/terjola/settings/staff/${ana.id}/second-factor`)
    await page.getByText('This is your own account.').waitFor()
    expect(await page.getByRole('button', { name: 'Reset it' }).count()).toBe(0)
  })
  await journey({ address: server.address, javaScriptEnabled: false }, async (page, context) => {
    await signIn(context, nino.cookie)
    await page.goto('/desk/terjola')
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await page.getByLabel('Email address').fill('nino@example.org')
    await page.getByLabel('Password').fill('three goats on a red roof')
    await page.getByRole('button', { name: 'Sign in' }).click()
    expect(new URL(page.url()).pathname).toBe('/sign-in/set-up-second-factor')
  })
})

test('the page that asks is whole on a phone, in Arabic and English', { timeout: 120_000 }, async () => {
  const [lia, levan] = [await atWork('lia', 'administrator'), await atWork('levan', 'officer')]
  await journey({ address: server.address, bypassCSP: true, viewport: { width: 360, height: 800 } }, async (page, context) => {
    await signIn(context, lia.cookie)
    for (const language of ['en', 'ar']) {
      for (const path of [`/${levan.id}`, `/${levan.id}/second-factor`, `/${lia.id}/second-factor`]) {
        await page.goto(`/desk/terjola/settings/staff${path}?lang=${language}`)
        expect([...(await headFaults(page, language)), ...(await axeFaults(page)), ...(await overflow(page))], path).toEqual([])
      }
    }
  })
})
