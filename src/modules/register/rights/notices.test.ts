import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castFor, martasFamily, registerMarta, stranger, system, TODAY, type Cast } from '../../../../tests/support/cast.ts'
import { testApp, type TestApp } from '../../../../tests/support/app.ts'
import { readPerson, markDeceased, removePerson } from '../index.server.ts'
import * as rights from './index.server.ts'

let test: TestApp
let cast: Cast
beforeAll(async () => {
  test = await testApp()
  cast = await castFor({ app: test.app.pool })
})
afterAll(() => test.close())

const now = (): Date => test.clock.now()
const problem = (code: string) => expect.objectContaining({ code })
const person = (id: string) => cast.as(system, (tx) => readPerson(tx, id))
const phoneOnly = { migrants: [{ ...martasFamily().migrants[0]!, contacts: [{ kind: 'phone' as const, raw: '694 331 2207' }] }] }
const noticeOf = async (personId: string): Promise<string> => {
  const { byMail, byPhone } = await cast.as(cast.ana, (tx) => rights.findNotices(tx, TODAY))
  return [...byMail, ...byPhone].find((row) => row.personId === personId)!.id
}
const setMail = (state: string) => cast.as(system, (tx) => tx.client.query(`update corridor.outbox set state = $1 where kind = 'notice.send' and state = 'waiting'`, [state]))

describe('notices', () => {
  it('are seen by officials, by field officials in their villages, and sent by nobody else', async () => {
    const tuzi = await registerMarta(cast)
    const elsewhere = await registerMarta(cast, { village: 'Alisubani' })
    for (const actor of [stranger, cast.petre, cast.salome, cast.mari]) await expect(cast.as(actor, (tx) => rights.findNotices(tx, TODAY))).rejects.toEqual(problem('not_found'))
    await expect(cast.as(cast.avto, (tx) => rights.sendNotices(tx, 'all', now()))).rejects.toEqual(problem('not_found'))
    const seen = (await cast.as(cast.giorgi, (tx) => rights.findNotices(tx, TODAY))).byMail.map((row) => row.personId)
    expect(seen).toContain(tuzi)
    expect(seen).not.toContain(elsewhere)
    const notice = await noticeOf(elsewhere)
    expect(await cast.as(cast.giorgi, (tx) => rights.sendNotices(tx, notice, now()))).toBe(0)
    expect((await cast.asOther(cast.otto, (tx) => rights.findNotices(tx, TODAY))).mailable).toBe(0)
  })

  it('go by mail where there is an address and by phone where there is none, with their due days', async () => {
    const id = await registerMarta(cast, phoneOnly)
    const queue = await cast.as(cast.nino, (tx) => rights.findNotices(tx, '2026-04-15'))
    expect(queue.byPhone).toEqual([expect.objectContaining({ personId: id, dueOn: '2026-03-31', phones: ['+306943312207', '+995599123456'] })])
    expect(queue).toMatchObject({ mailable: 2, callable: 1, overdue: 3 })
    await cast.as(cast.nino, async (tx) => rights.tellByPhone(tx, queue.byPhone[0]!.id, TODAY, now()))
    expect((await person(id)).notice).toMatchObject({ state: 'told', how: 'phone', toldOn: TODAY })
  })

  it('are sent once each, with a personal link that opens, in the person’s language or the office’s', async () => {
    expect(await cast.as(cast.nino, (tx) => rights.sendNotices(tx, 'all', now()))).toBe(2)
    expect(await cast.as(cast.nino, (tx) => rights.sendNotices(tx, 'all', now()))).toBe(0)
    const send = () => cast.as(system, (tx) => rights.sendNextNotices(tx, test.app.url, now()))
    expect((await Promise.all([send(), send()])).reduce((a, b) => a + b)).toBe(2)
    expect(await send()).toBe(0)
    const { rows } = await cast.as(system, (tx) => tx.client.query(`select language, body_text, sealed from corridor.outbox where kind = 'notice.send'`))
    expect(rows).toHaveLength(2)
    for (const mail of rows) {
      expect(mail).toMatchObject({ language: 'ka', sealed: expect.any(Buffer) })
      expect(mail.body_text).toContain('Tsitsino Lomidze')
      expect(mail.body_text).not.toContain('{')
    }
  })

  it('become sent when the mail has left, and come back for a call when it did not arrive', async () => {
    await setMail('sent')
    expect(await cast.as(system, (tx) => rights.settleNotices(tx, TODAY, now()))).toBe(2)
    const id = await registerMarta(cast)
    expect((await cast.as(cast.nino, (tx) => rights.findNotices(tx, TODAY))).mailable).toBe(1)
    const notice = await noticeOf(id)
    await cast.as(cast.nino, (tx) => rights.sendNotices(tx, notice, now()))
    await cast.as(system, (tx) => rights.sendNextNotices(tx, test.app.url, now()))
    await setMail('failed')
    await cast.as(system, (tx) => rights.settleNotices(tx, TODAY, now()))
    expect((await cast.as(cast.nino, (tx) => rights.findNotices(tx, TODAY))).byPhone).toEqual([expect.objectContaining({ personId: id, state: 'failed', email: 'marta@example.org' })])
    await cast.as(cast.nino, (tx) => rights.sendNotices(tx, notice, now()))
    await cast.as(system, (tx) => rights.sendNextNotices(tx, test.app.url, now()))
    await setMail('sent')
    await cast.as(system, (tx) => rights.settleNotices(tx, TODAY, now()))
    expect((await person(id)).notice).toMatchObject({ state: 'sent', toldOn: TODAY, how: 'mail' })
  })
})

