/** People come to work in an office by an invitation to their address; its link works once and for two weeks. */
import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { createAccount, hashOfSecret, startSession, type Requester, type Session, type SignedIn } from '#modules/accounts/index.server.ts'
import type { newAccountForm } from '#modules/accounts/index.ts'
import { requirePermission } from '#platform/access/permissions.ts'
import { actorName, type Role } from '#platform/access/actor.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { defaultLanguage, isLanguage, type Language } from '#platform/i18n/languages.ts'
import { translator } from '#platform/i18n/index.server.ts'
import { newId } from '#platform/ids/uuid.ts'
import { sendMail } from '#platform/mail/outbox.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { requireTries, type Limit } from '#platform/rate-limit/rate-limit.server.ts'
import type { invitationForm } from './contract.ts'
import type { OfficesApp } from './create-office.server.ts'
import { invitationMail } from './office-mail.ts'
import './problems.ts'

export const INVITATION_DAYS = 14
const DAY_MS = 86_400_000
const ACCEPT_BY_PLACE: Limit = { what: 'offices.accept.place', tries: 30, seconds: 3600 }

export type Invitation = z.output<typeof invitationForm>
export interface Invited { id: string; email: string; url: string; expiresAt: Date }

interface OfficeForMail { name: string; default_language: string; email: string | null; postal_address: string | null }

/**
 * Invites somebody to work in the transaction's office. A new invitation to the same address takes the place of the old one.
 * @throws ProblemError invalid where the address works here already, or a village is none of this office
 */
export async function inviteStaff(tx: Tx, app: OfficesApp, invitation: Invitation): Promise<Invited> {
  requirePermission(tx.actor, 'staff.manage')
  return inviteInto(tx, app, invitation)
}

/** The invitation itself; the caller has required the permission of what it is part of. */
export async function inviteInto(tx: Tx, app: OfficesApp, invitation: Invitation): Promise<Invited> {
  await requireVillages(tx, invitation.villages)
  const { rows: known } = await tx.client.query(`select from corridor.staff where office_id = $1 and lower(email) = $2 and ended_at is null and (until is null or until >= $3::date)`, [tx.office, invitation.email, app.now()])
  if (known.length) throw new ProblemError('invalid', { fields: { email: [{ code: 'works_here' }] } })
  const id = newId()
  const secret = randomBytes(32).toString('base64url')
  const now = app.now()
  const expiresAt = new Date(now.getTime() + INVITATION_DAYS * DAY_MS)
  await tx.client.query('update corridor.invitations set revoked_at = $3 where office_id = $1 and lower(email) = $2 and accepted_at is null and revoked_at is null', [tx.office, invitation.email, now])
  await tx
    .insertInto('invitations')
    .values({
      office_id: tx.office, id, email: invitation.email, name: invitation.name, role: invitation.role, villages: invitation.villages, helper_of: invitation.helperOf, until: invitation.until,
      token_hash: hashOfSecret(secret), invited_by: tx.actor.kind === 'staff' || tx.actor.kind === 'operator' ? tx.actor.accountId : null, created_at: now, expires_at: expiresAt,
    })
    .execute()
  const url = `${app.url}/invitation/${secret}`
  await mailInvitation(tx, id, url, invitation)
  await recordEvent(tx, { type: 'staff.invited', subject: { kind: 'invitation', id }, data: { role: invitation.role } })
  return { id, email: invitation.email, url, expiresAt }
}

async function mailInvitation(tx: Tx, id: string, url: string, { email, name, role, language }: Pick<Invitation, 'email' | 'name' | 'role' | 'language'>): Promise<void> {
  const { rows } = await tx.client.query<OfficeForMail>(
    `select o.name, o.default_language, s.email, s.postal_address from corridor.offices o join corridor.office_settings s on s.office_id = o.id where o.id = $1`, [tx.office],
  )
  const office = rows[0]!
  const tongue: Language = language ?? (isLanguage(office.default_language) ? office.default_language : defaultLanguage)
  const by = tx.actor.kind === 'staff' ? actorName(tx.actor) : null
  await sendMail(tx, {
    idempotencyKey: `invitation:${id}`,
    kind: 'staff.invite',
    to: { address: email, name },
    language: tongue,
    content: invitationMail(translator(tongue), { office: office.name, address: office.postal_address, name, role, by, url, days: INVITATION_DAYS }),
    secrecy: 'invitation',
    ...(office.email ? { replyTo: office.email } : {}),
  })
}

/** Every village named must be one of this office. */
export async function requireVillages(tx: Tx, villages: readonly string[]): Promise<void> {
  if (villages.length === 0) return
  const { rows } = await tx.client.query<{ count: number }>(`select count(*) from corridor.places where office_id = $1 and kind = 'village' and id = any ($2)`, [tx.office, villages])
  if (rows[0]!.count !== new Set(villages).size) throw new ProblemError('invalid', { fields: { villages: [{ code: 'unknown_value' }] } })
}

export interface OpenInvitation { id: string; email: string; name: string; role: Role; helperOf: string | null; until: string | null; createdAt: Date; expiresAt: Date; expired: boolean }

