/**
 * The personal link: an address that opens one person's own data without an account. Its secret (32 random bytes, base64url) is
 * shown once or mailed sealed; the database keeps its SHA-256 alone.
 */
import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { requirePermission } from '#platform/access/permissions.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { newId } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { getPersonOrThrow } from '../queries.server.ts'

/** Days for which a link opens. */
export const LINK_DAYS = 90
const SECRET_BYTES = 32
const SECRET_FORM = /^[\w-]{43}$/
const DAY = 86_400_000

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** The path of the page that a secret opens. */
export const linkPath = (secret: string): string => `/my/${secret}`

/**
 * Makes a link to the person's own data. The secret is given this once. Links made before stay.
 * @throws not_found for a person unseen, erased or not in the register any more
 */
export async function makePersonalLink(tx: Tx, personId: string, now: Date): Promise<{ secret: string; expiresAt: Date }> {
  requirePermission(tx.actor, 'person.link')
  const person = await getPersonOrThrow(tx, personId)
  if (person.state !== 'active') throw new ProblemError('not_found')
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  const expiresAt = new Date(now.getTime() + LINK_DAYS * DAY)
  await recordEvent(tx, { type: 'link.made', subject: { kind: 'person', id: personId } })
  await tx
    .insertInto('personal_links')
    .values({ office_id: tx.office, id: newId(), person_id: personId, token_hash: hashOf(secret), created_by: tx.actor.kind === 'staff' ? tx.actor.accountId : null, created_at: now, expires_at: expiresAt })
    .execute()
  return { secret, expiresAt }
}

/** Ends all links of the person. Returns how many there were. */
export async function revokeLinks(tx: Tx, personId: string, now: Date): Promise<number> {
  requirePermission(tx.actor, 'person.link')
  const person = await getPersonOrThrow(tx, personId)
  await recordEvent(tx, { type: 'link.revoked', subject: { kind: 'person', id: person.id } })
  const ended = await tx.updateTable('personal_links').set({ revoked_at: now }).where('office_id', '=', tx.office).where('person_id', '=', person.id).where('revoked_at', 'is', null).returning('id').execute()
  return ended.length
}

export interface OpenLinks { count: number; lastMadeAt: string | null; lastOpenedAt: string | null }

/** How many links of the person open something, when the last was made and when one was first opened. */
export async function findOpenLinks(tx: Tx, personId: string, now: Date): Promise<OpenLinks> {
  requirePermission(tx.actor, 'person.link')
  const row = await tx
    .selectFrom('personal_links')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.max('created_at').as('made'), eb.fn.max('opened_at').as('opened')])
    .where('office_id', '=', tx.office)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), lastMadeAt: row.made?.toISOString() ?? null, lastOpenedAt: row.opened?.toISOString() ?? null }
}

export interface OpenedLink { officeSlug: string; actor: Actor & { kind: 'person' }; preferredLanguage: string | null }

/**
 * Whom a secret opens; undefined alike for an unknown, an expired and a revoked one. The actor bears no name: what events keep of it
 * outlives an erasure.
 */
export async function openPersonalLink(pool: Pick<pg.Pool, 'query'>, secret: string, now: Date): Promise<OpenedLink | undefined> {
  if (!SECRET_FORM.test(secret)) return undefined
  const { rows } = await pool.query<{ office_slug: string; person_id: string; link_id: string; preferred_language: string | null }>(
    'select office_slug, person_id, link_id, preferred_language from corridor.open_link($1, $2)',
    [hashOf(secret), now],
  )
  const row = rows[0]
  return row && { officeSlug: row.office_slug, actor: { kind: 'person', personId: row.person_id, name: '', linkId: row.link_id }, preferredLanguage: row.preferred_language }
}

/** The person ends the link in hand. */
export async function closePersonalLink(tx: Tx, secret: string, now: Date): Promise<void> {
  requirePermission(tx.actor, 'person.own')
  if (tx.actor.kind !== 'person' || !SECRET_FORM.test(secret)) throw new ProblemError('not_found')
  await recordEvent(tx, { type: 'link.revoked', subject: { kind: 'person', id: tx.actor.personId } })
  await tx.client.query('select corridor.close_link($1, $2)', [hashOf(secret), now])
}
