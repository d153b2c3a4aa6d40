// Runs db/migrations/*.sql, plain SQL, forward only, each file once, in the order of their names and each in a
// transaction of its own. What has run is recorded with the hash of its text: an old file that was changed or removed is
// refused, for nobody could say any more what the database holds.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { Refusal } from '#platform/problems/refusal.ts'
import { projectRoot } from '#platform/root.ts'
import { connectOwner, PREPARE_LOCK } from './prepare.server.ts'

export const migrationsFolder: string = join(projectRoot, 'db', 'migrations')

export interface Migration {
  readonly name: string
  readonly sql: string
  /** SHA-256 of the text, lower case hexadecimal. */
  readonly sha256: string
}

/** The migrations of a folder in their order. */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql')).sort()
  return names.map((name) => {
    const sql = readFileSync(join(folder, name), 'utf8')
    return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
  })
}

/**
 * Brings the database up to the newest migration, as its owner.
 * @param url the owner's address
 * @returns the names of those that ran now
 * @throws Refusal where a recorded migration is changed or missing, or one fails, naming it
 */
export async function migrate(url: string, folder: string = migrationsFolder): Promise<string[]> {
  const migrations = readMigrations(folder)
  const client = await connectOwner(url)
  try {
    // Names in migrations are written out; a search path of the user or the database must not reach into them.
    await client.query('set search_path to public')
    await client.query('select pg_advisory_lock(hashtext($1))', [PREPARE_LOCK])
    const done = await readRecord(client)
    refuseChanged(migrations, done)
    const ran: string[] = []
    for (const migration of migrations) {
      if (done.has(migration.name)) continue
      await runOne(client, migration)
      ran.push(migration.name)
    }
    return ran
  } finally {
    await client.end()
  }
}

/** What has not run yet, and whether the record can be trusted; changes nothing. */
export async function pendingMigrations(client: pg.ClientBase, folder: string = migrationsFolder): Promise<string[]> {
  const migrations = readMigrations(folder)
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('corridor.migrations') is not null as there")
  if (!rows[0]?.there) return migrations.map(({ name }) => name)
  const done = await recorded(client)
  refuseChanged(migrations, done)
  return migrations.filter(({ name }) => !done.has(name)).map(({ name }) => name)
}

async function recorded(client: pg.ClientBase): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from corridor.migrations')
  return new Map(rows.map((row) => [row.name, row.sha256]))
}

async function readRecord(client: pg.ClientBase): Promise<Map<string, string>> {
  await client.query(`create schema if not exists corridor;
    create table if not exists corridor.migrations (
      name text primary key,
      sha256 text not null,
      ran_at timestamptz not null default now()
    )`)
  return recorded(client)
}

function refuseChanged(migrations: readonly Migration[], done: ReadonlyMap<string, string>): void {
  const present = new Map(migrations.map((migration) => [migration.name, migration.sha256]))
  for (const [name, sha256] of done) {
    const now = present.get(name)
    if (now === undefined) throw new Refusal(`The database was migrated by ${name}, which this version of Corridor does not have: it is older than the database. Use the newer version, or restore a backup of this one.`)
    if (now !== sha256) throw new Refusal(`The migration ${name} has run on this database and was changed afterwards. Bring the file back as it was and write what changes as a new migration.`)
  }
}

async function runOne(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin')
    await apply(client, migration)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

async function apply(client: pg.ClientBase, migration: Migration): Promise<void> {
  try {
    await client.query(migration.sql)
    await client.query('insert into corridor.migrations (name, sha256) values ($1, $2)', [migration.name, migration.sha256])
  } catch (error) {
    throw new Refusal(`The migration ${migration.name} failed and was undone: ${(error as Error).message}${lineOf(migration.sql, (error as { position?: string }).position)}`)
  }
}

/**
 * Runs those of the migrations that the filter takes and that have not run, in the transaction of the caller: a restore is
 * one transaction as a whole.
 */
export async function migrateInside(client: pg.ClientBase, wanted: (name: string) => boolean, folder: string = migrationsFolder): Promise<void> {
  const done = await readRecord(client)
  for (const migration of readMigrations(folder)) if (wanted(migration.name) && !done.has(migration.name)) await apply(client, migration)
}

function lineOf(sql: string, position: string | undefined): string {
  if (!position) return ''
  return ` (line ${sql.slice(0, Number(position)).split('\n').length})`
}
