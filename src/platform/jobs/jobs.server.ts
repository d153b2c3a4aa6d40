// Jobs on pg-boss, in the schema `jobs` of the same database: a job is stored in the transaction of the change that causes
// it, so a change that is rolled back leaves none and a committed one is never without. pg-boss works over the
// application's own connections; a listening connection wakes workers at once, polling is what holds without it.
import pg from 'pg'
import { PgBoss, type ConstructorOptions, type JobResult, type JobWithMetadata } from 'pg-boss'
import type { App } from '#platform/app.ts'
import type { Tx } from '#platform/database/types.ts'
import type { Log } from '#platform/log/log.server.ts'
import { definedJobs, type Job, type JobContext, type JobData } from './job.ts'

const SCHEMA = 'jobs'
const POLL_SECONDS = 2
const POLL_SECONDS_WITH_NOTIFY = 5
/** A worker that says nothing for so long is dead, and its jobs are given to another. */
const HEARTBEAT_SECONDS = 30
const DEFAULTS = { retryLimit: 5, retryDelay: 2, expireInSeconds: 3600, batchSize: 10, localConcurrency: 1 }
const RECONNECT_MS = 1000
/** A job in hand notes where it is at the signal; what takes longer runs again at the next start. */
const STOP_PATIENCE_MS = 3000

export interface EnqueueOptions {
  /** Not before this instant, or so many seconds from now. */
  readonly startAfter?: Date | number
  /** With a key, a job that waits already with the same key is enough. */
  readonly singletonKey?: string
  /** The job is the platform's, whichever office the transaction stands in. */
  readonly ofPlatform?: boolean
  /** Higher comes first; 0 unless said. */
  readonly priority?: number
}

export interface Jobs {
  /** Begins to work on all defined jobs and schedules. The process must be let go with `stop`. */
  work(app: App): Promise<void>
  /** Runs everything that can run now and returns how many jobs were run; for commands and tests, without polling. */
  drain(app: App): Promise<number>
  /** Gives back the jobs that a dead process had in hand. Only where no other process works on this database. */
  recover(): Promise<number>
  /** Stops taking jobs and waits for those in hand, so many milliseconds at most. */
  stop(patienceMs?: number): Promise<void>
}

let sender: PgBoss | undefined

/**
 * Stores a job in the caller's transaction; its office is the transaction's unless said.
 * @param data ids only
 * @returns the job's id, or null where its singletonKey waits already
 */
export async function enqueue<Data extends JobData>(tx: Tx, job: Job<Data>, data: Data, options: EnqueueOptions = {}): Promise<string | null> {
  if (options.singletonKey !== undefined && (await lockAndLook(tx, job.queue, options.singletonKey))) return null
  const [id] = await enqueueAll(tx, job, [data], options)
  return id ?? null
}

/** Whether such a job waits already. The lock, held to the end of the transaction, lets two that ask at once see each other. */
async function lockAndLook(tx: Tx, queue: string, key: string): Promise<boolean> {
  await tx.client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`job ${queue} ${key}`])
  return waits(tx, queue, key)
}

/** Whether a job with that singletonKey waits; with 'completed', whether it waits or is being worked on. */
export async function waits(tx: Tx, queue: string, key: string, before: 'active' | 'completed' = 'active'): Promise<boolean> {
  const { rows } = await tx.client.query(`select from ${SCHEMA}.job where name = $1 and singleton_key = $2 and state < $3::${SCHEMA}.job_state limit 1`, [queue, key, before])
  return rows.length > 0
}

/** Stores many jobs of one kind at once: 20,000 a second where single ones come to a few thousand. */
export async function enqueueAll<Data extends JobData>(tx: Tx, job: Job<Data>, data: readonly Data[], options: EnqueueOptions = {}): Promise<string[]> {
  if (data.length === 0) return []
  if (!sender) throw new Error('jobs are not connected: compose the app before anything is enqueued')
  const office = options.ofPlatform ? null : tx.office
  const stored = data.map((each) => ({
    data: { ...job.data.parse(each), office },
    ...(options.startAfter === undefined ? {} : { startAfter: options.startAfter }),
    ...(options.singletonKey === undefined ? {} : { singletonKey: options.singletonKey }),
    ...(options.priority === undefined ? {} : { priority: options.priority }),
  }))
  return (await sender.insert(job.queue, stored, { db: overClient(tx.client), returnId: true })) ?? []
}

type BossDatabase = NonNullable<ConstructorOptions['db']>
type Queryable = Pick<pg.ClientBase, 'query'>

function overClient(client: Queryable): BossDatabase {
  return { executeSql: (text, values) => client.query(text, values) }
}

/** pg-boss over the pool, with a listening connection of its own. */
function overPool(pool: pg.Pool, log: Log): BossDatabase {
  return {
    executeSql: (text, values) => pool.query(text, values),
    listen: (channel, onNotification, onReconnect) => listen(pool, channel, onNotification, onReconnect, log),
  }
}

