// Corridor's own PostgreSQL in the data folder, shared by every process of that folder: the server, and commands beside
// it. Whoever comes first starts it, whoever leaves last stops it; users are files named after processes, so one that was
// killed is noticed. What a crash left running is used again.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { holdLock, isRunning, thisProcess } from '#platform/files/lock.mjs'
import { Refusal } from '#platform/problems/refusal.ts'
import { clusterUrl, ensureCluster, findRunning, stopCluster, type Cluster } from './cluster.server.ts'

export interface EmbeddedDatabase {
  /** The owner's address of the named database of the cluster. */
  urlOf(database: string): string
  readonly cluster: Cluster
  /** Whether its server runs, by looking at its process. */
  isRunning(): boolean
  /** Starts the server again, at the port that it had, after it died. @throws Refusal where it does not start */
  revive(): Promise<void>
  /** Says where this server is reached, for the sentence that refuses a second one. */
  announce(address: string): void
  /** Leaves; stops PostgreSQL when nobody else uses it. May be called twice. */
  release(): Promise<void>
}

export interface EmbeddedOptions {
  /** The data folder, absolute. */
  readonly data: string
  /** A server refuses a second server on the same data; a command uses what is there. */
  readonly as: 'server' | 'command'
  readonly signal?: AbortSignal | undefined
  readonly volatile?: boolean
}

interface User {
  readonly pid: number
  readonly began: string
  readonly as: 'server' | 'command'
  readonly address?: string
}

/** The server that runs on a data folder: its process and, once it serves, its address. */
export function findServer(data: string): { pid: number; address: string | undefined } | undefined {
  const server = usersOf(data).find((user) => user.as === 'server')
  return server && { pid: server.pid, address: server.address }
}

function usersOf(data: string): User[] {
  const folder = join(data, 'running')
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return []
  }
  const users: User[] = []
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    try {
      const user = JSON.parse(readFileSync(join(folder, name), 'utf8')) as User
      if (isRunning(user)) users.push(user)
      else rmSync(join(folder, name), { force: true })
    } catch {
      // Removed by its process while we looked.
    }
  }
  return users
}

let uses = 0

/**
 * Uses the cluster of the data folder, starting it where it does not run.
 * @throws Refusal naming the running server's address, when this is to be a second server; and those of ensureCluster
 */
export async function useEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { data, as, signal } = options
  const folder = join(data, 'postgres')
  const lock = join(data, 'lock')
  const file = join(data, 'running', `${process.pid}-${++uses}.json`)
  mkdirSync(join(data, 'running'), { recursive: true })
  const write = (user: User): void => {
    writeFileSync(`${file}.new`, JSON.stringify(user), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  const me: User = { ...thisProcess(), as }

  const ensure = (port?: number): Promise<Cluster> => ensureCluster({ folder, passwordFile: join(data, 'postgres-password'), logFile: join(data, 'postgres.log'), signal, port, volatile: options.volatile ?? false })
  const unlock = await holdLock(lock, { ...(signal && { signal }) })
  let cluster: Cluster
  try {
    if (as === 'server') refuseSecond(data)
    cluster = await ensure()
    write(me)
  } finally {
    unlock()
  }

  let released: Promise<void> | undefined
  const leave = async (): Promise<void> => {
    const unlockAgain = await holdLock(lock)
    try {
      rmSync(file, { force: true })
      if (usersOf(data).length === 0) await stopCluster(folder)
    } finally {
      unlockAgain()
    }
  }
  const revive = async (): Promise<void> => {
    const unlockAgain = await holdLock(lock, { ...(signal && { signal }) })
    try {
      if (released) return
      const { port } = cluster
      cluster = await ensure(port)
      if (cluster.port !== port) throw new Refusal(`PostgreSQL of ${folder} runs at another port now: start Corridor again.`)
    } finally {
      unlockAgain()
    }
  }
  return {
    urlOf: (database) => clusterUrl(cluster, database),
    cluster,
    isRunning: () => findRunning(folder) !== undefined,
    revive,
    announce: (address) => write({ ...me, address }),
    release: () => (released ??= leave()),
  }
}

/** @throws Refusal naming the server that runs on this data folder, if one does */
export function refuseSecond(data: string): void {
  const server = findServer(data)
  if (!server) return
  const where = server.address ? `at ${server.address}` : `as process ${server.pid}`
  throw new Refusal(`Corridor runs already on ${data}, ${where}. Stop that one first, or give this one a data folder of its own with --data or CORRIDOR_DATA.`)
}

