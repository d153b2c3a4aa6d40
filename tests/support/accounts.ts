// People who sign in, for tests: accounts that work in an office, a browser that keeps cookies, an authenticator app.
import { hashPassword } from 'better-auth/crypto'
import { createHmac } from 'node:crypto'
import { afterAll, beforeEach, expect } from 'vitest'
import type { Actor, Role } from '#platform/access/actor.ts'
import { unseal, mailKey } from '#platform/mail/seal.server.ts'
import { beginTotp, confirmTotp, readSession, signIn, type Requester, type Session } from '#modules/accounts/index.server.ts'
import { testApp } from './app.ts'

export const OFFICE = '0190a8e0-0000-7000-8000-000000000001'
export const DEMO = '0190a8e0-0000-7000-8000-000000000002'
export const PASSWORD = 'three goats on a red roof'
export const system: Actor = { kind: 'system', name: 'test' }

/** The code that an authenticator app shows (RFC 6238). */
export function totp(secret: string, step = 0): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret.replace(/ /g, '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + step))
  const mac = createHmac('sha1', key).update(counter).digest()
  const offset = mac[19]! & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** An app with an office and one of the demo, and who signs in there; closed after the tests of the file. No tries are counted at a test's beginning. */
export async function peopleWhoSignIn() {
  const test1 = await testApp()
  afterAll(() => test1.close())
  beforeEach(() => test1.database.owner.query('delete from corridor.rate_limits'))
  const { app } = test1
  let accounts = 0
  await test1.database.owner.query(`insert into corridor.offices (id, slug, name, home_country, is_demo) values ($1, 'terjola', 'Terjola', 'GE', false), ($2, 'demo', 'Demo', 'GE', true)`, [OFFICE, DEMO])
  let hash: string | undefined

  /** An account that works in an office. One hash serves all of them: making one takes long on purpose. */
  async function member(role: Role = 'officer', more: { until?: string; office?: string } = {}): Promise<{ id: string; email: string }> {
    const email = `nino${++accounts}@example.org`
    return app.within({ office: more.office ?? OFFICE, actor: system }, async (tx) => {
      hash ??= await hashPassword(PASSWORD)
      const { rows } = await tx.client.query<{ id: string }>(`insert into auth."user" ("name", "email", "emailVerified") values ('Nino', $1, true) returning id`, [email])
      const { id } = rows[0]!
      await tx.client.query(`insert into auth."account" ("accountId", "providerId", "userId", "password", "updatedAt") values ($1::text, 'credential', $1::uuid, $2, now())`, [id, hash])
      await tx.insertInto('staff').values({ office_id: tx.office, account_id: id, name: 'Nino', email, role, ...(more.until ? { helper_of: 'Ambrolauri', until: more.until } : {}) }).execute()
      return { id, email }
    })
  }

  /** What a browser does with cookies. */
  class Browser implements Requester {
    readonly jar = new Map<string, string>()
    readonly address: string
    constructor(address = '192.0.2.1') {
      this.address = address
    }
    get cookie(): string {
      return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    }
    get headers(): Headers {
      return new Headers({ cookie: this.cookie, origin: app.url })
    }
    keep<T extends { cookies: string[] }>(answer: T): T {
      for (const cookie of answer.cookies) {
        const [, name = '', value = '', rest = ''] = /^([^=]+)=([^;]*)(.*)$/.exec(cookie)!
        if (/max-age=0/i.test(rest) || value === '') this.jar.delete(name)
        else this.jar.set(name, value)
      }
      return answer
    }
    session(): Promise<Session | undefined> {
      return readSession(app, this.cookie)
    }
    async openSession(): Promise<Session> {
      const session = await this.session()
      expect(session?.stage).toBe('open')
      return session!
    }
  }

  /** Signs in for the first time and sets up an authenticator app with a code of the half minute before. */
  async function enrolled(role: Role = 'officer'): Promise<{ id: string; email: string; browser: Browser; secret: string; backupCodes: string[] }> {
    const who = await member(role)
    const browser = new Browser()
    browser.keep(await signIn(app, browser, { email: who.email, password: PASSWORD }))
    const { secret } = await beginTotp(app, (await browser.session())!)
    const { backupCodes } = browser.keep(await confirmTotp(app, browser, (await browser.session())!, totp(secret, -1)))
    return { ...who, browser, secret, backupCodes }
  }

  async function lastAccountMail(email: string): Promise<{ kind: string; link: string }> {
    const { rows } = await test1.database.owner.query<{ id: string; kind: string; sealed: Buffer | null; body_text: string }>('select * from auth.mail where to_address = $1 order by created_at desc, id desc limit 1', [email])
    const [mail] = rows
    return { kind: mail?.kind ?? 'none', link: mail?.sealed ? new URL(unseal(mailKey(app.config.secret), mail.sealed, mail.id)).searchParams.get('link')! : '' }
  }

  return { test1, app, member, Browser, enrolled, lastAccountMail, fresh: () => `fresh${++accounts}@example.org` }
}
