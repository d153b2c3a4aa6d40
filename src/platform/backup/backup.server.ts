// A backup of everything in one file, from one snapshot, while the server goes on: tables of all offices, accounts, jobs in
// waiting. It holds personal data and keys, so only its owner may read it.
import { createHash, createHmac } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { createGzip, type Gzip } from 'node:zlib'
import type pg from 'pg'
import manifestOfPackage from '../../../package.json' with { type: 'json' }
import { copyOut } from '#platform/database/copy.server.ts'
import { connectOwner } from '#platform/database/prepare.server.ts'
import { listSequences, listTables } from '#platform/database/tables.server.ts'
import { Refusal } from '#platform/problems/refusal.ts'
import { END_OF_ROWS, FORMAT, type Manifest, type TableLine, type Trailer } from './format.ts'

/** Settings under which COPY writes and reads the same text everywhere. */
export const PLAIN_TEXT = `set local datestyle to 'ISO, YMD'; set local intervalstyle to 'postgres'; set local timezone to 'UTC'; set local extra_float_digits to 1; set local bytea_output to 'hex'; set local statement_timeout to 0; set local lock_timeout to 0; set local search_path to pg_catalog`

export interface BackupOptions {
  /** The owner's address. */
  readonly url: string
  readonly file: string
  readonly secret: string
  /** Whether the secret lies in the data folder and so belongs into the backup. */
  readonly secretIsKept: boolean
  readonly signal?: AbortSignal
  readonly progress?: (line: string) => void
}

export interface BackupResult {
  readonly file: string
  readonly bytes: number
  readonly tables: number
  readonly rows: number
  readonly madeAt: string
}

export function secretFingerprint(secret: string): string {
  return createHmac('sha256', secret).update('corridor backup').digest('hex').slice(0, 16)
}

/** Writes lines into a compressed file and hashes them on the way. */
class Writer {
  readonly #gzip: Gzip
  readonly #hash = createHash('sha256')
  /** Rows come several at once: all of them wait for the same room. */
  #room: Promise<unknown> | undefined
  constructor(gzip: Gzip) {
    this.#gzip = gzip
  }
  async write(part: Buffer | string): Promise<void> {
    this.#hash.update(part)
    if (!this.#gzip.write(part)) await (this.#room ??= once(this.#gzip, 'drain').finally(() => (this.#room = undefined)))
  }
  line(value: unknown): Promise<void> {
    return this.write(`${JSON.stringify(value)}\n`)
  }
  digest(): string {
    return this.#hash.copy().digest('hex')
  }
}

/** Row-level security would leave rows out without a word: whoever makes a backup has to stand above it. */
export async function requireAboveTheWall(client: pg.ClientBase, what: string): Promise<void> {
  const { rows } = await client.query<{ above: boolean; name: string }>('select rolsuper or rolbypassrls as above, rolname as name from pg_roles where rolname = current_user')
  const role = rows[0]
  if (!role?.above) throw new Refusal(`${what} needs a user of the database whom row-level security does not bind. Let an administrator run: alter role ${role?.name ?? 'NAME'} bypassrls; or use the tools of your PostgreSQL instead.`)
}

async function readManifest(client: pg.ClientBase, options: BackupOptions): Promise<Manifest> {
  const { rows: there } = await client.query<{ there: boolean }>("select to_regclass('corridor.migrations') is not null as there")
  if (!there[0]?.there) throw new Refusal('There is nothing to back up: this database has never been used by Corridor.')
  const { rows: migrations } = await client.query<{ name: string; sha256: string }>('select name, sha256 from corridor.migrations order by name collate "C"')
  const { rows: server } = await client.query<{ version: string; at: string }>("select current_setting('server_version') as version, to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') as at")
  return {
    corridorBackup: FORMAT,
    madeAt: server[0]?.at ?? '',
    corridor: manifestOfPackage.version,
    postgres: server[0]?.version ?? '',
    migrations,
    secretFingerprint: secretFingerprint(options.secret),
    secret: options.secretIsKept ? options.secret : null,
    sequences: await listSequences(client),
  }
}

/** Writes all of one snapshot; returns what it wrote. */
async function writeAll(client: pg.Client, writer: Writer, options: BackupOptions): Promise<{ rows: Record<string, number>; madeAt: string }> {
  await client.query(`begin isolation level repeatable read read only; ${PLAIN_TEXT}`)
  await requireAboveTheWall(client, 'A backup')
  const manifest = await readManifest(client, options)
  await writer.line(manifest)
  const rows: Record<string, number> = {}
  for (const { name, columns } of (await listTables(client)).filter(({ kind }) => kind === 'table')) {
    if (name === 'corridor.migrations') continue
    options.signal?.throwIfAborted()
    await writer.line({ table: name, columns: [...columns] } satisfies TableLine)
    const count = await copyOut(client, `copy ${name} (${columns.join(', ')}) to stdout`, (chunk) => writer.write(chunk))
    await writer.write(`${END_OF_ROWS}\n`)
    rows[name] = count
    if (count > 0) options.progress?.(`${name}: ${count} rows`)
  }
  await client.query('commit')
  await writer.line({ rows, sha256: writer.digest() } satisfies Trailer)
  return { rows, madeAt: manifest.madeAt }
}

/**
 * Makes a backup. The file appears under its name only when it is complete and on the disk.
 * @throws Refusal with a sentence; then no file of that name was made or changed
 */
export async function makeBackup(options: BackupOptions): Promise<BackupResult> {
  const file = resolve(options.file)
  const part = `${file}.part`
  await refuseBadTarget(file)
  const output = createWriteStream(part, { mode: 0o600, flags: 'w' })
  const gzip = createGzip({ level: 5 })
  const written = finished(gzip.pipe(output))
  written.catch(() => undefined)
  try {
    await once(output, 'open').catch((error: Error) => {
      throw new Refusal(`The backup cannot be written to ${file} (${error.message}).`)
    })
    const client = await connectOwner(options.url)
    const { rows, madeAt } = await Promise.race([writeAll(client, new Writer(gzip), options), written.then(() => Promise.reject(new Error('the file was closed early')))]).finally(() => client.end())
    gzip.end()
    await written
    await flush(part)
    await rename(part, file)
    await flush(dirname(file))
    const { size } = await stat(file)
    return { file, bytes: size, tables: Object.keys(rows).length, rows: Object.values(rows).reduce((sum, count) => sum + count, 0), madeAt }
  } catch (error) {
    gzip.destroy()
    output.destroy()
    await rm(part, { force: true })
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw new Refusal(`The disk of ${dirname(file)} is full: the backup was not made.`)
    throw error
  }
}

async function refuseBadTarget(file: string): Promise<void> {
  const folder = await stat(dirname(file)).catch(() => undefined)
  if (!folder?.isDirectory()) throw new Refusal(`There is no folder ${dirname(file)} for the backup.`)
  const present = await stat(file).catch(() => undefined)
  if (present) throw new Refusal(`${file} exists already: give the backup another name.`)
}

/** Waits until the file or folder is on the disk. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
