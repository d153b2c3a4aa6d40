// Corridor's own PostgreSQL may die while the server runs: an administrator's kill, the kernel short of memory. It is looked at
// every second by its process and started again at its port, so that the connections of the app find it. What was committed is
// there; jobs in hand are given back. Where it does not start again, the server stops with a sentence, for its supervisor.
import { setTimeout as pause } from 'node:timers/promises'
import type { App } from '#platform/app.ts'
import type { EmbeddedDatabase } from '#platform/database/embedded.server.ts'

const LOOK_MS = 1000
/** Dying so often in a row, it will not be mended by starting it. */
const ATTEMPTS = 3
const CALM_MS = 60_000

/**
 * Watches until the signal.
 * @returns undefined when stopped; the reason where PostgreSQL cannot be kept running
 */
export async function watchPostgres(app: Pick<App, 'log' | 'jobs'>, embedded: Pick<EmbeddedDatabase, 'isRunning' | 'revive'>, signal: AbortSignal): Promise<Error | undefined> {
  let starts: number[] = []
  while (await pause(LOOK_MS, true, { signal }).catch(() => false)) {
    if (embedded.isRunning()) continue
    starts = [...starts.filter((at) => Date.now() - at < CALM_MS), Date.now()]
    if (starts.length > ATTEMPTS) return new Error(`PostgreSQL died ${starts.length} times within a minute; its log is postgres.log in the data folder.`)
    app.log.warn('PostgreSQL died; it is started again')
    try {
      await embedded.revive()
      await app.jobs.recover()
      app.log.info('PostgreSQL runs again')
    } catch (error) {
      if (signal.aborted) return undefined
      if (!embedded.isRunning()) return error as Error
      app.log.warn('PostgreSQL runs again and does not answer yet', { code: (error as { code?: string }).code })
    }
  }
  return undefined
}
