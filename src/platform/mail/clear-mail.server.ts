/** What has left the house does not lie about for ever: a sealed link goes when it opens nothing any more, the mail when its time is over. */
import type { Tx } from '../database/types.ts'

/** Days after which a sealed link goes; no link that we send works for longer. */
export const SEALED_LINK_DAYS = 90
/** Days that a mail of an office is kept at the longest. */
export const MAIL_LONGEST_DAYS = 730
/** Days that a mail about an account is kept; nobody can read it there. */
export const ACCOUNT_MAIL_DAYS = 90

/**
 * Takes the links out of mails that stayed in the house so long that what they open is over. Such a mail counts as withdrawn: without
 * its link it must not leave any more. Returns how many, `batch` at most.
 */
export async function clearSealedLinks(tx: Tx, now: Date, batch: number): Promise<number> {
  const { rowCount } = await tx.client.query(
    `update corridor.outbox set sealed = null, state = case when state in ('kept', 'failed') then 'cancelled' else state end
     where office_id = $1 and id in (select id from corridor.outbox where office_id = $1 and sealed is not null and state not in ('waiting', 'sending')
       and created_at < $2::timestamptz - make_interval(days => ${SEALED_LINK_DAYS}) limit $3)`,
    [tx.office, now, batch],
  )
  return rowCount ?? 0
}

/**
 * Removes mails of the transaction's office that are done with: after the time for which the office keeps its history, and after
 * MAIL_LONGEST_DAYS at the latest. What still waits to leave stays. Returns how many, `batch` at most.
 */
export async function clearOldMail(tx: Tx, now: Date, batch: number): Promise<number> {
  const { rowCount } = await tx.client.query(
    `delete from corridor.outbox where office_id = $1 and id in (
       select m.id from corridor.outbox m left join corridor.office_settings s on s.office_id = m.office_id
       where m.office_id = $1 and m.state not in ('waiting', 'sending')
         and coalesce(m.sent_at, m.created_at) < $2::timestamptz - make_interval(days => least(s.retain_history_days, ${MAIL_LONGEST_DAYS})) limit $3)`,
    [tx.office, now, batch],
  )
  return rowCount ?? 0
}

/** Removes mails about accounts that are done with. Returns how many, `batch` at most. */
export async function clearAccountMail(tx: Tx, now: Date, batch: number): Promise<number> {
  const { rowCount } = await tx.client.query(
    `delete from auth.mail where id in (select id from auth.mail where state not in ('waiting', 'sending')
       and coalesce(sent_at, created_at) < $1::timestamptz - make_interval(days => ${ACCOUNT_MAIL_DAYS}) limit $2)`,
    [now, batch],
  )
  return rowCount ?? 0
}
