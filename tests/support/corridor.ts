// Corridor as an operator meets it: the command line and the server as processes of their own.
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { projectRoot } from '#platform/root.ts'
import { TEST_SECRET, type TestDatabase } from './database.ts'

const entry = join(projectRoot, 'src', 'entry', 'cli.ts')

export interface ProcessOptions {
  readonly env?: Record<string, string>
  /** The user to run as, where the test runs as root. */
  readonly user?: { uid: number; gid: number }
  readonly cwd?: string
}

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The environment of the test without what would change Corridor's configuration. */
function environment(own: Record<string, string> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:DATABASE_|CORRIDOR_|SMTP_|MAIL_|PORT$|HOST$|LOG_LEVEL$|NODE_ENV$|VITEST|NODE_OPTIONS$)/.test(name))
  return { ...Object.fromEntries(inherited), ...own }
}

export function spawnCorridor(args: readonly string[], options: ProcessOptions = {}): ChildProcess {
  return spawn(process.execPath, [entry, ...args], { cwd: options.cwd ?? projectRoot, env: environment(options.env), stdio: ['ignore', 'pipe', 'pipe'], ...options.user })
}

/** Waits for the end of a process and gives all that it said. */
export async function ended(child: ChildProcess): Promise<Ended> {
  const said = { stdout: '', stderr: '' }
  child.stdout?.on('data', (part: Buffer) => (said.stdout += part.toString()))
  child.stderr?.on('data', (part: Buffer) => (said.stderr += part.toString()))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, ...said }
}

/** Runs a command to its end. */
export function corridor(args: readonly string[], options: ProcessOptions = {}): Promise<Ended> {
  return ended(spawnCorridor(args, options))
}

export interface TestServer {
  /** Such as http://127.0.0.1:43210. */
  readonly address: string
  readonly pid: number
  /** Stops it as Ctrl-C would and gives all that it said. */
  stop(signal?: NodeJS.Signals): Promise<Ended>
  /** Settles when it has ended, however. */
  readonly ended: Promise<Ended>
}

/** Starts the server on a free port and waits until it serves. @throws with what it said, where it does not */
export async function startCorridor(args: readonly string[] = [], options: ProcessOptions = {}): Promise<TestServer> {
  const child = spawnCorridor(['start', '--port', '0', ...(args.includes('--demo') ? [] : ['--no-demo']), ...args], options)
  const end = ended(child)
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString()
      const found = /serves on (http\S+)/.exec(said)
      if (found?.[1]) resolve(found[1])
    })
    void end.then(({ code, stderr }) => reject(new Error(`the server ended with ${code}: ${stderr}`)))
  })
  const stop = (signal: NodeJS.Signals = 'SIGINT'): Promise<Ended> => {
    child.kill(signal)
    return end
  }
  return { address, pid: child.pid ?? 0, stop, ended: end }
}

/** The built app on a test database, for browser journeys: the pages as they are served, jobs included. */
export function serveTestDatabase(database: Pick<TestDatabase, 'ownerUrl'>, env: Record<string, string> = {}): Promise<TestServer> {
  return startCorridor(['--no-demo'], { env: { DATABASE_URL: database.ownerUrl, CORRIDOR_SECRET: TEST_SECRET, LOG_LEVEL: 'warn', DATABASE_CONNECTIONS: '6', ...env } })
}