/** Invitations that nobody has followed yet, the expired ones too. */
export async function findInvitations(tx: Tx, now: Date): Promise<OpenInvitation[]> {
  requirePermission(tx.actor, 'staff.read')
  const { rows } = await tx.client.query<OpenInvitation>(
    `select id, email, name, role, helper_of as "helperOf", until, created_at as "createdAt", expires_at as "expiresAt", expires_at <= $2 as expired
     from corridor.invitations where office_id = $1 and accepted_at is null and revoked_at is null order by created_at desc`, [tx.office, now],
  )
  return rows
}

/** @throws ProblemError not_found where there is no such open invitation */
export async function revokeInvitation(tx: Tx, id: string, now: Date): Promise<void> {
  requirePermission(tx.actor, 'staff.manage')
  const { rowCount } = await tx.client.query('update corridor.invitations set revoked_at = $3 where office_id = $1 and id = $2 and accepted_at is null and revoked_at is null', [tx.office, id, now])
  if (!rowCount) throw new ProblemError('not_found')
  await recordEvent(tx, { type: 'staff.invitation_revoked', subject: { kind: 'invitation', id } })
}

/** The same invitation with a new link; the old one no longer works. */
export async function inviteAgain(tx: Tx, app: OfficesApp, id: string): Promise<Invited> {
  requirePermission(tx.actor, 'staff.manage')
  const { rows } = await tx.client.query<Invitation>(
    `select email, name, role, villages, helper_of as "helperOf", until from corridor.invitations where office_id = $1 and id = $2 and accepted_at is null and revoked_at is null`, [tx.office, id],
  )
  if (!rows[0]) throw new ProblemError('not_found')
  return inviteInto(tx, app, rows[0])
}

export interface FollowedInvitation { officeId: string; id: string; email: string; name: string; role: Role; officeName: string; officeSlug: string; isDemo: boolean; accountExists: boolean; villages: string[]; helperOf: string | null; until: string | null }

/** What a link invites to; looked up by its hash. @throws ProblemError invitation_spent */
export async function getInvitation(app: OfficesApp, secret: string): Promise<FollowedInvitation> {
  const { rows } = await app.pool.query<FollowedInvitation>(
    `select office_id as "officeId", id, email, name, role, villages, helper_of as "helperOf", until, office_name as "officeName", office_slug as "officeSlug", is_demo as "isDemo", account_exists as "accountExists"
     from corridor.invitation_by_hash($1, $2)`, [hashOfSecret(secret), app.now()],
  )
  if (!rows[0]) throw new ProblemError('invitation_spent')
  return rows[0]
}

/**
 * Follows an invitation without an account: makes one and signs in. What comes next is the second factor.
 * @throws ProblemError invitation_spent, invitation_needs_sign_in (the address has an account), invalid (the password)
 */
export async function acceptAsNewcomer(app: OfficesApp, requester: Requester, secret: string, form: z.output<typeof newAccountForm>, language: Language): Promise<SignedIn & { officeSlug: string }> {
  await requireTries(app.pool, [[ACCEPT_BY_PLACE, requester.address]], app.now())
  const invitation = await getInvitation(app, secret)
  if (invitation.isDemo) throw new ProblemError('demo_only')
  if (invitation.accountExists) throw new ProblemError('invitation_needs_sign_in')
  const accountId = await app.within({ office: invitation.officeId, actor: { kind: 'system', name: 'invitation' } }, async (tx) => {
    const account = await createAccount(tx, { email: invitation.email, name: form.name, password: form.password, language, around: [invitation.officeName] })
    await join(tx, app.now(), invitation, account, form.name)
    return account
  })
  return { ...(await startSession(app, requester, accountId)), officeSlug: invitation.officeSlug }
}

/**
 * Follows an invitation with the account that its address has.
 * @throws ProblemError invitation_spent, invitation_of_another
 */
export async function acceptAsMember(app: OfficesApp, session: Session, secret: string): Promise<{ officeSlug: string }> {
  const invitation = await getInvitation(app, secret)
  if (invitation.isDemo) throw new ProblemError('demo_only')
  if (session.stage !== 'open' || session.isDemo || session.email !== invitation.email.toLowerCase()) throw new ProblemError('invitation_of_another')
  await app.within({ office: invitation.officeId, actor: { kind: 'system', name: 'invitation' } }, (tx) => join(tx, app.now(), invitation, session.accountId, session.name))
  return { officeSlug: invitation.officeSlug }
}

async function join(tx: Tx, now: Date, invitation: FollowedInvitation, accountId: string, name: string): Promise<void> {
  const { rowCount } = await tx.client.query(
    'update corridor.invitations set accepted_at = $3 where office_id = $1 and id = $2 and accepted_at is null and revoked_at is null and expires_at > $3', [tx.office, invitation.id, now],
  )
  if (!rowCount) throw new ProblemError('invitation_spent')
  await tx.client.query(
    `insert into corridor.staff (office_id, account_id, name, email, role, villages, helper_of, until) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (office_id, account_id) do update set name = excluded.name, email = excluded.email, role = excluded.role, villages = excluded.villages,
       helper_of = excluded.helper_of, until = excluded.until, ended_at = null`,
    [tx.office, accountId, name, invitation.email.toLowerCase(), invitation.role, invitation.villages, invitation.helperOf, invitation.until],
  )
  await recordEvent(tx, { type: 'staff.joined', subject: { kind: 'account', id: accountId }, data: { role: invitation.role, invitation: invitation.id } })
}

