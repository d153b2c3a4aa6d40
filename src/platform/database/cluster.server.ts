// One PostgreSQL cluster in a folder: made, started, found again and stopped. It knows nothing of who uses it; see
// embedded.server.ts for that. The server is a session of its own and outlives this process when that is killed, which
// is noticed at the next start by looking at the process that its postmaster.pid names.
import { spawn } from 'node:child_process'
import { chownSync, closeSync, existsSync, lstatSync, mkdirSync, openSync, readdirSync, readFileSync, readlinkSync, realpathSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { keptSecret } from '#platform/files/kept-secret.server.ts'
import { Refusal } from '#platform/problems/refusal.ts'
import { findPostgresPrograms, reachableFolderFor, runToEnd, type PostgresPrograms } from './postgres-programs.server.ts'

export const SUPERUSER = 'corridor_owner'
/** Ports that browsers and fetch refuse, should anyone look at the wrong one; and attempts when a port is taken meanwhile. */
const PORT_ATTEMPTS = 5
const READY_POLL_MS = 20
const START_PATIENCE_MS = 120_000
const STOP_PATIENCE_MS = 60_000
const LOG_LIMIT_BYTES = 5_000_000

/**
 * Small on purpose: an office on an old PC. Refused statements are not logged, for they hold personal data; the
 * application logs them by their code.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '40',
  shared_buffers: '32MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '512MB',
  random_page_cost: '1.5',
  io_method: 'sync',
  jit: 'off',
  huge_pages: 'off',
  // In the data folder: /dev/shm is tiny in containers, and keeps what a killed server left there.
  dynamic_shared_memory_type: 'mmap',
  max_worker_processes: '3',
  max_parallel_workers: '2',
  max_parallel_workers_per_gather: '1',
  max_wal_senders: '0',
  max_wal_size: '512MB',
  autovacuum_max_workers: '1',
  autovacuum_worker_slots: '1',
  autovacuum_naptime: '60s',
  autovacuum_vacuum_scale_factor: '0.1',
  autovacuum_analyze_scale_factor: '0.05',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}

export interface Cluster {
  readonly folder: string
  readonly port: number
  readonly password: string
  /** The postmaster's process. */
  readonly pid: number
}

export interface ClusterOptions {
  /** Where the cluster lies, absolute. */
  readonly folder: string
  /** The file that keeps the superuser's password, mode 600. */
  readonly passwordFile: string
  readonly logFile: string
  readonly signal?: AbortSignal | undefined
  /** The port that it has to take; a free one unless said. */
  readonly port?: number | undefined
  /** For tests alone: does not wait for the disk. */
  readonly volatile?: boolean
}

/** The address of one of its databases for the superuser. */
export function clusterUrl(cluster: Pick<Cluster, 'port' | 'password'>, database: string): string {
  return `postgres://${SUPERUSER}:${encodeURIComponent(cluster.password)}@127.0.0.1:${cluster.port}/${encodeURIComponent(database)}`
}

/**
 * The running server of that folder, or undefined. A postmaster.pid without its process, or one whose number now
 * belongs to some other program, is what a crash leaves behind.
 */
export function findRunning(folder: string): { pid: number; port: number } | undefined {
  let lines: string[]
  try {
    lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
  const pid = Number(lines[0])
  const port = Number(lines[3])
  return Number.isInteger(pid) && pid > 1 && isPostgres(pid, folder) ? { pid, port } : undefined
}

function isPostgres(pid: number, folder: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  if (process.platform !== 'linux') return true
  try {
    // The command line can be read of another user's process too, unlike its exe and cwd.
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '')[0]
    return basename(command[0] ?? '') === 'postgres' && command.includes(realpathSync(folder)) && state !== 'Z'
  } catch {
    return false
  }
}

/** Ends the server of that folder, if one runs: at once for its clients, safely for its data. */
export async function stopCluster(folder: string): Promise<void> {
  const running = findRunning(folder)
  if (!running) return
  process.kill(running.pid, 'SIGINT')
  const until = Date.now() + STOP_PATIENCE_MS
  while (findRunning(folder)) {
    if (Date.now() > until) throw new Refusal(`PostgreSQL (process ${running.pid}) in ${folder} does not stop; its log is beside the folder.`)
    await pause(READY_POLL_MS)
  }
}

/** Ends the server in that data folder without waiting: it recovers from its log at the next start. */
export function killCluster(data: string): void {
  const running = findRunning(join(data, 'postgres'))
  if (running) process.kill(running.pid, 'SIGQUIT')
}

