/** Accounts come by invitation, by the command line, or with the demo; nobody makes one by asking. */
import { hashPassword } from 'better-auth/crypto'
import { randomBytes } from 'node:crypto'
import type { Role } from '#platform/access/actor.ts'
import type { Tx } from '#platform/database/types.ts'
import { newId } from '#platform/ids/uuid.ts'
import { defineConstraints, ProblemError } from '#platform/problems/problem.ts'
import { passwordMistake } from './password-rules.ts'

defineConstraints({ user_email_key: { field: 'email', code: 'email_taken' } })

export interface NewAccount {
  readonly email: string
  readonly name: string
  /** In words that the rules accept (password-rules.ts). */
  readonly password: string
  readonly language?: string
  /** What anybody can know and a password must not be: the name of the office. */
  readonly around?: readonly string[]
}

/** @throws ProblemError invalid at `field` with what is wrong */
export function requireGoodPassword(password: string, around: readonly string[], field = 'password'): void {
  const mistake = passwordMistake(password, around)
  if (mistake) throw new ProblemError('invalid', { fields: { [field]: [{ code: mistake }] } })
}

/**
 * Makes an account in the caller's transaction. Its address counts as confirmed: whoever calls this has seen a link work that was
 * sent there.
 * @throws ProblemError invalid: the password, or the address has an account
 */
export async function createAccount(tx: Tx, account: NewAccount): Promise<string> {
  const email = account.email.trim().toLowerCase()
  requireGoodPassword(account.password, [email, account.name, ...(account.around ?? [])])
  return insertAccount(tx, { ...account, email }, await hashPassword(account.password), false)
}

async function insertAccount(tx: Tx, account: Omit<NewAccount, 'password'>, hash: string, isDemo: boolean): Promise<string> {
  const id = newId()
  await tx.client.query(
    `insert into auth."user" ("id", "name", "email", "emailVerified", "language", "isDemo", "twoFactorEnabled") values ($1, $2, $3, true, $4, $5, false)`,
    [id, account.name, account.email, account.language ?? null, isDemo],
  )
  await tx.client.query(
    `insert into auth."account" ("accountId", "providerId", "userId", "password", "updatedAt") values ($1::text, 'credential', $1::uuid, $2, now())`,
    [id, hash],
  )
  return id
}

/** Id of the account with this address; null where there is none. */
export async function findAccountId(tx: Tx, email: string): Promise<string | null> {
  const { rows } = await tx.client.query<{ id: string }>('select id from auth."user" where email = $1', [email.trim().toLowerCase()])
  return rows[0]?.id ?? null
}

export interface DemoMember {
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly villages?: readonly string[]
  readonly language?: string
}

/**
 * An account of the demo's cast with its place in the transaction's office, which must be a demo office. Its password is random and
 * told to nobody: it signs in by one click, and only as long as it works in demo offices alone.
 * @returns the account's id
 */
export async function createDemoAccount(tx: Tx, member: DemoMember): Promise<string> {
  if (tx.actor.kind !== 'system') throw new ProblemError('not_found')
  const { rows } = await tx.client.query<{ is_demo: boolean }>('select is_demo from corridor.offices where id = $1', [tx.office])
  if (!rows[0]?.is_demo) throw new ProblemError('not_found')
  // Nobody knows it, so it needs no expensive hash: what stands there fits no password at all.
  const id = await insertAccount(tx, { ...member, email: member.email.toLowerCase() }, `demo:${randomBytes(16).toString('hex')}`, true)
  await tx
    .insertInto('staff')
    .values({ office_id: tx.office, account_id: id, name: member.name, email: member.email.toLowerCase(), role: member.role, villages: [...(member.villages ?? [])] })
    .execute()
  return id
}
