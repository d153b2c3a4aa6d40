// Restores a backup into a database, in one transaction: it is the backup afterwards or what it was before. The tables are
// made by the migrations that had run when the backup was made; those that are newer run after the rows are there, as they
// would have on the old database.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { z } from 'zod'
import { copyIn } from '#platform/database/copy.server.ts'
import { migrateInside, migrationsFolder, readMigrations } from '#platform/database/migrate.server.ts'
import { connectOwner, PREPARE_LOCK, prepareDatabase } from '#platform/database/prepare.server.ts'
import { listTables, SCHEMAS } from '#platform/database/tables.server.ts'
import { Refusal } from '#platform/problems/refusal.ts'
import { PLAIN_TEXT, requireAboveTheWall, secretFingerprint } from './backup.server.ts'
import { manifestSchema, tableLineSchema, trailerSchema, type Manifest, type Trailer } from './format.ts'
import { BackupReader } from './reader.server.ts'

export interface RestoreOptions {
  readonly url: string
  readonly appUrl?: string | undefined
  readonly file: string
  /** The secret in force. */
  readonly secret: string
  /** Where a kept secret lies; undefined where the operator gives it. */
  readonly secretFile: string | undefined
  /** Restore over what is there. */
  readonly replace: boolean
  readonly migrations?: string
  readonly signal?: AbortSignal
  readonly progress?: (line: string) => void
}

export interface RestoreResult {
  readonly madeAt: string
  readonly tables: number
  readonly rows: number
  /** Migrations newer than the backup, that ran after it. */
  readonly migrated: readonly string[]
  /** Whether keys made with the old secret (second factors, links sent) go on working. */
  readonly secretHolds: boolean
}

function read<T>(schema: z.ZodType<T>, text: string | undefined): T | undefined {
  if (text === undefined) return undefined
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

async function refuseUsed(client: pg.ClientBase): Promise<void> {
  for (const table of ['corridor.offices', 'auth."user"']) {
    const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [table])
    if (!rows[0]?.there) continue
    const used = await client.query(`select from ${table} limit 1`)
    if (used.rows.length > 0) throw new Refusal('This database is in use: it holds offices or accounts. Restore into an empty one (another --data folder or DATABASE_URL), or say --replace to put the backup in its place.')
  }
}

async function refuseConnected(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ count: number }>("select count(*)::int as count from pg_stat_activity where datname = current_database() and application_name = 'corridor' and pid <> pg_backend_pid()")
  if (rows[0]?.count) throw new Refusal('Corridor is using this database. Stop it, restore, and start it again.')
}

function refuseNewer(manifest: Manifest, folder: string): void {
  const known = new Map(readMigrations(folder).map(({ name, sha256 }) => [name, sha256]))
  const strange = manifest.migrations.find(({ name, sha256 }) => known.get(name) !== sha256)
  if (strange) throw new Refusal(`The backup was made by Corridor ${manifest.corridor}, with the migration ${strange.name}, which this version does not have in that form. Restore it with that version or a newer one.`)
}

interface Constraint {
  table: string
  name: string
  definition: string
}

/**
 * Takes away what stands between the rows and their tables: foreign keys (tables come in the order of their names) and
 * triggers (the history is among the rows already). Both are put back as they were, and the keys are checked then.
 */
