import type { z } from 'zod'
import type { App } from '#platform/app.ts'
import type { Log } from '#platform/log/log.server.ts'
import type { Within, Tx } from '#platform/database/types.ts'

/** What a job may carry: ids and small settings, never personal data; the office is added by `enqueue`. */
export type JobData = Readonly<Record<string, string | number | boolean | null>>

export interface JobContext {
  readonly id: string
  /** How often this job was tried before, 0 at the first time. */
  readonly retries: number
  /** Office whose job it is; null for a job of the platform. */
  readonly office: string | null
  /** A transaction in the job's office, with the job as the acting system. */
  within<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** For jobs of the platform that go through offices one by one. */
  readonly withinScope: Within
  readonly app: App
  readonly log: Log
  /** Aborted when the server stops: a long job notes where it is and returns or throws; it will be run again. */
  readonly signal: AbortSignal
}

export interface JobOptions {
  /** Tries after the first failure; 5 unless said. */
  readonly retryLimit?: number
  /** Seconds before the first retry, doubled for each further one; 2 unless said. */
  readonly retryDelay?: number
  /** How long one run may take, in seconds; an hour unless said. */
  readonly expireInSeconds?: number
  /** Jobs taken at a time by each worker; 10 unless said. They run one after the other. */
  readonly batchSize?: number
  /** Workers of each process; 1 unless said. */
  readonly localConcurrency?: number
  /** A cron expression in UTC, for jobs that also run by the clock, with office null. */
  readonly schedule?: string
}

export interface Job<Data extends JobData = JobData> extends JobOptions {
  /** Name of the queue, `module.verb`: 'register.send-notices'. */
  readonly queue: string
  readonly data: z.ZodType<Data>
  run(data: Data, context: JobContext): Promise<void>
}

const defined = new Map<string, Job>()

/**
 * Defines a kind of job; importing the file registers it. A job is idempotent: it may run again after a crash at any point.
 * @throws when two jobs have one name
 */
export function defineJob<Data extends JobData>(job: Job<Data>): Job<Data> {
  const other = defined.get(job.queue)
  if (other && String(other.run) !== String(job.run)) throw new Error(`two jobs are called ${job.queue}`)
  defined.set(job.queue, job)
  return job
}

/** All kinds of jobs whose files were imported. */
export function definedJobs(): ReadonlyMap<string, Job> {
  return defined
}
