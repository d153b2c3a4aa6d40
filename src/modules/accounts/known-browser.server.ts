/**
 * A browser in which an account has given the right password before keeps a signed cookie about it. It lets nobody in: it only says that
 * tries from here are counted apart from those of strangers, who otherwise could lock the owner out by trying all day (OWASP: device
 * cookies). It names the account by a keyed hash.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { authKey } from './auth.server.ts'
import type { AccountsApp } from './session.server.ts'
import type { Requester } from './sign-in.server.ts'

const COOKIE = 'corridor_known'
const A_YEAR = 365 * 24 * 3600
const FORM = /^[\w-]{22}\.[\w-]{43}$/

const sign = (app: AccountsApp, email: string, nonce: string): string => createHmac('sha256', authKey(app.config.secret)).update(`known browser\n${email.toLowerCase()}\n${nonce}`).digest('base64url')

/** What this browser is called where it is known for the address; undefined otherwise. */
export function knownBrowser(app: AccountsApp, { headers }: Requester, email: string): string | undefined {
  const value = headers.get('cookie')?.split(';').map((each) => each.trim()).find((each) => each.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1)
  if (value === undefined || !FORM.test(value)) return undefined
  const [nonce = '', signature = ''] = value.split('.')
  return timingSafeEqual(Buffer.from(signature), Buffer.from(sign(app, email, nonce))) ? nonce : undefined
}

/** The heading that makes a browser known. */
export function rememberBrowser(app: AccountsApp, email: string): string {
  const nonce = randomBytes(16).toString('base64url')
  return `${COOKIE}=${nonce}.${sign(app, email, nonce)}; Max-Age=${A_YEAR}; Path=/sign-in; HttpOnly; SameSite=Lax${app.url.startsWith('https:') ? '; Secure' : ''}`
}
