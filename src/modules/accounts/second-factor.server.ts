/**
 * Setting up a second factor: an authenticator app (RFC 6238) with backup codes; a passkey sets itself up in the browser (auth.server.ts).
 * The secret is made when the page is opened and counts only when a code of it was shown.
 */
import { APIError } from 'better-auth/api'
import { generateRandomString, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { randomInt } from 'node:crypto'
import { toString as qrCode } from 'qrcode'
import type { z } from 'zod'
import { ProblemError } from '#platform/problems/problem.ts'
import { requireTries } from '#platform/rate-limit/rate-limit.server.ts'
import { authKey, authOf } from './auth.server.ts'
import type { ownPasswordForm } from './contract.ts'
import { requirePassword } from './require-password.server.ts'
import { CODE_BY_PLACE, useCode, type Requester, type SignedIn } from './sign-in.server.ts'
import type { AccountsApp, Session } from './session.server.ts'

const BACKUP_CODES = 10
/** Without characters that look alike. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

export interface TotpSetUp {
  /** For typing by hand: Base32 in groups of four. */
  readonly secret: string
  /** For a telephone that opens links: otpauth://... */
  readonly uri: string
  /** The same as an image, SVG. */
  readonly qr: string
}

export function base32(bytes: Buffer): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return (bits.match(/.{1,5}/g) ?? []).map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}

function backupCodes(): string[] {
  const part = () => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return Array.from({ length: BACKUP_CODES }, () => `${part()}-${part()}`)
}

/** Whoever has a second factor shows it before another is added. */
function requireSetUpAllowed(session: Session): void {
  if (session.stage !== 'open' && session.stage !== 'set_up') throw new ProblemError('not_found')
}

/**
 * The secret that waits to be confirmed, made where there is none; the same when the page is loaded again.
 * @throws ProblemError conflict where an authenticator app is set up already
 */
export async function beginTotp(app: AccountsApp, session: Session): Promise<TotpSetUp> {
  requireSetUpAllowed(session)
  const key = authKey(app.config.secret)
  const { rows } = await app.pool.query<{ secret: string; verified: boolean | null }>('select secret, verified from auth."twoFactor" where "userId" = $1', [session.accountId])
  if (rows[0]?.verified) throw new ProblemError('conflict')
  const secret = rows[0] ? await symmetricDecrypt({ key, data: rows[0].secret }) : await storeSecret(app, session.accountId, key)
  const text = base32(Buffer.from(secret))
  const uri = `otpauth://totp/${encodeURIComponent(`Corridor:${session.email}`)}?secret=${text}&issuer=Corridor&digits=6&period=30`
  return { secret: text.match(/.{1,4}/g)!.join(' '), uri, qr: await qrCode(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' }) }
}

async function storeSecret(app: AccountsApp, accountId: string, key: string): Promise<string> {
  const secret = generateRandomString(32)
  const [sealed, codes] = await Promise.all([symmetricEncrypt({ key, data: secret }), symmetricEncrypt({ key, data: JSON.stringify(backupCodes()) })])
  await app.pool.query('insert into auth."twoFactor" ("secret", "backupCodes", "userId", "verified") values ($1, $2, $3, false) on conflict ("userId") do nothing', [sealed, codes, accountId])
  const { rows } = await app.pool.query<{ secret: string }>('select secret from auth."twoFactor" where "userId" = $1', [accountId])
  return symmetricDecrypt({ key, data: rows[0]!.secret })
}

/**
 * Confirms the authenticator app with one of its codes: the session becomes a new one that may work.
 * @returns the backup codes, which are shown this once
 * @throws ProblemError second_factor_wrong, too_many_requests
 */
export async function confirmTotp(app: AccountsApp, requester: Requester, session: Session, code: string): Promise<SignedIn & { backupCodes: string[] }> {
  requireSetUpAllowed(session)
  await requireTries(app.pool, [[CODE_BY_PLACE, requester.address]], app.now())
  const { api } = authOf(app)
  try {
    const { headers } = await api.verifyTOTP({ body: { code }, headers: requester.headers, returnHeaders: true })
    await useCode(app, session.accountId, code)
    return { cookies: headers.getSetCookie(), backupCodes: await readBackupCodes(app, session.accountId) }
  } catch (error) {
    if (error instanceof APIError) throw new ProblemError('second_factor_wrong')
    throw error
  }
}

async function readBackupCodes(app: AccountsApp, accountId: string): Promise<string[]> {
  const { backupCodes: codes } = await authOf(app).api.viewBackupCodes({ body: { userId: accountId } })
  return codes
}

/** New backup codes in place of the old ones. @returns them, to be shown once @throws ProblemError invalid at `current`, too_many_requests */
export async function renewBackupCodes(app: AccountsApp, requester: Requester, session: Session, { current }: z.output<typeof ownPasswordForm>): Promise<string[]> {
  if (session.stage !== 'open') throw new ProblemError('not_found')
  await requirePassword(app, requester, session, current)
  const codes = backupCodes()
  const sealed = await symmetricEncrypt({ key: authKey(app.config.secret), data: JSON.stringify(codes) })
  const { rowCount } = await app.pool.query('update auth."twoFactor" set "backupCodes" = $2 where "userId" = $1 and verified', [session.accountId, sealed])
  if (!rowCount) throw new ProblemError('not_found')
  return codes
}

export interface SecondFactors {
  /** How many backup codes are left; null without an authenticator app. */
  readonly backupCodes: number | null
  readonly passkeys: { readonly id: string; readonly name: string | null; readonly createdAt: Date | null }[]
}

export async function findSecondFactors(app: AccountsApp, session: Session): Promise<SecondFactors> {
  const [{ rows: passkeys }, { rows: totp }] = await Promise.all([
    app.pool.query<{ id: string; name: string | null; createdAt: Date | null }>('select id, name, "createdAt" from auth.passkey where "userId" = $1 order by "createdAt"', [session.accountId]),
    app.pool.query('select from auth."twoFactor" where "userId" = $1 and verified', [session.accountId]),
  ])
  return { backupCodes: totp.length ? (await readBackupCodes(app, session.accountId)).length : null, passkeys }
}

/**
 * Takes a second factor away: a passkey by its id, or the authenticator app with its backup codes.
 * @throws ProblemError last_second_factor: one always stays; invalid at `current`, too_many_requests
 */
export async function removeSecondFactor(app: AccountsApp, requester: Requester, session: Session, which: { passkey: string } | 'totp', { current }: z.output<typeof ownPasswordForm>): Promise<void> {
  if (session.stage !== 'open') throw new ProblemError('not_found')
  await requirePassword(app, requester, session, current)
  await app.within({ office: null, actor: { kind: 'system', name: 'accounts' } }, async (tx) => {
    // Two at once must not each leave the other's as the last.
    await tx.client.query('select from auth."user" where id = $1 for update', [session.accountId])
    if (which === 'totp') {
      await tx.client.query('delete from auth."twoFactor" where "userId" = $1', [session.accountId])
      await tx.client.query('update auth."user" set "twoFactorEnabled" = false where id = $1', [session.accountId])
    } else await tx.client.query('delete from auth.passkey where "userId" = $1 and id = $2', [session.accountId, which.passkey])
    const { rows } = await tx.client.query<{ left: boolean }>(
      `select exists (select from auth.passkey where "userId" = $1) or exists (select from auth."twoFactor" where "userId" = $1 and verified) as left`, [session.accountId])
    if (!rows[0]!.left) throw new ProblemError('last_second_factor')
  })
}
