/**
 * A colleague has lost the second factor. An administrator, who knows them, takes it away; but no office opens an account that counts for
 * more elsewhere. Such an account, and that of the last administrator, is left to an operator and to the command line.
 */
import { findAccountId, resetSecondFactor } from '#modules/accounts/index.server.ts'
import { requirePermission } from '#platform/access/permissions.ts'
import { actorId, type Actor } from '#platform/access/actor.ts'
import type { App } from '#platform/app.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { getStaff } from './staff.server.ts'
import './permissions.ts'
import './problems.ts'

export type WhyNotReset = 'own_second_factor' | 'second_factor_of_others' | 'demo_only'

const noted = (accountId: string) => ({ type: 'staff.second_factor_reset', subject: { kind: 'account', id: accountId } })

/**
 * Why the asking administrator may not take this colleague's second factor away; null where it may be done.
 * @param today the office's day, ISO
 * @throws ProblemError not_found where nobody of that account works here
 */
export async function whyNotResetSecondFactor(tx: Tx, accountId: string, today: string, now: Date): Promise<WhyNotReset | null> {
  requirePermission(tx.actor, 'staff.reset_second_factor')
  if ((await getStaff(tx, accountId, today)).state !== 'working') throw new ProblemError('not_found')
  if (actorId(tx.actor) === accountId) return 'own_second_factor'
  const { rows } = await tx.client.query<{ demo: boolean; may: boolean }>(
    'select is_demo as demo, corridor.may_reset_second_factor($2, $3) as may from corridor.offices where id = $1', [tx.office, accountId, now])
  return rows[0]?.demo ? 'demo_only' : rows[0]?.may ? null : 'second_factor_of_others'
}

/**
 * Takes a colleague's second factor away: all sessions end, a mail says so, the next sign-in with the password sets up a new one.
 * @throws ProblemError not_found, own_second_factor, second_factor_of_others, demo_only
 */
export async function resetStaffSecondFactor(tx: Tx, accountId: string, today: string, now: Date): Promise<void> {
  const why = await whyNotResetSecondFactor(tx, accountId, today, now)
  if (why) throw new ProblemError(why)
  await resetSecondFactor(tx, accountId)
  await recordEvent(tx, noted(accountId))
}

/**
 * The same for any account, by an operator or the command line. Every office where the account works has it among its events.
 * @throws ProblemError not_found where no account has this address, own_second_factor
 */
export async function resetAnySecondFactor(app: Pick<App, 'within' | 'pool'>, actor: Actor, email: string): Promise<void> {
  requirePermission(actor, 'account.reset_second_factor')
  const accountId = await app.within({ office: null, actor }, async (tx) => {
    const id = await findAccountId(tx, email)
    if (!id) throw new ProblemError('not_found')
    if (actorId(actor) === id) throw new ProblemError('own_second_factor')
    await resetSecondFactor(tx, id)
    return id
  })
  const { rows: offices } = await app.pool.query<{ id: string }>('select id from corridor.offices')
  for (const { id: office } of offices) {
    await app.within({ office, actor }, async (tx) => {
      const { rowCount } = await tx.client.query('select from corridor.staff where office_id = $1 and account_id = $2 and ended_at is null', [tx.office, accountId])
      if (rowCount) await recordEvent(tx, noted(accountId))
    })
  }
}
