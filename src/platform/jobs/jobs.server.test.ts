import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { Actor } from '#platform/access/actor.ts'
import { testApp, type TestApp } from '../../../tests/support/app.ts'
import { defineJob } from './job.ts'
import { connectJobs, enqueue, enqueueAll } from './jobs.server.ts'

const office = '0190a8e0-0000-7000-8000-000000000001'
const actor: Actor = { kind: 'system', name: 'test' }
const seen: { office: string | null; number: number; asking: string; retries: number }[] = []
let fail = 0

const count = defineJob({
  queue: 'test.count',
  data: z.object({ number: z.number() }),
  retryDelay: 0,
  async run({ number }, context) {
    if (fail-- > 0) throw Object.assign(new Error('the row of Nino Beridze is wrong'), { code: 'broken' })
    const asking = await context.within(async (tx) => `${tx.office} ${tx.actor.kind === 'system' ? tx.actor.name : ''}`)
    seen.push({ office: context.office, number, asking, retries: context.retries })
  },
})

let test1: TestApp
beforeAll(async () => {
  test1 = await testApp()
})
afterAll(() => test1.close())
beforeEach(async () => {
  seen.length = 0
  fail = 0
  await test1.database.owner.query('delete from jobs.job')
})

const inOffice = { office, actor }

test('a job of a transaction that is rolled back is not there', async () => {
  const { app } = test1
  const refused = app.within(inOffice, async (tx) => {
    await enqueue(tx, count, { number: 1 })
    throw new Error('refused')
  })
  await expect(refused).rejects.toThrow('refused')
  expect(await app.jobs.drain(app)).toBe(0)
})

test('a job carries what its schema knows and nothing else', async () => {
  const { app } = test1
  const wrong = { number: 'seven' } as unknown as { number: number }
  await expect(app.within(inOffice, (tx) => enqueue(tx, count, wrong))).rejects.toThrow(/number/)
})

test('a job runs in its office, as a system named after it', async () => {
  const { app } = test1
  await app.within(inOffice, (tx) => enqueue(tx, count, { number: 7 }))
  expect(await app.jobs.drain(app)).toBe(1)
  expect(seen).toEqual([{ office, number: 7, asking: `${office} test.count`, retries: 0 }])
  expect(await app.jobs.drain(app)).toBe(0)
})

test('a job that fails is tried again, and what is kept of the failure quotes nobody', async () => {
  const { app } = test1
  fail = 1
  await app.within(inOffice, (tx) => enqueue(tx, count, { number: 7 }))
  await app.jobs.drain(app)
  await test1.database.owner.query("update jobs.job set start_after = now() - interval '1 second'")
  const { rows } = await test1.database.owner.query<{ state: string; output: unknown }>('select state, output from jobs.job')
  expect(rows).toEqual([{ state: 'retry', output: { code: 'broken' } }])
  await app.jobs.drain(app)
  expect(seen.map(({ retries }) => retries)).toEqual([1])
})

test('with a key, a job that waits already is enough, also for two that ask at once', async () => {
  const { app } = test1
  const ask = (): Promise<string | null> => app.within(inOffice, (tx) => enqueue(tx, count, { number: 1 }, { singletonKey: 'the one' }))
  const ids = await Promise.all([ask(), ask(), ask()])
  expect(ids.filter((id) => id !== null)).toHaveLength(1)
  expect(await app.jobs.drain(app)).toBe(1)
  expect(await ask()).not.toBeNull()
})

test('many are stored at once and all run', async () => {
  const { app } = test1
  await app.within(inOffice, (tx) => enqueueAll(tx, count, Array.from({ length: 250 }, (_, number) => ({ number }))))
  expect(await app.jobs.drain(app)).toBe(250)
  expect(new Set(seen.map(({ number }) => number)).size).toBe(250)
})

test('what a killed process had in hand is given back and runs again', async () => {
  const { app } = test1
  await app.within(inOffice, (tx) => enqueue(tx, count, { number: 3 }))
  await test1.database.owner.query("update jobs.job set state = 'active', started_on = now(), heartbeat_on = now()")
  expect(await app.jobs.drain(app)).toBe(0)
  expect(await app.jobs.recover()).toBe(1)
  await test1.database.owner.query("update jobs.job set start_after = now() - interval '1 second'")
  expect(await app.jobs.drain(app)).toBe(1)
})

test('a working process takes a job without being asked, by listening', async () => {
  const { app, database } = test1
  const pool = new pg.Pool({ connectionString: database.appUrl, max: 4 })
  const jobs = await connectJobs(pool, app.log, { working: true })
  try {
    await jobs.work(app)
    const done = new Promise<void>((resolve) => {
      const push = seen.push.bind(seen)
      seen.push = (...items) => {
        resolve()
        return push(...items)
      }
    })
    await app.within(inOffice, (tx) => enqueue(tx, count, { number: 9 }))
    await done
    expect(seen.map(({ number }) => number)).toEqual([9])
  } finally {
    await jobs.stop()
    await pool.end()
  }
})

test('the role of the application may work with the queues and owns none of them', async () => {
  const { rows } = await test1.database.owner.query<{ owned: string }>("select count(*) as owned from pg_class where relnamespace = 'jobs'::regnamespace and relowner = 'corridor_app'::regrole")
  expect(Number(rows[0]?.owned)).toBe(0)
  await expect(test1.database.app.query('create table jobs.mine (id int)')).rejects.toThrow(/permission denied/)
})
