// The composed app on a test database, without a server: what a module's operations and jobs see in production.
import { appPool } from '../../src/entry/compose.ts'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { App } from '#platform/app.ts'
import { readConfig, type Config } from '#platform/config/config.server.ts'
import { createWithin } from '#platform/database/within.server.ts'
import { connectJobs } from '#platform/jobs/jobs.server.ts'
import { connectMail } from '#platform/mail/outbox.server.ts'
import { closeTransports } from '#platform/mail/transport.server.ts'
import { createLog } from '#platform/log/log.server.ts'
import { fakeClock, type FakeClock } from './clock.ts'
import { TEST_SECRET, testDatabase, type TestDatabase } from './database.ts'

export interface TestApp {
  readonly app: App
  readonly database: TestDatabase
  /** The app's clock. */
  readonly clock: FakeClock
  /** Lines of the log since the start. */
  readonly logged: string[]
  close(): Promise<void>
}

/** A configuration for tests, with its data folder inside that of the run. */
export function testConfig(environment: Record<string, string> = {}): Config {
  return readConfig({ PORT: '0', CORRIDOR_DATA: join(inject('runFolder'), 'data'), CORRIDOR_SECRET: TEST_SECRET, LOG_LEVEL: 'warn', ...environment })
}

/** Composes an app on a database of its own; its jobs run when a test drains them. To be closed after the tests. */
export async function testApp(environment: Record<string, string> = {}): Promise<TestApp> {
  const database = await testDatabase()
  const logged: string[] = []
  const log = createLog('debug', (line) => logged.push(line))
  const clock = fakeClock()
  const { pool } = appPool(database.appUrl, 6, log)
  const jobs = await connectJobs(pool, log, { working: false })
  const config = testConfig(environment)
  const close = async (): Promise<void> => {
    await jobs.stop(0)
    closeTransports()
    await pool.end()
    await database.close()
  }
  let closed: Promise<void> | undefined
  const closeOnce = (): Promise<void> => (closed ??= close())
  const app: App = { config, log, pool, within: createWithin(pool), jobs, url: config.url ?? 'http://127.0.0.1:3000', now: clock.now, isReady: async () => true, close: closeOnce }
  connectMail({ secret: config.secret, url: app.url, now: app.now })
  return { app, database, clock, logged, close: closeOnce }
}
