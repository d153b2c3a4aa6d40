/** Tokens of the API: made for one office with one role, shown once, kept as a hash, ended at any time. */
import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { hashOfSecret } from '#modules/accounts/index.server.ts'
import { requirePermission } from '#platform/access/permissions.ts'
import { actorId, type Role } from '#platform/access/actor.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { newId } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { tokenForm } from './contract.ts'
import './permissions.ts'

const DAY_MS = 86_400_000

export interface ApiToken { id: string; name: string; role: Role; createdAt: Date; expiresAt: Date; lastUsedOn: string | null; state: 'open' | 'expired' | 'revoked' }

/** @returns the token itself, which nobody can read again */
export async function createToken(tx: Tx, form: z.output<typeof tokenForm>, now: Date): Promise<{ id: string; secret: string }> {
  requirePermission(tx.actor, 'token.manage')
  const id = newId()
  const secret = `corridor_${randomBytes(32).toString('base64url')}`
  await tx
    .insertInto('api_tokens')
    .values({ office_id: tx.office, id, name: form.name, role: form.role, token_hash: hashOfSecret(secret), created_by: actorId(tx.actor), created_at: now, expires_at: new Date(now.getTime() + form.days * DAY_MS) })
    .execute()
  await recordEvent(tx, { type: 'token.created', subject: { kind: 'token', id }, data: { role: form.role, days: form.days } })
  return { id, secret }
}

export async function findTokens(tx: Tx, now: Date): Promise<ApiToken[]> {
  requirePermission(tx.actor, 'token.manage')
  const { rows } = await tx.client.query<ApiToken>(
    `select id, name, role, created_at as "createdAt", expires_at as "expiresAt", last_used_on as "lastUsedOn",
       case when revoked_at is not null then 'revoked' when expires_at <= $2 or not corridor.token_maker_stands(office_id, created_by, role, $2) then 'expired' else 'open' end as state
     from corridor.api_tokens where office_id = $1 order by revoked_at is not null, created_at desc`, [tx.office, now],
  )
  return rows
}

/** @throws ProblemError not_found */
export async function revokeToken(tx: Tx, id: string, now: Date): Promise<void> {
  requirePermission(tx.actor, 'token.manage')
  const { rowCount } = await tx.client.query('update corridor.api_tokens set revoked_at = $3 where office_id = $1 and id = $2 and revoked_at is null', [tx.office, id, now])
  if (!rowCount) throw new ProblemError('not_found')
  await recordEvent(tx, { type: 'token.revoked', subject: { kind: 'token', id } })
}
