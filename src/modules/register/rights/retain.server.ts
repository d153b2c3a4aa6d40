/**
 * Retention runs by itself: what the office may no longer keep goes, by the periods in its settings (GDPR Article 5 (1) (e)). Files
 * and rows of imports are purged by a job of their own (import/jobs.server.ts).
 */
import { requirePermission } from '#platform/access/permissions.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { erasePerson, REMOVAL_WAITING_DAYS } from '../end-person.server.ts'

/** People erased in one transaction. */
export const RETAIN_A_BATCH = 100
/** Days for which links that open nothing any more are kept, to answer "when was it ended". */
const DEAD_LINK_DAYS = 30

export type RetentionReason = 'removed' | 'untold' | 'inactive' | 'deceased'

/**
 * Whose time is over, the longest first:
 * - removed: taken out by the office, and the time in which that can be taken back has passed;
 * - untold: never told, and nothing was changed or confirmed within `retain_untold_days`;
 * - inactive: nothing was changed or confirmed and the personal link was not opened within `retain_inactive_days`;
 * - deceased: known to have died for `retain_inactive_days`. The law (GDPR recital 27) leaves the dead to each country, but what their
 *   record says of relatives and informants is personal data of the living.
 * The made-up people of a demo are left alone but for the removed.
 */
const OVER_SQL = `
  with rules as (select s.retain_untold_days, s.retain_inactive_days, o.is_demo from corridor.office_settings s join corridor.offices o on o.id = s.office_id where s.office_id = $1)
  (select p.id, 'removed' as reason from corridor.people p where p.office_id = $1 and p.state = 'removed' and p.removed_at < $2::timestamptz - make_interval(days => ${REMOVAL_WAITING_DAYS}) order by p.removed_at limit ${RETAIN_A_BATCH})
  union all
  (select p.id, 'deceased' from rules r cross join corridor.people p where p.office_id = $1 and p.state = 'deceased' and not r.is_demo and greatest(p.removed_at, p.updated_at) < $2::timestamptz - make_interval(days => r.retain_inactive_days) order by p.removed_at limit ${RETAIN_A_BATCH})
  union all
  (select p.id, case when n.state in ('due', 'failed') and alive.at < $2::timestamptz - make_interval(days => r.retain_untold_days) then 'untold' else 'inactive' end
   from rules r cross join corridor.people p left join corridor.notices n on n.office_id = p.office_id and n.person_id = p.id
   cross join lateral (select greatest(p.created_at, p.updated_at, p.confirmed_on::timestamptz,
     (select max(l.opened_at) from corridor.personal_links l where l.office_id = p.office_id and l.person_id = p.id)) as at) alive
   where p.office_id = $1 and p.state = 'active' and not r.is_demo and p.updated_at < $2::timestamptz - make_interval(days => least(r.retain_untold_days, r.retain_inactive_days))
     and ((n.state in ('due', 'failed') and alive.at < $2::timestamptz - make_interval(days => r.retain_untold_days))
       or alive.at < $2::timestamptz - make_interval(days => r.retain_inactive_days))
   order by p.updated_at limit ${RETAIN_A_BATCH})
  limit ${RETAIN_A_BATCH}`

/** Erases the next people whose time is over. Returns how many; fewer than RETAIN_A_BATCH: nobody is left. */
export async function erasePeopleOfOldTimes(tx: Tx, now: Date): Promise<number> {
  requirePermission(tx.actor, 'person.erase')
  const { rows } = await tx.client.query<{ id: string; reason: RetentionReason }>(OVER_SQL, [tx.office, now])
  for (const { id, reason } of rows) {
    await recordEvent(tx, { type: 'person.retention_over', subject: { kind: 'person', id }, data: { reason } })
    await erasePerson(tx, id)
  }
  return rows.length
}

/** Removes links that open nothing any more, and what rows were before the office's period of history. */
export async function clearOldTraces(tx: Tx, now: Date): Promise<{ links: number; history: number }> {
  requirePermission(tx.actor, 'person.erase')
  const links = await tx.client.query(
    `delete from corridor.personal_links where office_id = $1 and least(expires_at, revoked_at) < $2::timestamptz - make_interval(days => ${DEAD_LINK_DAYS})`,
    [tx.office, now],
  )
  const { rows } = await tx.client.query<{ gone: number }>(
    `select coalesce(sum(corridor.purge_history($2::timestamptz - make_interval(days => retain_history_days))), 0)::int as gone from corridor.office_settings where office_id = $1`,
    [tx.office, now],
  )
  return { links: links.rowCount ?? 0, history: rows[0]?.gone ?? 0 }
}
