// Real PostgreSQL for tests: one cluster for the run, one template that all migrations have run on, one clone for each
// test file. Usage:
//
//   const database = await testDatabase()
//   afterAll(() => database.close())
//
// or `useTestDatabase()`, which does both. `owner` sees everything and is for arranging and for looking past the wall;
// `app` is what the application has.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { clusterUrl, ensureCluster } from '#platform/database/cluster.server.ts'
import { migrate } from '#platform/database/migrate.server.ts'
import { appUrlOf, prepareDatabase } from '#platform/database/prepare.server.ts'
import { createWithin, type Within } from '#platform/database/within.server.ts'
import { holdLock } from '#platform/files/lock.mjs'

export const TEST_SECRET = 'a secret for tests, 32 characters or more'
const TEMPLATE = 'corridor_template'
const CONNECTIONS = 6

export interface TestDatabase {
  readonly name: string
  /** As the owner of all tables, past the wall. */
  readonly owner: pg.Pool
  readonly ownerUrl: string
  /** As the application: a role that owns nothing. */
  readonly app: pg.Pool
  readonly appUrl: string
  /** Transactions of the application, each with its office and actor. */
  readonly within: Within
  close(): Promise<void>
}

interface RunCluster {
  readonly port: number
  readonly password: string
}

/** The cluster of this run with its template, started by whoever asks first. */
async function runCluster(): Promise<RunCluster> {
  const folder = inject('runFolder')
  const file = join(folder, 'cluster.json')
  const release = await holdLock(join(folder, 'lock'))
  try {
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as RunCluster
    const cluster = await ensureCluster({ folder: join(folder, 'postgres'), passwordFile: join(folder, 'password'), logFile: join(folder, 'postgres.log'), volatile: true })
    const { port, password } = cluster
    await asSuperuser({ port, password }, `create database ${TEMPLATE}`)
    const url = clusterUrl(cluster, TEMPLATE)
    await prepareDatabase({ url, secret: TEST_SECRET })
    await migrate(url)
    await asSuperuser({ port, password }, `alter database ${TEMPLATE} with is_template true allow_connections false`)
    writeFileSync(file, JSON.stringify({ port, password }))
    return { port, password }
  } finally {
    release()
  }
}

async function asSuperuser(cluster: RunCluster, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl(cluster, 'postgres') })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** A new database without anything in it, and how to drop it: for tests of preparing, migrating and restoring. */
export async function emptyDatabase(): Promise<{ name: string; url: string; drop(): Promise<void> }> {
  return newDatabase('')
}

async function newDatabase(from: string): Promise<{ name: string; url: string; drop(): Promise<void> }> {
  const cluster = await runCluster()
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`
  await asSuperuser(cluster, `create database ${name} ${from}`)
  return { name, url: clusterUrl(cluster, name), drop: () => asSuperuser(cluster, `drop database if exists ${name} with (force)`) }
}

/** A database of its own with all migrations, for this file; to be closed after its tests. */
export async function testDatabase(): Promise<TestDatabase> {
  const { name, url, drop } = await newDatabase(`template ${TEMPLATE} strategy file_copy`)
  const appUrl = appUrlOf(url, TEST_SECRET)
  const owner = poolOf(url)
  const app = poolOf(appUrl)
  return {
    name,
    owner,
    ownerUrl: url,
    app,
    appUrl,
    within: createWithin(app),
    close: async () => {
      await Promise.all([owner.end(), app.end()])
      await drop()
    },
  }
}

function poolOf(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: CONNECTIONS, idleTimeoutMillis: 0 })
  // A connection that a test ends on purpose must not end the worker.
  pool.on('error', () => undefined)
  return pool
}

/** A test database that is closed after the tests of the file. */
export async function useTestDatabase(): Promise<TestDatabase> {
  const database = await testDatabase()
  afterAll(() => database.close())
  return database
}

/** Runs a test inside a transaction that is rolled back whatever happens. */
export async function rolledBack<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    return await work(client)
  } finally {
    await client.query('rollback').catch(() => undefined)
    client.release()
  }
}
