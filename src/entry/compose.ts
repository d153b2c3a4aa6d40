// The composition: configuration, database, jobs, app, by plain functions and in this order. The server, the commands and
// the tests all use it.
import { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { App } from '#platform/app.ts'
import type { Config } from '#platform/config/config.server.ts'
import { openDatabase, type OpenDatabase, type OpenOptions } from '#platform/database/open.server.ts'
import { createWithin } from '#platform/database/within.server.ts'
import { connectJobs } from '#platform/jobs/jobs.server.ts'
import { createLog, type Log } from '#platform/log/log.server.ts'
import { closeTransports } from '#platform/mail/transport.server.ts'
import { connectMail } from '#platform/mail/outbox.server.ts'
import { followRegister } from '#modules/linkage/index.server.ts'
import './jobs.ts'

const IDLE_CONNECTION_MS = 30_000
// An old PC that starts its database, its pages and a browser at once may take its time.
const CONNECT_PATIENCE_MS = 30_000
/** What still asks the database so long after everything was stopped is cut off. */
const CUT_AFTER_MS = 1000

export interface Composed {
  readonly app: App
  readonly database: OpenDatabase
}

interface AppPool {
  readonly pool: pg.Pool
  /** Ends the connections; those in use after the patience are cut, and PostgreSQL rolls back what they had begun. */
  end(): Promise<void>
}

/** The connections of the application. Names without a schema are looked up nowhere but in PostgreSQL's own. */
export function appPool(url: string, connections: number, log: Log): AppPool {
  const sockets = new Set<Socket>()
  const stream = (): Socket => {
    const socket = new Socket()
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    return socket
  }
  const pool = new pg.Pool({ connectionString: url, max: connections, idleTimeoutMillis: IDLE_CONNECTION_MS, connectionTimeoutMillis: CONNECT_PATIENCE_MS, application_name: 'corridor', stream })
  pool.on('error', (error) => log.warn('a connection to the database was lost', { code: (error as { code?: string }).code }))
  // A connection that is lost while in use fails its query; without a listener of its own it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const end = async (): Promise<void> => {
    const stopping = new AbortController()
    const cut = async (): Promise<void> => {
      await pause(CUT_AFTER_MS, undefined, { signal: stopping.signal })
      for (const socket of sockets) socket.destroy()
      await pause(CUT_AFTER_MS, undefined, { signal: stopping.signal })
    }
    await Promise.race([pool.end(), cut()])
    stopping.abort()
  }
  return { pool, end }
}

/**
 * Composes the app on a database that is ready afterwards.
 * @param options.working whether this process works on jobs (the server does, a command does not)
 * @param options.address where the server listens, which people use where CORRIDOR_URL is not set
 * @throws Refusal with a sentence for the operator, after letting go of all that was begun
 */
export async function compose(config: Config, options: OpenOptions & { working: boolean; address?: string }): Promise<Composed> {
  const log = createLog(config.logLevel)
  const database = await openDatabase(config, options)
  for (const name of database.migrated) log.info('migrated', { name })
  const { pool, end } = appPool(database.appUrl, config.databaseConnections, log)
  try {
    const jobs = await connectJobs(pool, log, { working: options.working })
    let closed: Promise<void> | undefined
    const close = async (): Promise<void> => {
      await jobs.stop()
      closeTransports()
      await end()
      await database.release()
    }
    const app: App = {
      config,
      log,
      pool,
      within: createWithin(pool),
      jobs,
      url: config.url ?? options.address ?? `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${config.port}`,
      now: () => new Date(),
      isReady: () => pool.query('select 1').then(() => true, () => false),
      close: () => (closed ??= close()),
    }
    followRegister()
    connectMail({ secret: config.secret, url: app.url, now: app.now })
    return { app, database }
  } catch (error) {
    await end()
    await database.release()
    throw error
  }
}
