/** What waits for somebody in the office, as numbers for the navigation. One query. */
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'

export interface Waiting { duplicates: number; notices: number }

/** Counted up to this and no further: beyond it the exact number helps nobody and costs. */
const COUNT_TO = 1000

export async function findWaiting(tx: Tx): Promise<Waiting> {
  const [row] = await selectRows<Waiting>(
    tx,
    `select (select count(*) from (select from corridor.person_pairs where office_id = $1 and decision is null limit ${COUNT_TO}) x) as duplicates,
            (select count(*) from (select from corridor.notices where office_id = $1 and state in ('due', 'failed') and due_on <= current_date limit ${COUNT_TO}) x) as notices`,
    [tx.office],
    'waiting',
  )
  return row ?? { duplicates: 0, notices: 0 }
}
