/** Notices leave the house: each makes a personal link and a mail, in one transaction with its mark, once for each attempt. */
import type { Tx } from '#platform/database/types.ts'
import { translator } from '#platform/i18n/index.server.ts'
import { sendMail } from '#platform/mail/outbox.server.ts'
import { requirePermission } from '#platform/access/permissions.ts'
import { findEmail, getSender, languageFor, noticeContent } from './notice-mail.server.ts'
import { linkPath, makePersonalLink } from './personal-link.server.ts'

/** Notices of one transaction. */
export const NOTICES_A_BATCH = 50

interface Waiting { id: string; person_id: string; attempt: number; name: string; preferred_language: string | null; informant: string | null; day: string | null; file: boolean }

/**
 * Puts the next notices that wait for their mail into the outbox. Runs any number of times, also at the same time.
 * @param site the address of this Corridor, without a slash at its end
 * @returns how many were taken; fewer than NOTICES_A_BATCH: none is left
 */
export async function sendNextNotices(tx: Tx, site: string, now: Date): Promise<number> {
  requirePermission(tx.actor, 'notice.tell')
  const { rows } = await tx.client.query<Waiting>(
    `select n.id, n.person_id, n.attempt, trim(p.given_name || ' ' || p.family_name) as name, p.preferred_language, s.informant_name as informant,
       s.collected_on as day, s.means = 'import' as file
     from corridor.notices n join corridor.people p on p.office_id = n.office_id and p.id = n.person_id and p.state = 'active'
     left join corridor.collections s on s.office_id = p.office_id and s.id = p.collection_id
     where n.office_id = $1 and n.state = 'sending' and n.outbox_id is null order by n.due_on, n.id limit ${NOTICES_A_BATCH} for update of n skip locked`,
    [tx.office],
  )
  if (rows.length === 0) return 0
  const sender = await getSender(tx)
  for (const notice of rows) {
    const address = await findEmail(tx, notice.person_id)
    if (!address) {
      await tx.client.query(`update corridor.notices set state = 'due', how = null where office_id = $1 and id = $2`, [tx.office, notice.id])
      continue
    }
    const { secret } = await makePersonalLink(tx, notice.person_id, now)
    const language = languageFor(notice.preferred_language, sender)
    const mail = await sendMail(tx, {
      idempotencyKey: `notice:${notice.id}:${notice.attempt}`,
      kind: 'notice.send',
      to: { address, name: notice.name },
      language,
      content: noticeContent(sender, notice, site + linkPath(secret), translator(language, sender.timeZone)),
      personId: notice.person_id,
      secrecy: 'person',
      ...(sender.email ? { replyTo: sender.email } : {}),
    })
    await tx.client.query('update corridor.notices set outbox_id = $3 where office_id = $1 and id = $2', [tx.office, notice.id, mail])
  }
  return rows.length
}
