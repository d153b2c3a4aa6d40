/** Operators of the platform: they make offices, and read people only with a reason that the office sees and that ends by itself. */
import type { z } from 'zod'
import { requirePermission } from '#platform/access/permissions.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { newId } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { operatorAccessForm } from './contract.ts'
import './permissions.ts'

const HOUR_MS = 3_600_000

export interface OfficeOverview { id: string; slug: string; name: string; isDemo: boolean; createdAt: Date; closedAt: Date | null; staff: number; administrators: number; invitations: number }

/** All offices with counts, never with persons. */
export async function findOffices(tx: Tx): Promise<OfficeOverview[]> {
  requirePermission(tx.actor, 'office.create')
  const { rows } = await tx.client.query<OfficeOverview>(
    'select id, slug, name, is_demo as "isDemo", created_at as "createdAt", closed_at as "closedAt", staff, administrators, invitations from corridor.office_overview()',
  )
  return rows
}

/** Opens the transaction's office to the asking operator for some hours, for reading alone. The office sees the reason from now on. */
export async function askForAccess(tx: Tx, form: z.output<typeof operatorAccessForm>, now: Date): Promise<{ id: string; slug: string; until: Date }> {
  requirePermission(tx.actor, 'operator.ask_access')
  const office = await tx.selectFrom('offices').select('slug').where('id', '=', tx.office).executeTakeFirst()
  if (tx.actor.kind !== 'operator' || !office) throw new ProblemError('not_found')
  const id = newId()
  const until = new Date(now.getTime() + form.hours * HOUR_MS)
  await tx.client.query('insert into corridor.operator_access (office_id, id, account_id, reason, created_at, until) values ($1, $2, $3, $4, $5, $6)', [tx.office, id, tx.actor.accountId, form.reason, now, until])
  await recordEvent(tx, { type: 'operator.access_opened', subject: { kind: 'operator_access', id }, data: { hours: form.hours } })
  return { id, slug: office.slug, until }
}

export interface OperatorAccess { id: string; by: string; reason: string; createdAt: Date; until: Date; open: boolean }

/** Which operators were let in, why and until when: for the office. */
export async function findOperatorAccess(tx: Tx, now: Date): Promise<OperatorAccess[]> {
  requirePermission(tx.actor, 'operator.see_access')
  const { rows } = await tx.client.query<OperatorAccess>(
    `select a.id, a.reason, a.created_at as "createdAt", a.until, a.until > $2 as open,
       coalesce((select e.actor_name from corridor.events e where e.office_id = a.office_id and e.subject_id = a.id and e.type = 'operator.access_opened' limit 1), '') as by
     from corridor.operator_access a where a.office_id = $1 order by a.created_at desc limit 200`, [tx.office, now],
  )
  return rows
}

/** Makes an account an operator; for the set-up and the command line. */
export async function appointOperator(tx: Tx, accountId: string): Promise<void> {
  await tx.client.query('select corridor.appoint_operator($1)', [accountId])
}
