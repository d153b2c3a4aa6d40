/**
 * A forgotten password, a new address: links that work once and not for long. Of a link the database keeps the hash. Asking is
 * answered alike whether the address is known or not, and before anything is looked up, so that time tells nothing either.
 */
import { hashPassword } from 'better-auth/crypto'
import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { Tx } from '#platform/database/types.ts'
import { isLanguage, defaultLanguage, type Language } from '#platform/i18n/index.ts'
import { translator } from '#platform/i18n/index.server.ts'
import { newId } from '#platform/ids/uuid.ts'
import { sendAccountMail } from '#platform/mail/outbox.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { requireTries, type Limit } from '#platform/rate-limit/rate-limit.server.ts'
import { changedMail, emailChangeMail, resetMail } from './account-mail.ts'
import { authOf } from './auth.server.ts'
import type { changeEmailForm, changePasswordForm, forgotForm } from './contract.ts'
import { requireGoodPassword } from './create-account.server.ts'
import { requirePassword } from './require-password.server.ts'
import { hashOfSecret, type AccountsApp, type Session } from './session.server.ts'
import type { Requester, SignedIn } from './sign-in.server.ts'

export const LINK_MINUTES = 30
const HOUR = 3600
/** From one place for one address; others can still ask for it. */
const FORGOT_BY_BOTH: Limit = { what: 'accounts.forgot.both', tries: 5, seconds: HOUR }
const FORGOT_BY_ADDRESS: Limit = { what: 'accounts.forgot.address', tries: 15, seconds: HOUR }
const FORGOT_BY_PLACE: Limit = { what: 'accounts.forgot.place', tries: 30, seconds: HOUR }
const system = { kind: 'system', name: 'accounts' } as const

interface Owner { id: string; name: string; email: string; language: string | null; isDemo: boolean | null }

const languageOf = (owner: Pick<Owner, 'language'>, otherwise: Language = defaultLanguage): Language => (isLanguage(owner.language) ? owner.language : otherwise)

/** Makes a link in place of earlier ones of its purpose. Returns the secret, which is kept nowhere. */
async function makeLink(tx: Tx, accountId: string, purpose: 'password' | 'email', now: Date, newEmail: string | null = null): Promise<{ id: string; secret: string }> {
  const secret = randomBytes(32).toString('base64url')
  const id = newId()
  await tx.client.query('delete from auth.links where account_id = $1 and purpose = $2 and used_at is null', [accountId, purpose])
  await tx.client.query('insert into auth.links (id, account_id, purpose, token_hash, new_email, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)', [
    id, accountId, purpose, hashOfSecret(secret), newEmail, now, new Date(now.getTime() + LINK_MINUTES * 60_000),
  ])
  return { id, secret }
}

/**
 * Asks for a link to set a new password.
 * @returns at once; `done` is settled when the mail, if there is one, lies in the outbox
 * @throws ProblemError too_many_requests, for known and unknown addresses alike
 */
export async function forgotPassword(app: AccountsApp & { log?: { error(what: string, error: unknown): void } }, requester: Requester, { email }: z.output<typeof forgotForm>, language: Language): Promise<{ done: Promise<void> }> {
  const now = app.now()
  await requireTries(app.pool, [[FORGOT_BY_PLACE, requester.address], [FORGOT_BY_BOTH, `${email} ${requester.address}`], [FORGOT_BY_ADDRESS, email]], now)
  const done = app.within({ office: null, actor: system }, async (tx) => {
    const { rows } = await tx.client.query<Owner>('select id, name, email, language, "isDemo" from auth."user" where email = $1', [email])
    const owner = rows[0]
    if (!owner || owner.isDemo) return
    await sendResetLink(tx, app, owner, now, language)
  }).catch((error: unknown) => app.log?.error('a link for a new password was not written', error))
  return { done }
}

async function sendResetLink(tx: Tx, app: AccountsApp, owner: Owner, now: Date, language: Language): Promise<string> {
  const { id, secret } = await makeLink(tx, owner.id, 'password', now)
  const url = `${app.url}/sign-in/reset?link=${secret}`
  const tongue = languageOf(owner, language)
  await sendAccountMail(tx, owner.id, { idempotencyKey: `password:${id}`, kind: 'account.reset', to: { address: owner.email, name: owner.name }, language: tongue, content: resetMail(translator(tongue), url, LINK_MINUTES) })
  return url
}

/**
 * For the command line, on the machine itself: a link to set a new password, where mail cannot help. @throws ProblemError not_found
 */
export async function makeResetLink(app: AccountsApp, email: string): Promise<{ url: string; minutes: number }> {
  return app.within({ office: null, actor: system }, async (tx) => {
    const { rows } = await tx.client.query<{ id: string }>('select id from auth."user" where email = $1 and "isDemo" is not true', [email.trim().toLowerCase()])
    if (!rows[0]) throw new ProblemError('not_found')
    const { secret } = await makeLink(tx, rows[0].id, 'password', app.now())
    return { url: `${app.url}/sign-in/reset?link=${secret}`, minutes: LINK_MINUTES }
  })
}

interface OpenLink { id: string; account_id: string; new_email: string | null; name: string; email: string; language: string | null }