async function listen(pool: pg.Pool, channel: string, onNotification: (payload: string) => void, onReconnect: () => void, log: Log): Promise<{ close(): Promise<void> }> {
  let closed = false
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({ ...pool.options, keepAlive: true })
    client = fresh
    const lost = (): void => {
      if (closed || client !== fresh) return
      client = undefined
      timer = setTimeout(() => void connect().catch(lost), RECONNECT_MS)
    }
    fresh.on('error', () => lost())
    fresh.on('end', () => lost())
    fresh.on('notification', ({ payload }) => onNotification(payload ?? ''))
    try {
      await fresh.connect()
      await fresh.query(`listen ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      await fresh.end().catch(() => undefined)
      lost()
      throw error
    }
    onReconnect()
  }
  await connect().catch((error: Error) => log.debug('jobs are polled until the listening connection is back', { code: (error as { code?: string }).code }))
  return {
    close: async () => {
      closed = true
      clearTimeout(timer)
      await client?.end().catch(() => undefined)
    },
  }
}

/**
 * Connects to the queues and makes those of all defined jobs. Nothing is worked on before `work` or `drain`.
 * @param options.working whether this process is to work: it then supervises and keeps schedules
 */
export async function connectJobs(pool: pg.Pool, log: Log, options: { working: boolean }): Promise<Jobs> {
  const boss = new PgBoss({
    schema: SCHEMA,
    db: overPool(pool, log),
    // The tables come by migrations; the application's role could not make or change them.
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
    registerInstance: false,
    supervise: options.working,
    schedule: options.working,
    useListenNotify: options.working,
    monitorIntervalSeconds: HEARTBEAT_SECONDS,
    superviseIntervalSeconds: HEARTBEAT_SECONDS,
  })
  boss.on('error', (error) => log.error('jobs', error))
  await boss.start()
  await makeQueues(boss)
  sender = boss
  const stopping = new AbortController()
  return {
    work: (app) => work(boss, app, stopping.signal),
    drain: (app) => drain(boss, app, stopping.signal),
    recover: () => recover(boss, pool),
    stop: async (patienceMs = STOP_PATIENCE_MS) => {
      if (sender === boss) sender = undefined
      stopping.abort(new Error('the server stops'))
      await boss.stop({ graceful: patienceMs > 0, timeout: patienceMs })
    },
  }
}

async function makeQueues(boss: PgBoss): Promise<void> {
  const present = new Set((await boss.getQueues()).map(({ name }) => name))
  for (const job of definedJobs().values()) {
    const { retryLimit, retryDelay, expireInSeconds } = { ...DEFAULTS, ...job }
    const options = { retryLimit, retryDelay, retryBackoff: true, expireInSeconds, heartbeatSeconds: HEARTBEAT_SECONDS, notify: true }
    if (present.has(job.queue)) await boss.updateQueue(job.queue, options)
    else await boss.createQueue(job.queue, { ...options, policy: 'standard' })
  }
}

async function work(boss: PgBoss, app: App, signal: AbortSignal): Promise<void> {
  const scheduled = new Set((await boss.getSchedules()).map(({ name }) => name))
  for (const job of definedJobs().values()) {
    const { batchSize, localConcurrency } = { ...DEFAULTS, ...job }
    const options = { batchSize, localConcurrency, includeMetadata: true, perJobResults: true, burstWhenBatchFull: batchSize > 1, pollingIntervalSeconds: POLL_SECONDS, notifyPollingIntervalSeconds: POLL_SECONDS_WITH_NOTIFY } as const
    await boss.work<JobData, unknown, typeof options>(job.queue, options, (batch) => runBatch(job, batch, app, signal))
    if (job.schedule) await boss.schedule(job.queue, job.schedule, { office: null })
    else if (scheduled.has(job.queue)) await boss.unschedule(job.queue)
  }
}

/** One job after the other; each has its own outcome. */
async function runBatch(job: Job, batch: readonly JobWithMetadata<JobData>[], app: App, signal: AbortSignal): Promise<JobResult[]> {
  const results: JobResult[] = []
  for (const one of batch) results.push(await runOne(job, one, app, signal))
  return results
}

async function runOne(job: Job, one: JobWithMetadata<JobData>, app: App, signal: AbortSignal): Promise<JobResult> {
  const { office: raw, ...rest } = one.data ?? {}
  const office = typeof raw === 'string' && !/^[0-]+$/.test(raw) ? raw : null
  const context: JobContext = {
    id: one.id,
    retries: one.retryCount,
    office,
    within: (within) => app.within({ office, actor: { kind: 'system', name: job.queue } }, within),
    withinScope: app.within,
    app,
    log: app.log,
    signal,
  }
  try {
    signal.throwIfAborted()
    await job.run(job.data.parse(rest), context)
    return { id: one.id, status: 'completed' }
  } catch (error) {
    if (!signal.aborted) app.log.error('a job failed', error, { queue: job.queue, job: one.id, retries: one.retryCount })
    // What is kept with the job is the code of the error, for its text may quote data.
    return { id: one.id, status: 'failed', output: { code: (error as { code?: string }).code ?? (error as Error).name } }
  }
}

async function drain(boss: PgBoss, app: App, signal: AbortSignal): Promise<number> {
  let ran = 0
  let before: number
  do {
    before = ran
    for (const job of definedJobs().values()) {
      const batch = await boss.fetch<JobData>(job.queue, { batchSize: DEFAULTS.batchSize, includeMetadata: true })
      for (const one of batch) {
        const result = await runOne(job, one, app, signal)
        if (result.status === 'completed') await boss.complete(job.queue, one.id)
        else await boss.fail(job.queue, one.id, result.output as object)
        ran++
      }
    }
  } while (ran > before)
  return ran
}

async function recover(boss: PgBoss, pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ name: string; ids: string[] }>(`select name, array_agg(id::text) as ids from ${SCHEMA}.job where state = 'active' group by name`)
  for (const { name, ids } of rows) await boss.fail(name, ids, { code: 'server_ended' })
  return rows.reduce((total, { ids }) => total + ids.length, 0)
}
