/** What is due in the office today: notices, stale contacts by village, duplicates, drafts. One query. */
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'

export interface Due {
  noticesLate: number
  noticesThisWeek: number
  /** Of the notices due this week, those with an address for mail. */
  noticesByMail: number
  duplicates: number
  drafts: number
  removedSoonErased: number
  importsWaiting: { id: string; fileName: string; state: string }[]
}

/** `today` is the office's day (ISO). Counts what the actor may see. */
export async function findDue(tx: Tx, today: string): Promise<Due> {
  const [row] = await selectRows<Due>(
    tx,
    `with notices as (
       select n.due_on, exists (select from corridor.contact_points c where c.office_id = n.office_id and c.person_id = n.person_id and c.kind = 'email' and c.state in ('confirmed', 'unconfirmed')) as mail
       from corridor.notices n where n.office_id = $1 and n.state in ('due', 'failed') and n.due_on <= $2::date + 7)
     select (select count(*) from notices where due_on < $2::date) as "noticesLate",
       (select count(*) from notices where due_on >= $2::date) as "noticesThisWeek",
       (select count(*) from notices where mail and due_on >= $2::date) as "noticesByMail",
       (select count(*) from corridor.person_pairs where office_id = $1 and decision is null) as duplicates,
       (select count(*) from corridor.drafts where office_id = $1 and account_id = corridor.account_id()) as drafts,
       (select count(*) from corridor.people where office_id = $1 and state = 'removed') as "removedSoonErased",
       (select coalesce(json_agg(json_build_object('id', id, 'fileName', file_name, 'state', state)), '[]') from
         (select id, file_name, state from corridor.imports where office_id = $1 and state in ('read', 'checked', 'failed') order by created_at desc limit 5) i) as "importsWaiting"`,
    [tx.office, today],
  )
  return row!
}
