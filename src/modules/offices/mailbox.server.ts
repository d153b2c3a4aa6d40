/**
 * The mail of an office, as it stands in the outbox. Without a mail server it stays here, and somebody has to hand on what it says;
 * so the link of such a mail can be opened, by few, and each time it is noted. A mail that has left no longer holds its link.
 */
import { requirePermission } from '#platform/access/permissions.ts'
import type { App } from '#platform/app.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { deliverMail } from '#platform/mail/deliver.server.ts'
import { SEALED_LINK } from '#platform/mail/content.ts'
import { mailKey, unseal } from '#platform/mail/seal.server.ts'
import { enqueue } from '#platform/jobs/jobs.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import './permissions.ts'
import './problems.ts'

const PAGE = 50

export const mailStates = ['waiting', 'sending', 'sent', 'kept', 'failed', 'cancelled'] as const
export type MailState = (typeof mailStates)[number]

export interface MailRow { id: string; kind: string; toAddress: string; toName: string | null; subject: string; state: MailState; createdAt: Date; sentAt: Date | null; reason: string | null; attempts: number }
export interface Mail extends MailRow {
  personId: string | null
  language: string
  /** Text with the link's place marked by SEALED_LINK. */
  text: string
  /** Whose link lies sealed in it, if one still does. */
  link: 'none' | 'person' | 'invitation'
  /** What the server answered to the last try. */
  answer: string | null
}

const columns = `id, kind, to_address as "toAddress", to_name as "toName", subject, state, created_at as "createdAt", sent_at as "sentAt", attempts, split_part(error, ':', 1) as reason`

/** Newest first, a page of fifty. */
export async function findMail(tx: Tx, { state, page }: { state?: MailState | undefined; page: number }): Promise<{ mails: MailRow[]; total: number; pages: number }> {
  requirePermission(tx.actor, 'mail.read')
  const { rows } = await tx.client.query<MailRow & { total: number }>(
    `select ${columns}, count(*) over () as total from corridor.outbox where office_id = $1 and ($2::text is null or state = $2) order by created_at desc, id desc limit ${PAGE} offset $3`,
    [tx.office, state ?? null, (page - 1) * PAGE],
  )
  const total = rows[0]?.total ?? 0
  return { mails: rows.map(({ total: _, ...mail }) => mail), total, pages: Math.max(1, Math.ceil(total / PAGE)) }
}

/** @throws ProblemError not_found */
export async function getMail(tx: Tx, id: string): Promise<Mail> {
  requirePermission(tx.actor, 'mail.read')
  const { rows } = await tx.client.query<Mail>(
    `select ${columns}, person_id as "personId", language, body_text as text, case when sealed is null then 'none' else secrecy end as link,
       nullif(substr(error, strpos(error, ': ') + 2), '') as answer
     from corridor.outbox where office_id = $1 and id = $2`, [tx.office, id],
  )
  if (!rows[0]) throw new ProblemError('not_found')
  return rows[0]
}

/**
 * The text of a mail that stayed in the house, with its link: to be handed on by somebody. Noted as an event.
 * @throws ProblemError not_found, mail_has_left
 */
export async function openKeptMail(tx: Tx, app: Pick<App, 'config'>, id: string): Promise<{ url: string; text: string }> {
  const mail = await getMail(tx, id)
  requirePermission(tx.actor, mail.link === 'invitation' ? 'mail.open_invitation' : 'mail.open_personal_link')
  if (mail.link === 'none' || (mail.state !== 'kept' && mail.state !== 'failed')) throw new ProblemError('mail_has_left')
  const { rows } = await tx.client.query<{ sealed: Buffer }>('select sealed from corridor.outbox where office_id = $1 and id = $2', [tx.office, id])
  const url = unseal(mailKey(app.config.secret), rows[0]!.sealed, id)
  await recordEvent(tx, { type: 'mail.link_opened', subject: { kind: 'mail', id }, data: mail.personId ? { person: mail.personId } : {} })
  return { url, text: mail.text.replaceAll(SEALED_LINK, url) }
}

/** Sends a failed or kept mail (again), with the same Message-ID. @throws ProblemError not_found, no_mail_server, mail_has_left */
export async function sendMailAgain(tx: Tx, app: Pick<App, 'config' | 'now'>, id: string): Promise<void> {
  requirePermission(tx.actor, 'mail.send_again')
  if (!app.config.smtpUrl) throw new ProblemError('no_mail_server')
  await getMail(tx, id)
  const { rowCount } = await tx.client.query(
    `update corridor.outbox set state = 'waiting', attempts = 0, available_at = $3, error = null where office_id = $1 and id = $2 and state in ('failed', 'kept')`, [tx.office, id, app.now()],
  )
  if (!rowCount) throw new ProblemError('mail_has_left')
  await enqueue(tx, deliverMail, { mail: id })
  await recordEvent(tx, { type: 'mail.sent_again', subject: { kind: 'mail', id } })
}
