// The one composed application of a process. The pages, the workers and the commands share it, so there is one pool, one
// cache and one of everything; see docs/decisions/0001.
import type pg from 'pg'
import type { Config } from './config/config.server.ts'
import type { Within } from './database/types.ts'
import type { Jobs } from './jobs/jobs.server.ts'
import type { Log } from './log/log.server.ts'

export interface App {
  readonly config: Config
  readonly log: Log
  /** Connections of the application's role. Data of offices is reached through `within` alone. */
  readonly pool: pg.Pool
  readonly within: Within
  readonly jobs: Jobs
  /** The address by which people reach this Corridor, without a slash at its end. */
  readonly url: string
  /** The one clock; tests set it. */
  readonly now: () => Date
  /** Whether the database answers; for /health. */
  isReady(): Promise<boolean>
  /** Lets go of everything in order; may be called twice. */
  close(): Promise<void>
}

const KEY = Symbol.for('corridor.app')
type Holder = { [KEY]?: App }

/** Makes the app known to the pages, before they are imported. */
export function setApp(app: App | undefined): void {
  const holder = globalThis as Holder
  if (app) holder[KEY] = app
  else delete holder[KEY]
}

/** @throws when nothing was composed: the pages were started other than by `corridor start` */
export function getApp(): App {
  const app = (globalThis as Holder)[KEY]
  if (!app) throw new Error('the app is not composed: start Corridor with ./bin/corridor start')
  return app
}