async function findLink(tx: Tx, purpose: 'password' | 'email', secret: string, now: Date, lock: boolean): Promise<OpenLink> {
  const { rows } = await tx.client.query<OpenLink>(
    `select l.id, l.account_id, l.new_email, u.name, u.email, u.language from auth.links l join auth."user" u on u.id = l.account_id
     where l.token_hash = $1 and l.purpose = $2 and l.used_at is null and l.expires_at > $3 ${lock ? 'for update of l' : ''}`,
    [hashOfSecret(secret), purpose, now],
  )
  if (!rows[0]) throw new ProblemError('link_spent')
  return rows[0]
}

/** Whether a link still works, without using it. @throws ProblemError link_spent */
export async function checkResetLink(app: AccountsApp, secret: string): Promise<void> {
  await app.within({ office: null, actor: system }, (tx) => findLink(tx, 'password', secret, app.now(), false))
}

/**
 * Sets a new password, ends all sessions, and tells the owner. It signs nobody in: the second factor is still to be shown.
 * @throws ProblemError link_spent; invalid at `password` (then the link still works)
 */
export async function resetPassword(app: AccountsApp, secret: string, password: string): Promise<void> {
  // The hash is made before the row is locked: it takes long on purpose.
  const link = await app.within({ office: null, actor: system }, (tx) => findLink(tx, 'password', secret, app.now(), false))
  requireGoodPassword(password, [link.email, link.name])
  const hash = await hashPassword(password)
  await app.within({ office: null, actor: system }, async (tx) => {
    const { id, account_id: account, ...owner } = await findLink(tx, 'password', secret, app.now(), true)
    await tx.client.query('update auth.links set used_at = $2 where id = $1', [id, app.now()])
    await tx.client.query(`update auth."account" set password = $2, "updatedAt" = now() where "userId" = $1 and "providerId" = 'credential'`, [account, hash])
    await tx.client.query('delete from auth.session where "userId" = $1', [account])
    await tellChange(tx, { id: account, ...owner }, 'password', id)
  })
}

async function tellChange(tx: Tx, owner: Pick<Owner, 'id' | 'name' | 'email' | 'language'>, what: 'password' | 'email', cause: string): Promise<void> {
  const language = languageOf(owner)
  await sendAccountMail(tx, owner.id, { idempotencyKey: `changed:${what}:${cause}`, kind: `account.${what}_changed`, to: { address: owner.email, name: owner.name }, language, content: changedMail(translator(language), what) })
}

/** Changes the password of somebody signed in; all other sessions end, this one gets a new cookie. @throws ProblemError invalid, too_many_requests */
export async function changePassword(app: AccountsApp, requester: Requester, session: Session, form: z.output<typeof changePasswordForm>): Promise<SignedIn> {
  if (session.stage !== 'open' || session.isDemo) throw new ProblemError('not_found')
  requireGoodPassword(form.password, [session.email, session.name])
  await requirePassword(app, requester, session, form.current)
  const { headers } = await authOf(app).api.changePassword({
    body: { currentPassword: form.current, newPassword: form.password, revokeOtherSessions: true }, headers: requester.headers, returnHeaders: true,
  })
  await app.within({ office: null, actor: system }, (tx) => tellChange(tx, { ...session, id: session.accountId }, 'password', newId()))
  return { cookies: headers.getSetCookie() }
}

/**
 * Asks for a new address: a link goes there, and only when it was followed does the address change.
 * Whether somebody else has that address is not said; then no mail leaves.
 * @throws ProblemError invalid at `current`, too_many_requests
 */
export async function askForNewEmail(app: AccountsApp, requester: Requester, session: Session, form: z.output<typeof changeEmailForm>): Promise<void> {
  if (session.stage !== 'open' || session.isDemo) throw new ProblemError('not_found')
  await requirePassword(app, requester, session, form.current)
  const language = languageOf(session)
  await app.within({ office: null, actor: system }, async (tx) => {
    const { rowCount } = await tx.client.query('select from auth."user" where email = $1', [form.email])
    if (rowCount) return
    const { id, secret } = await makeLink(tx, session.accountId, 'email', app.now(), form.email)
    const url = `${app.url}/sign-in/email?link=${secret}`
    await sendAccountMail(tx, session.accountId, { idempotencyKey: `email:${id}`, kind: 'account.email_change', to: { address: form.email, name: session.name }, language, content: emailChangeMail(translator(language), url, LINK_MINUTES) })
  })
}

/** Follows the link to a new address, and tells the old one. @throws ProblemError link_spent; conflict where the address was taken meanwhile */
export async function confirmNewEmail(app: AccountsApp, secret: string): Promise<void> {
  await app.within({ office: null, actor: system }, async (tx) => {
    const { id, account_id: account, new_email: email, ...owner } = await findLink(tx, 'email', secret, app.now(), true)
    const { rowCount } = await tx.client.query('select from auth."user" where email = $1', [email])
    if (rowCount) throw new ProblemError('conflict')
    await tellChange(tx, { id: account, ...owner }, 'email', id)
    await tx.client.query('update auth.links set used_at = $2 where id = $1', [id, app.now()])
    await tx.client.query('update auth."user" set email = $2, "updatedAt" = now() where id = $1', [account, email])
    await tx.client.query('select corridor.follow_account($1)', [account])
  })
}