async function lowerGuards(client: pg.ClientBase, tables: readonly { name: string; forced: boolean }[]): Promise<() => Promise<void>> {
  const { rows: keys } = await client.query<Constraint>(
    `select format('%I.%I', n.nspname, c.relname) as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
       from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where k.contype = 'f' and k.conparentid = 0 and n.nspname = any($1)`,
    [[...SCHEMAS]],
  )
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`)
  const forced = tables.filter((table) => table.forced)
  for (const { name } of tables) await client.query(`alter table ${name} disable trigger user`)
  for (const { name } of forced) await client.query(`alter table ${name} no force row level security`)
  return async () => {
    for (const { name } of forced) await client.query(`alter table ${name} force row level security`)
    for (const { name } of tables) await client.query(`alter table ${name} enable trigger user`)
    for (const { table, name, definition } of keys) await client.query(`alter table ${table} add constraint ${name} ${definition}`)
  }
}

async function loadRows(client: pg.ClientBase, reader: BackupReader, manifest: Manifest, options: RestoreOptions): Promise<Record<string, number>> {
  const tables = (await listTables(client)).filter(({ name }) => name !== 'corridor.migrations')
  const known = new Set(tables.map(({ name }) => name))
  const raiseGuards = await lowerGuards(client, tables)
  await client.query(`truncate ${tables.map(({ name }) => name).join(', ')}`)
  const rows: Record<string, number> = {}
  for (;;) {
    options.signal?.throwIfAborted()
    const line = await reader.line()
    if (!line) throw reader.broken()
    const header = read(tableLineSchema, line.text)
    if (!header) {
      verify(reader, read(trailerSchema, line.text), rows)
      break
    }
    line.count()
    if (!known.has(header.table)) throw reader.broken()
    rows[header.table] = await copyIn(client, `copy ${header.table} (${header.columns.join(', ')}) from stdin`, reader.rows())
    if (rows[header.table]) options.progress?.(`${header.table}: ${rows[header.table]} rows`)
  }
  for (const { name, last } of manifest.sequences) if (last !== null) await client.query('select setval($1::regclass, $2::bigint)', [name, last])
  await raiseGuards()
  return rows
}

function verify(reader: BackupReader, trailer: Trailer | undefined, rows: Record<string, number>): void {
  const complete = trailer && trailer.sha256 === reader.digest() && JSON.stringify(Object.entries(trailer.rows).sort()) === JSON.stringify(Object.entries(rows).sort())
  if (!complete) throw reader.broken()
}

async function restoreInside(client: pg.Client, reader: BackupReader, manifest: Manifest, options: RestoreOptions, folder: string): Promise<{ rows: Record<string, number>; migrated: string[] }> {
  await client.query(`begin; ${PLAIN_TEXT}`)
  await client.query('select pg_advisory_xact_lock(hashtext($1))', [PREPARE_LOCK])
  await requireAboveTheWall(client, 'Restoring')
  await refuseConnected(client)
  if (!options.replace) await refuseUsed(client)
  await client.query(`drop schema if exists ${SCHEMAS.join(', ')} cascade`)
  await client.query('set local search_path to public')
  const had = new Set(manifest.migrations.map(({ name }) => name))
  await migrateInside(client, (name) => had.has(name), folder)
  await client.query('set local search_path to pg_catalog')
  const rows = await loadRows(client, reader, manifest, options)
  await client.query('set local search_path to public')
  const newer = readMigrations(folder).map(({ name }) => name).filter((name) => !had.has(name))
  await migrateInside(client, () => true, folder)
  await client.query('commit')
  return { rows, migrated: newer }
}

/**
 * Restores a backup.
 * @throws Refusal with a sentence: no backup, half a backup, a newer one, a database in use; then nothing was changed
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreResult> {
  const folder = options.migrations ?? migrationsFolder
  const reader = new BackupReader(options.file)
  const first = await reader.line()
  const manifest = read(manifestSchema, first?.text)
  if (!first || !manifest) throw reader.broken()
  first.count()
  refuseNewer(manifest, folder)
  await prepareDatabase({ url: options.url, secret: options.secret, appUrl: options.appUrl })
  const client = await connectOwner(options.url)
  try {
    const { rows, migrated } = await restoreInside(client, reader, manifest, options, folder)
    const secretHolds = keepSecret(manifest, options)
    await client.query('analyze').catch(() => undefined)
    return { madeAt: manifest.madeAt, tables: Object.keys(rows).length, rows: Object.values(rows).reduce((sum, count) => sum + count, 0), migrated, secretHolds }
  } catch (error) {
    // PostgreSQL found what the frame did not: a row of the wrong shape, a key that leads nowhere.
    if (error instanceof pg.DatabaseError && /^(?:22|23)/.test(error.code ?? '')) throw reader.broken()
    throw error
  } finally {
    await client.end()
  }
}

/** Puts back the secret that came with the backup, unless the operator gives one. */
function keepSecret(manifest: Manifest, options: RestoreOptions): boolean {
  if (manifest.secretFingerprint === secretFingerprint(options.secret)) return true
  if (!options.secretFile || manifest.secret === null) return false
  writeFileSync(options.secretFile, `${manifest.secret}\n`, { mode: 0o600 })
  return true
}

/** Where the kept secret lies, if this configuration keeps one. */
export function keptSecretFile(data: string, environment: Readonly<Record<string, string | undefined>>): string | undefined {
  return environment.CORRIDOR_SECRET?.trim() ? undefined : join(data, 'secret')
}
