/** A PostgreSQL of its own for a bench, as an office runs it (fsync on, small memory), with one office in it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { sql } from 'kysely'
import { clusterUrl, ensureCluster, killCluster, stopCluster } from '#platform/database/cluster.server.ts'
import { migrate } from '#platform/database/migrate.server.ts'
import { appUrlOf, prepareDatabase } from '#platform/database/prepare.server.ts'
import { createWithin, type Within } from '#platform/database/within.server.ts'
import { newId } from '#platform/ids/uuid.ts'

const SECRET = 'a secret for benches, 32 characters or more'

export interface BenchOffice { within: Within; owner: pg.Pool; app: pg.Pool; office: string; slug: string; close(): Promise<void> }

/** What a bench leaves behind when it is ended early (Ctrl-C, `timeout`): nothing; its folders and its PostgreSQL go with it. */
export function removeWhenEnded(folder: string): () => void {
  let left = false
  const leave = (): void => {
    if (left) return
    left = true
    killCluster(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
  const interrupted = (signal: NodeJS.Signals): void => {
    leave()
    process.exit(signal === 'SIGINT' ? 130 : 143)
  }
  process.once('exit', leave)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupted)
  return () => {
    left = true
    process.off('exit', leave)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupted)
  }
}

export async function temporaryOffice(): Promise<BenchOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'corridor-bench-'))
  const settled = removeWhenEnded(folder)
  const cluster = await ensureCluster({ folder: join(folder, 'postgres'), passwordFile: join(folder, 'password'), logFile: join(folder, 'postgres.log') })
  const owner = new pg.Pool({ connectionString: clusterUrl(cluster, 'postgres'), max: 2 })
  await owner.query('create database bench')
  const url = clusterUrl(cluster, 'bench')
  await prepareDatabase({ url, secret: SECRET })
  await migrate(url)
  const app = new pg.Pool({ connectionString: appUrlOf(url, SECRET), max: 8 })
  const within = createWithin(app)
  const office = newId()
  await within({ office, actor: { kind: 'system', name: 'bench' } }, (tx) => sql`select corridor.create_office(${office}::uuid, 'bench', 'Bench', 'GE', '{en}', 'en', 'UTC', null, false)`.execute(tx))
  const inside = new pg.Pool({ connectionString: url, max: 2 })
  return {
    within, owner: inside, app, office, slug: 'bench',
    close: async () => {
      await Promise.all([owner.end(), inside.end(), app.end()])
      await stopCluster(join(folder, 'postgres'))
      rmSync(folder, { recursive: true, force: true })
      settled()
    },
  }
}

/** The value below which `share` of the numbers lie. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
