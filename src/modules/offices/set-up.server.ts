/**
 * The first office of an installation. Whoever sits at the machine itself, or knows the code that the start printed, may make it, as
 * long as there is none but the demo's; it gets an administrator who also operates the platform.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { createAccount, startSession, type Requester, type SignedIn } from '#modules/accounts/index.server.ts'
import type { Language } from '#platform/i18n/languages.ts'
import { newId } from '#platform/ids/uuid.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { defineJob } from '#platform/jobs/job.ts'
import { enqueue } from '#platform/jobs/jobs.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { countTry, type Limit } from '#platform/rate-limit/rate-limit.server.ts'
import type { SetUp } from './contract.ts'
import { makeOffice, type OfficesApp } from './create-office.server.ts'
import { appointOperator } from './operators.server.ts'
import './problems.ts'

const CODE_BY_PLACE: Limit = { what: 'offices.set_up.place', tries: 20, seconds: 3600 }
const system = { kind: 'system', name: 'set-up' } as const
const loopback = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/
const loopbackHost = /^(?:localhost|127\.0\.0\.1|\[::1\])$/

/** The code that the start prints while there is no real office: the same for every process, stored nowhere. */
export function setUpCode(secret: string): string {
  return (createHmac('sha256', secret).update('corridor set-up').digest('hex').slice(0, 12).match(/.{4}/g) ?? []).join('-')
}

/** Whether there is an office beside those of the demo. */
export async function isSetUp(app: Pick<OfficesApp, 'pool'>): Promise<boolean> {
  const { rows } = await app.pool.query<{ real: boolean }>('select exists (select from corridor.offices where not is_demo) as real')
  return rows[0]!.real
}

/** At the machine itself: a loopback address, a loopback name (no page elsewhere can pretend to be it), and no proxy in between. */
export function sitsAtTheMachine(requester: Requester & { hostname: string }): boolean {
  return loopback.test(requester.address) && loopbackHost.test(requester.hostname) && !['forwarded', 'x-forwarded-for', 'via'].some((name) => requester.headers.has(name))
}

/** @throws ProblemError already_set_up; invalid at `code`; too_many_requests */
export async function requireSetUpAllowed(app: OfficesApp, requester: Requester & { hostname: string }, code: string): Promise<void> {
  if (await isSetUp(app)) throw new ProblemError('already_set_up')
  if (sitsAtTheMachine(requester)) return
  if (await countTry(app.pool, CODE_BY_PLACE, requester.address, app.now())) throw new ProblemError('too_many_requests')
  const given = Buffer.from(code.toLowerCase().replace(/\s/g, ''))
  const expected = Buffer.from(setUpCode(app.config.secret))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new ProblemError('invalid', { fields: { code: [{ code: 'set_up_code' }] } })
}

/**
 * Makes the first office and its administrator, and signs in; the second factor comes next. Two at once: one of them is first.
 * @throws ProblemError as requireSetUpAllowed; invalid
 */
export async function setUp(app: OfficesApp, requester: Requester & { hostname: string }, form: SetUp, language: Language): Promise<SignedIn & { officeSlug: string }> {
  await requireSetUpAllowed(app, requester, form.code)
  const { adminName, email, password, code: _code, removeDemo, ...facts } = form
  const made = await app.within({ office: newId(), actor: system }, async (tx) => {
    await tx.client.query('select from corridor.installation for update')
    const { rows } = await tx.client.query<{ real: boolean }>('select exists (select from corridor.offices where not is_demo) as real')
    if (rows[0]!.real) throw new ProblemError('already_set_up')
    const office = await makeOffice(tx, facts)
    const accountId = await createAccount(tx, { email, name: adminName, password, language, around: [facts.name, facts.place] })
    await tx.insertInto('staff').values({ office_id: tx.office, account_id: accountId, name: adminName, email, role: 'administrator' }).execute()
    await appointOperator(tx, accountId)
    await tx.client.query('update corridor.installation set set_up_at = $1', [app.now()])
    await recordEvent(tx, { type: 'staff.joined', subject: { kind: 'account', id: accountId }, data: { role: 'administrator' } })
    if (removeDemo) await enqueue(tx, removeDemoJob, {})
    return { accountId, slug: office.slug }
  })
  return { ...(await startSession(app, requester, made.accountId)), officeSlug: made.slug }
}

/** Takes the demo away: its offices with all in them, and the accounts of its cast. */
export const removeDemoJob = defineJob({
  queue: 'offices.remove-demo',
  data: z.object({}),
  async run(_data, context) {
    const { rows } = await context.app.pool.query<{ id: string }>('select id from corridor.offices where is_demo')
    for (const { id } of rows) {
      context.signal.throwIfAborted()
      await context.withinScope({ office: id, actor: system }, (tx) => tx.client.query('select corridor.remove_office($1)', [id]))
    }
    await context.withinScope({ office: null, actor: system }, (tx) => tx.client.query('select corridor.remove_demo_accounts()'))
  },
})