describe('retention', () => {
  const exists = async (id: string): Promise<boolean> => (await cast.as(system, (tx) => tx.selectFrom('people').select('state').where('office_id', '=', tx.office).where('id', '=', id).executeTakeFirstOrThrow())).state !== 'erased'
  const run = (days: number) => cast.as(system, (tx) => rights.erasePeopleOfOldTimes(tx, new Date(Date.now() + days * 86_400_000)))

  it('erases who was removed after the waiting time, who was never told, and who was not heard of, and nobody before', async () => {
    const removed = await registerMarta(cast)
    const untold = await registerMarta(cast)
    const told = await registerMarta(cast)
    const notice = await noticeOf(told)
    await cast.as(cast.nino, (tx) => rights.tellByPhone(tx, notice, TODAY, now()))
    await cast.as(cast.nino, (tx) => removePerson(tx, removed, new Date()))
    await run(29)
    expect([await exists(removed), await exists(untold), await exists(told)]).toEqual([true, true, true])
    await run(31)
    expect([await exists(removed), await exists(untold), await exists(told)]).toEqual([false, true, true])
    await run(366)
    expect([await exists(untold), await exists(told)]).toEqual([false, true])
    await run(1824)
    expect(await exists(told)).toBe(true)
    await run(1826)
    expect(await exists(told)).toBe(false)
    const { rows } = await cast.as(system, (tx) => tx.client.query(`select data ->> 'reason' as reason from corridor.events where type = 'person.retention_over' and subject_id = any ($1) order by at`, [[removed, untold, told]]))
    expect(rows.map((row) => row.reason)).toEqual(['removed', 'untold', 'inactive'])
  })

  it('erases who is known to have died after as long a time as who was not heard of', async () => {
    const dead = await registerMarta(cast)
    await cast.as(cast.nino, (tx) => markDeceased(tx, dead, new Date()))
    await run(1824)
    expect(await exists(dead)).toBe(true)
    await run(1826)
    expect(await exists(dead)).toBe(false)
    const { rows } = await cast.as(system, (tx) => tx.client.query(`select data ->> 'reason' as reason from corridor.events where type = 'person.retention_over' and subject_id = $1`, [dead]))
    expect(rows).toEqual([{ reason: 'deceased' }])
  })

  it('removes dead links and old history, and is the system’s alone', async () => {
    const id = await registerMarta(cast)
    await cast.as(cast.nino, (tx) => rights.makePersonalLink(tx, id, new Date()))
    const far = new Date(Date.now() + 4000 * 86_400_000)
    await expect(cast.as(cast.nino, (tx) => rights.clearOldTraces(tx, far))).rejects.toThrow()
    expect(await cast.as(system, (tx) => rights.clearOldTraces(tx, far))).toMatchObject({ links: expect.any(Number), history: expect.any(Number) })
    const { rows } = await cast.as(system, (tx) => tx.client.query('select (select count(*) from corridor.personal_links) as links, (select count(*) from corridor.history) as history'))
    expect(rows[0]).toEqual({ links: 0, history: 0 })
  })
})

describe('the queue of notices', () => {
  it('is shown in pages, each notice on one of them', async () => {
    await cast.as(system, (tx) => tx.client.query(`update corridor.notices set state = 'told' where state <> 'told'`))
    const ids = []
    for (let number = 0; number < rights.NOTICES_SHOWN + 3; number++) ids.push(await registerMarta(cast, phoneOnly))
    const [first, second] = [await cast.as(cast.nino, (tx) => rights.findNotices(tx, TODAY)), await cast.as(cast.nino, (tx) => rights.findNotices(tx, TODAY, { mail: 1, phone: 2 }))]
    expect([first.callable, first.byPhone.length, second.byPhone.length]).toEqual([ids.length, rights.NOTICES_SHOWN, 3])
    expect([...first.byPhone, ...second.byPhone].map(({ personId }) => personId).sort()).toEqual(ids.sort())
  })
})
