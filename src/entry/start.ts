// Starts the server: it listens first (a taken port is known before anything else is begun), makes the database ready,
// composes the app once, and only then imports the built pages, whose hooks run at import. Stops in the opposite order.
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { setApp, type App } from '#platform/app.ts'
import type { Config } from '#platform/config/config.server.ts'
import { isConnectionLost } from '#platform/database/connection-lost.ts'
import { killCluster } from '#platform/database/cluster.server.ts'
import { findServer, refuseSecond } from '#platform/database/embedded.server.ts'
import { createLog } from '#platform/log/log.server.ts'
import { Refusal } from '#platform/problems/refusal.ts'
import { projectRootUrl } from '#platform/root.ts'
import { compose, type Composed } from './compose.ts'
import { openDemo } from './demo.ts'
import { greeting } from './greeting.ts'
import { watchPostgres } from './watch-postgres.ts'
import { createFront, ORIGIN_HEADERS, UPLOAD_LIMIT_BYTES, type Front, type Handler } from './http-server.ts'

const CONNECTIONS_PATIENCE_MS = 2000
const STOP_PATIENCE_MS = 15_000
/** npm passes on the signal that the terminal has sent already: so soon after the first it is not a second wish. */
const SAME_SIGNAL_MS = 400

export interface StartOptions {
  readonly config: Config
  /** Whether an empty database opens on the demo; undefined is as the program thinks best. */
  readonly demo?: boolean | undefined
  progress(line: string): void
}

export interface RunningServer {
  readonly app: App
  /** Where it serves, such as http://127.0.0.1:3000. */
  readonly address: string
  /** Settled when it has stopped, after a signal or `stop`. */
  readonly stopped: Promise<void>
  stop(): Promise<void>
}

async function listen(front: Front, config: Config): Promise<string> {
  const { server } = front
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw new Refusal(`Port ${config.port} on ${config.host} is taken by another program. Choose another with --port or PORT; --port 0 takes a free one.`)
    if (error.code === 'EACCES') throw new Refusal(`Port ${config.port} may only be opened by an administrator. Choose one from 1024 on with --port or PORT.`)
    throw new Refusal(`Corridor cannot listen on ${config.host} (${error.message}). Check HOST and PORT.`)
  })
  const { address, port, family } = server.address() as AddressInfo
  const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address
  return `http://${host}:${port}`
}

/** The built pages. What they read from the environment they read when they are imported. */
async function importPages(): Promise<Handler> {
  const file = new URL('build/handler.js', projectRootUrl)
  if (!existsSync(file)) throw new Refusal('The pages are not built. Run npm start, or: node scripts/ensure.mjs --build')
  Object.assign(process.env, {
    NODE_ENV: process.env.NODE_ENV ?? 'production',
    PROTOCOL_HEADER: ORIGIN_HEADERS.protocol,
    HOST_HEADER: ORIGIN_HEADERS.host,
    ADDRESS_HEADER: ORIGIN_HEADERS.address,
    BODY_SIZE_LIMIT: String(UPLOAD_LIMIT_BYTES),
  })
  const pages = (await import(file.href)) as { handler: Handler }
  return pages.handler
}

async function closeServer(front: Front): Promise<void> {
  const { server } = front
  if (!server.listening) return
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), CONNECTIONS_PATIENCE_MS)
  await closed
  clearTimeout(timer)
}

/** Waits for work that knows no signal; what it goes on asking of the database is cut off when the app closes. */
async function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: () => void = () => undefined
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error)
    signal.addEventListener('abort', stop, { once: true })
  })
  return Promise.race([work, stopped]).finally(() => signal.removeEventListener('abort', stop))
}

/** Composes the app, imports the pages and serves. @throws Refusal, or the signal's reason, with nothing left running */
async function bringUp(front: Front, address: string, options: StartOptions, signal: AbortSignal): Promise<{ composed: Composed; greeted: string[] }> {
  const { config } = options
  const composed = await compose(config, { as: 'server', working: true, signal, address })
  const { app, database } = composed
  try {
    if (database.embedded) await app.jobs.recover()
    signal.throwIfAborted()
    await orStopped(openDemo(app, { wanted: options.demo !== false, progress: options.progress }), signal)
    signal.throwIfAborted()
    setApp(app)
    const handler = await importPages()
    signal.throwIfAborted()
    await app.jobs.work(app)
    front.open(app, handler)
    database.embedded?.announce(address)
    return { composed, greeted: await greeting(app, address) }
  } catch (error) {
    setApp(undefined)
    await app.close()
    throw error
  }
}

const lostWhileStarting = ({ message }: Error, { databaseUrl }: Config): Refusal =>
  new Refusal(`The database was lost while Corridor was starting (${message}). ${databaseUrl === undefined ? 'Start it again; the reason is in postgres.log in the data folder.' : 'Check that the server of DATABASE_URL runs, and start it again.'}`)

/**
 * Starts the server and, until it has stopped, answers SIGINT and SIGTERM by stopping in seconds, and a second one by
 * ending at once.
 * @throws Refusal with a sentence for the operator, with nothing left running
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { config, progress } = options
  const log = createLog(config.logLevel)
  const stopping = new AbortController()
  const unhook = hookSignals(stopping, config)
  const front = createFront(config, log)
  let up: Awaited<ReturnType<typeof bringUp>>
  let address: string
  try {
    if (config.databaseUrl === undefined) refuseSecond(config.data)
    address = await listen(front, config)
    up = await bringUp(front, address, options, stopping.signal)
  } catch (error) {
    await closeServer(front)
    unhook()
    throw isConnectionLost(error) ? lostWhileStarting(error, config) : error
  }
  const { app, database } = up.composed
  for (const line of up.greeted) process.stdout.write(`${line}\n`)

  let done: Promise<void> | undefined
  let lost: Refusal | undefined
  const stop = (): Promise<void> => (done ??= shutDown())
  const shutDown = async (): Promise<void> => {
    progress('Stopping ...')
    const limit = setTimeout(() => endAtOnce(config), STOP_PATIENCE_MS)
    await closeServer(front)
    setApp(undefined)
    await app.close()
    clearTimeout(limit)
    unhook()
    progress('Stopped.')
  }
  const stopped = new Promise<void>((resolve, reject) => {
    stopping.signal.addEventListener('abort', () => void stop().then(() => (lost ? reject(lost) : resolve()), reject), { once: true })
  })
  if (database.embedded) void watchPostgres(app, database.embedded, stopping.signal).then((reason) => reason && stopping.abort((lost = new Refusal(`Stopped: ${reason.message}`))))
  return { app, address, stopped, stop: () => (stopping.abort(), stopped) }
}

/** Ends this process and, where nobody else uses it, its PostgreSQL, without waiting for either; the next start recovers. */
function endAtOnce(config: Config): never {
  if (config.databaseUrl === undefined && findServer(config.data)?.pid === process.pid) killCluster(config.data)
  process.exit(1)
}

function hookSignals(stopping: AbortController, config: Config): () => void {
  let first: number | undefined
  const onSignal = (): void => {
    if (first === undefined) {
      first = Date.now()
      stopping.abort(new Refusal('Stopped before it served.'))
    } else if (Date.now() - first > SAME_SIGNAL_MS) endAtOnce(config)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal)
  return () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal)
  }
}
