/** Who works in an office. The last administrator stays: an office that nobody can run could not be repaired from within. */
import type { z } from 'zod'
import { requirePermission } from '#platform/access/permissions.ts'
import type { Role } from '#platform/access/actor.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { staffForm } from './contract.ts'
import { requireVillages } from './invitations.server.ts'
import './permissions.ts'
import './problems.ts'

export interface StaffMember { accountId: string; name: string; email: string; role: Role; villages: string[]; helperOf: string | null; until: string | null; since: Date; state: 'working' | 'expired' | 'ended' }

/** Everybody who works or worked here, those at work first. @param today the office's day, ISO */
export async function findStaff(tx: Tx, today: string): Promise<StaffMember[]> {
  requirePermission(tx.actor, 'staff.read')
  const { rows } = await tx.client.query<StaffMember>(
    `select account_id as "accountId", name, email, role, villages, helper_of as "helperOf", until, created_at as since,
       case when ended_at is not null then 'ended' when until < $2::date then 'expired' else 'working' end as state
     from corridor.staff where office_id = $1
     order by ended_at is not null, coalesce(until < $2::date, false), array_position(array['administrator', 'officer', 'field', 'counsellor', 'moderator', 'planner', 'auditor'], role), name`,
    [tx.office, today],
  )
  return rows
}

/** One who works here. @throws ProblemError not_found */
export async function getStaff(tx: Tx, accountId: string, today: string): Promise<StaffMember> {
  const member = (await findStaff(tx, today)).find((each) => each.accountId === accountId)
  if (!member) throw new ProblemError('not_found')
  return member
}

/** Changes come one after the other, so that two at once cannot each remove the other's last administrator. */
async function requireAnotherAdministrator(tx: Tx, accountId: string): Promise<void> {
  await tx.client.query('select from corridor.offices where id = $1 for update', [tx.office])
  const { rowCount } = await tx.client.query(
    `select from corridor.staff where office_id = $1 and account_id <> $2 and role = 'administrator' and ended_at is null and until is null`, [tx.office, accountId],
  )
  if (!rowCount) throw new ProblemError('last_administrator')
}

/**
 * Another role, other villages, another day until which a helper is let in.
 * @throws ProblemError not_found, last_administrator, invalid
 */
export async function reviseStaff(tx: Tx, accountId: string, form: z.output<typeof staffForm>): Promise<void> {
  requirePermission(tx.actor, 'staff.manage')
  await requireVillages(tx, form.villages)
  if (form.role !== 'administrator' || form.until !== null) await requireAnotherAdministrator(tx, accountId)
  const { rowCount } = await tx.client.query(
    'update corridor.staff set role = $3, villages = $4, helper_of = $5, until = $6 where office_id = $1 and account_id = $2 and ended_at is null',
    [tx.office, accountId, form.role, form.role === 'field' ? form.villages : [], form.helperOf, form.until],
  )
  if (!rowCount) throw new ProblemError('not_found')
  await recordEvent(tx, { type: 'staff.revised', subject: { kind: 'account', id: accountId }, data: { role: form.role, villages: form.villages.length } })
}

/** Ends somebody's work here, for the very next request. @throws ProblemError not_found, last_administrator */
export async function endStaff(tx: Tx, accountId: string, now: Date): Promise<void> {
  requirePermission(tx.actor, 'staff.manage')
  await requireAnotherAdministrator(tx, accountId)
  const { rowCount } = await tx.client.query('update corridor.staff set ended_at = $3 where office_id = $1 and account_id = $2 and ended_at is null', [tx.office, accountId, now])
  if (!rowCount) throw new ProblemError('not_found')
  await recordEvent(tx, { type: 'staff.ended', subject: { kind: 'account', id: accountId } })
}