/** Makes the cluster where there is none. Interrupted, it leaves nothing that a later start would mistake for one. */
async function createCluster(options: ClusterOptions, programs: PostgresPrograms, password: string): Promise<void> {
  const { folder, signal } = options
  const parent = dirname(folder)
  mkdirSync(parent, { recursive: true })
  const target = isLink(folder) ? readlinkSync(folder) : reachableFolderFor(folder, programs.user)
  for (const name of readdirSync(dirname(target))) if (name.startsWith(`${basename(target)}.new-`)) rmSync(join(dirname(target), name), { recursive: true, force: true })
  const fresh = `${target}.new-${process.pid}`
  const passwordFile = `${fresh}.password`
  try {
    mkdirSync(fresh, { mode: 0o700 })
    writeFileSync(passwordFile, password, { mode: 0o600 })
    if (programs.user) for (const path of [fresh, passwordFile]) chownSync(path, programs.user.uid, programs.user.gid)
    const flags = ['-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C.UTF-8', '--no-instructions']
    const ended = await runToEnd(programs.initdb, ['-D', fresh, ...flags, ...(options.volatile ? ['--no-sync'] : [])], programs.user, signal)
    if (ended.code !== 0) throw new Refusal(`PostgreSQL could not make its folder ${target}: ${ended.output.trim().split('\n').at(-1) ?? `it ended with ${ended.code}`}`)
    renameSync(fresh, target)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(fresh, { recursive: true, force: true })
  }
  if (target !== folder && !isLink(folder)) symlinkSync(target, folder)
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink()
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('a listening server without a port')
  return address.port
}

/** A cluster belongs to one user for ever: root runs it as its owner, anyone else is refused. */
function programsFor(folder: string): PostgresPrograms {
  const programs = findPostgresPrograms()
  if (!existsSync(folder)) return programs
  const { uid, gid } = statSync(folder)
  const me = process.getuid?.()
  if (me === undefined || uid === (programs.user?.uid ?? me)) return programs
  if (me === 0 && uid !== 0) return { ...programs, user: { uid, gid } }
  throw new Refusal(`The database in ${folder} belongs to another user (number ${uid}): run Corridor as that user, or set CORRIDOR_DATA to a folder of your own.`)
}

/** The end of the log that this start wrote, for the reason of a refusal. */
function logSince(path: string, from: number): string {
  return readFileSync(path).subarray(from).toString('utf8').trim()
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') throw new Refusal('The password kept in the data folder (postgres-password) is not the one of the database beside it: bring back the folder as it was, or restore a backup into an empty one.')
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Starts the server on a port, or gives undefined when that port was taken meanwhile. */
async function launch(options: ClusterOptions, programs: PostgresPrograms, password: string): Promise<Cluster | undefined> {
  const { logFile, signal } = options
  const folder = realpathSync(options.folder)
  const port = options.port ?? (await freePort())
  if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.old`)
  const log = openSync(logFile, 'a', 0o600)
  const from = statSync(logFile).size
  const settings = Object.entries({ ...SETTINGS, port: String(port), ...(options.volatile ? { fsync: 'off', max_connections: '100' } : {}) })
  const child = spawn(programs.postgres, ['-D', folder, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])], { ...programs.user, cwd: '/', detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  let ended = false
  child.once('exit', () => (ended = true))
  child.once('error', () => (ended = true))
  child.unref()
  const until = Date.now() + START_PATIENCE_MS
  while (!ended && Date.now() < until) {
    if (signal?.aborted) break
    if (findRunning(folder)?.pid === child.pid && (await answers(clusterUrl({ port, password }, 'postgres')))) return { folder: options.folder, port, password, pid: child.pid as number }
    await pause(READY_POLL_MS)
  }
  if (!ended && child.pid) {
    process.kill(child.pid, 'SIGINT')
    await new Promise((resolve) => (ended ? resolve(undefined) : child.once('exit', resolve)))
  }
  signal?.throwIfAborted()
  const said = logSince(logFile, from)
  if (/could not bind/.test(said)) return undefined
  throw new Refusal(`PostgreSQL did not start: ${said.split('\n').find((line) => /FATAL|PANIC/.test(line)) ?? said.split('\n').at(-1) ?? 'it gave no reason'} (more in ${logFile})`)
}

/**
 * The server of that folder: the one that runs already, else a new one; the cluster is made the first time. To be
 * called by one process at a time for a folder.
 * @throws Refusal with a sentence for the operator; the signal's reason when aborted, with nothing left running
 */
export async function ensureCluster(options: ClusterOptions): Promise<Cluster> {
  const { folder } = options
  const password = keptSecret(options.passwordFile)
  const running = findRunning(folder)
  if (running) {
    if (await answers(clusterUrl({ port: running.port, password }, 'postgres'))) return { folder, password, ...running }
    await stopCluster(folder)
  }
  const programs = programsFor(folder)
  if (!existsSync(join(folder, 'PG_VERSION'))) await createCluster(options, programs, password)
  const major = Number(readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim())
  if (major !== programs.major) throw new Refusal(`The data in ${folder} was written by PostgreSQL ${major}, this is PostgreSQL ${programs.major}: make a backup with the former version of Corridor and restore it with this one (docs/operating/backup.md).`)
  options.signal?.throwIfAborted()
  for (let attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
    const cluster = await launch(options, programs, password)
    if (cluster) return cluster
  }
  throw new Refusal(`PostgreSQL found no free port on 127.0.0.1 in ${PORT_ATTEMPTS} attempts.`)
}
