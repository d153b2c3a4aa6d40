/**
 * Notices: whoever was told of by somebody else must be told so (GDPR Article 14), at the first contact, within a month at the latest.
 * By mail where there is an address, by phone where there is none or where the mail did not arrive.
 */
import { requirePermission } from '#platform/access/permissions.ts'
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent, recordEvents } from '#platform/events/events.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'

/** Rows of a page of each list; what is most overdue comes first. */
export const NOTICES_SHOWN = 100
const SOON_DAYS = 7

export interface NoticeRow {
  id: string; personId: string; name: string; village: string | null; country: string | null
  dueOn: string; state: 'due' | 'failed' | 'sending'
  email: string | null
  /** E.164, best first; the family's at home last. */
  phones: string[]
}
export interface NoticeQueue {
  overdue: number; thisWeek: number; later: number; sending: number
  /** How many can be mailed and how many need a call, of all. */
  mailable: number; callable: number
  byMail: NoticeRow[]; byPhone: NoticeRow[]
}

/** The best address of a person that is not known to be dead or refused; null where there is none. */
const EMAIL_SQL = `(select c.value from corridor.contact_points c where c.office_id = n.office_id and c.person_id = n.person_id and c.kind = 'email'
  and c.state in ('confirmed', 'unconfirmed', 'failing') order by array_position(array['confirmed', 'unconfirmed', 'failing'], c.state), c.id limit 1)`
const HAS_EMAIL_SQL = `exists (select from corridor.contact_points c where c.office_id = n.office_id and c.person_id = n.person_id and c.kind = 'email' and c.state in ('confirmed', 'unconfirmed', 'failing'))`
/** A notice that failed goes to the phone list, until another address is known. */
const MAILABLE_SQL = `n.state = 'due' and ${HAS_EMAIL_SQL}`
const OPEN_SQL = `corridor.notices n join corridor.people p on p.office_id = n.office_id and p.id = n.person_id where n.office_id = $1 and p.state = 'active'`

/** The queue as the actor may see it: a field official sees those of the own villages. `today` is the office's day. */
export async function findNotices(tx: Tx, today: string, pages: { mail: number; phone: number } = { mail: 1, phone: 1 }): Promise<NoticeQueue> {
  requirePermission(tx.actor, 'notice.read')
  const [counts] = await selectRows<Omit<NoticeQueue, 'byMail' | 'byPhone'>>(
    tx,
    `select count(*) filter (where open and due_on < $2::date)::int as overdue,
       count(*) filter (where open and due_on between $2::date and $2::date + ${SOON_DAYS})::int as "thisWeek",
       count(*) filter (where open and due_on > $2::date + ${SOON_DAYS})::int as later,
       count(*) filter (where not open)::int as sending,
       count(*) filter (where mailable)::int as mailable, count(*) filter (where open and not mailable)::int as callable
     from (select n.due_on, n.state in ('due', 'failed') as open, ${MAILABLE_SQL} as mailable from ${OPEN_SQL} and n.state in ('due', 'failed', 'sending')) x`,
    [tx.office, today],
  )
  const list = (which: string, page: number) => selectRows<NoticeRow>(tx, `${ROWS_SQL} and ${which} order by n.due_on, p.name_key, n.id limit ${NOTICES_SHOWN} offset $2`, [tx.office, (page - 1) * NOTICES_SHOWN])
  return { ...counts!, byMail: await list(MAILABLE_SQL, pages.mail), byPhone: await list(`n.state in ('due', 'failed') and not (${MAILABLE_SQL})`, pages.phone) }
}

const ROWS_SQL = `select n.id, n.person_id as "personId", trim(p.given_name || ' ' || p.family_name) as name, n.due_on as "dueOn", n.state, p.country,
  (select v.name from corridor.places v where v.office_id = p.office_id and v.id = p.village_id) as village, ${EMAIL_SQL} as email,
  array_remove(array(select c.value from corridor.contact_points c where c.office_id = n.office_id and c.person_id = n.person_id
      and c.kind in ('phone', 'whatsapp', 'viber', 'signal') and c.state in ('confirmed', 'unconfirmed', 'failing')
      order by array_position(array['confirmed', 'unconfirmed', 'failing'], c.state), c.id)
    || (select h.phone from corridor.households h where h.office_id = p.office_id and h.id = p.household_id), null) as phones
  from ${OPEN_SQL}`

/**
 * Sends notices by mail: one, or all that have an address. They are marked here and leave by a job (send-notices.server.ts), which the
 * caller enqueues in this transaction. Returns how many are on their way now; one that is not due any more is left alone.
 */
export async function markForSending(tx: Tx, which: string | 'all', now: Date): Promise<number> {
  requirePermission(tx.actor, 'notice.tell')
  const { rows } = await tx.client.query<{ person_id: string }>(
    `update corridor.notices n set state = 'sending', attempt = attempt + 1, outbox_id = null, how = 'mail', updated_at = $2
     from corridor.people p where p.office_id = n.office_id and p.id = n.person_id and p.state = 'active' and n.office_id = $1
       and ${which === 'all' ? MAILABLE_SQL : `n.id = $3 and n.state in ('due', 'failed') and ${HAS_EMAIL_SQL}`} returning n.person_id`,
    which === 'all' ? [tx.office, now] : [tx.office, now, which],
  )
  return rows.length
}

/** The person was told by phone, on `today`. */
export async function tellByPhone(tx: Tx, noticeId: string, today: string, now: Date): Promise<void> {
  requirePermission(tx.actor, 'notice.tell')
  const notice = await tx.selectFrom('notices').select(['id', 'person_id', 'state']).where('office_id', '=', tx.office).where('id', '=', noticeId).forUpdate().executeTakeFirst()
  if (!notice) throw new ProblemError('not_found')
  if (notice.state !== 'due' && notice.state !== 'failed') return
  await recordEvent(tx, { type: 'notice.told', subject: { kind: 'person', id: notice.person_id } })
  await tx.updateTable('notices').set({ state: 'told', how: 'phone', told_on: today, updated_at: now }).where('office_id', '=', tx.office).where('id', '=', noticeId).execute()
}

/**
 * What became of the mails: one that has left makes its notice sent; one that was refused, withdrawn, or kept in the house because there
 * is no mail server, makes it failed, so that somebody calls. Run by a job. Returns how many were settled.
 */
export async function settleNotices(tx: Tx, today: string, now: Date): Promise<number> {
  requirePermission(tx.actor, 'notice.tell')
  const { rows } = await tx.client.query<{ person_id: string; state: string }>(
    `update corridor.notices n set state = case when m.state = 'sent' then 'sent' else 'failed' end, told_on = case when m.state = 'sent' then $2::date end,
       note = case when m.state = 'sent' then null else m.state end, updated_at = $3
     from corridor.outbox m where m.office_id = n.office_id and m.id = n.outbox_id and n.office_id = $1 and n.state = 'sending'
       and m.state in ('sent', 'failed', 'cancelled', 'kept') returning n.person_id, n.state`,
    [tx.office, today, now],
  )
  await recordEvents(tx, rows.map(({ person_id: id, state }) => ({ type: state === 'sent' ? 'notice.sent' : 'notice.failed', subject: { kind: 'person', id } })))
  return rows.length
}
