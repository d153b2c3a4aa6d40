// The demo in small: the same offices and cast as an empty database opens on, with few people, served as it is to browsers.
import { existsSync } from 'node:fs'
import { createDemoAccount, startSession } from '#modules/accounts/index.server.ts'
import { refreshPairs } from '#modules/linkage/index.server.ts'
import { demoSeed } from '#modules/register/demo/index.ts'
import { loadDemo } from '#modules/register/demo/index.server.ts'
import type { Role } from '#platform/access/actor.ts'
import { createWithin, type Tx } from '#platform/database/within.server.ts'
import { testApp, type TestApp } from './app.ts'
import { journey, type JourneyOptions, type Page } from './browser.ts'
import { system } from './cast.ts'
import { serveTestDatabase, type TestServer } from './corridor.ts'

/** In all four offices; Terjola has about a quarter. */
const FEW_MIGRANTS = 240

export interface SignedInOptions extends Omit<JourneyOptions, 'address'> { readonly secondFactor?: boolean }

export interface DemoOffice {
  readonly app: TestApp
  readonly server: TestServer
  /** Terjola. */
  readonly office: string
  /** The account of the first of that role in Terjola; made where the demo has none. */
  accountOf(role: Role): Promise<string>
  /** Works in Terjola as the system does. */
  inOffice<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** A journey of an account that is signed in, with its second factor unless said otherwise. */
  signedIn<T>(accountId: string, options: SignedInOptions, steps: (page: Page) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Loads the demo, looks for duplicates in Terjola once, and serves it. @throws where the web part is not built */
export async function demoOffice(): Promise<DemoOffice> {
  if (!existsSync('build/handler.js')) throw new Error('the web part is not built: npm run build')
  const app = await testApp()
  // The server beside it goes by the time that it is.
  app.clock.set(new Date())
  const within = createWithin(app.database.app)
  const today = new Date().toISOString().slice(0, 10)
  const loaded = await loadDemo(within, { seed: demoSeed, migrants: FEW_MIGRANTS, today, makeAccount: createDemoAccount })
  const terjola = loaded.find(({ slug }) => slug === 'terjola')!
  const inOffice = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => within({ office: terjola.id, actor: system }, work)
  await inOffice((tx) => refreshPairs(tx))
  const accounts = new Map<Role, string>()
  const accountOf = async (role: Role): Promise<string> => {
    const id = accounts.get(role) ?? terjola.staff.find((each) => each.role === role)?.accountId ?? (await inOffice((tx) => createDemoAccount(tx, { name: 'Tamar', email: `${role}@terjola.example`, role })))
    accounts.set(role, id)
    return id
  }
  const server = await serveTestDatabase(app.database, { CORRIDOR_GALLERY: 'yes' })
  return {
    app, server, office: terjola.id, accountOf, inOffice,
    signedIn: async (accountId, { secondFactor = true, ...options }, steps) => {
      const { cookies } = await startSession(app.app, { headers: new Headers(), address: '127.0.0.1' }, accountId)
      if (secondFactor) await app.database.owner.query('update auth.session set "secondFactorAt" = now() where "userId" = $1', [accountId])
      return journey({ address: server.address, ...options }, async (page, context) => {
        await context.addCookies(cookies.map((line) => /^([^=]+)=([^;]*)/.exec(line)!).map(([, name = '', value = '']) => ({ name, value, url: server.address })))
        return steps(page)
      })
    },
    close: async () => {
      await server.stop()
      await app.close()
    },
  }
}
