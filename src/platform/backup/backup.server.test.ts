import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { appUrlOf } from '#platform/database/prepare.server.ts'
import { listTables } from '#platform/database/tables.server.ts'
import { migrationsFolder, readMigrations } from '#platform/database/migrate.server.ts'
import { emptyDatabase, TEST_SECRET, testDatabase, type TestDatabase } from '../../../tests/support/database.ts'
import { makeBackup } from './backup.server.ts'
import { restoreBackup, type RestoreOptions } from './restore.server.ts'

let from: TestDatabase
let into: Awaited<ReturnType<typeof emptyDatabase>>
let folder: string
let file: string

beforeEach(async () => {
  from = await testDatabase()
  into = await emptyDatabase()
  folder = mkdtempSync(join(tmpdir(), 'corridor-backup-'))
  file = join(folder, 'office.backup')
  await fill(from.owner)
})
afterEach(async () => {
  await Promise.all([from.close(), into.drop()])
  rmSync(folder, { recursive: true, force: true })
})

const office = '0190a8e0-0000-7000-8000-000000000001'

/** An office with a job in waiting and text that has every sign COPY escapes. */
async function fill(owner: pg.Pool): Promise<void> {
  await owner.query("insert into corridor.offices (id, slug, name, home_country) values ($1, 'terjola', $2, 'GE')", [office, 'თერჯოლა\t"a\\b"\n\\.\n{x,NULL}\\N'])
  await owner.query("select jobs.create_queue('test.waiting', '{\"policy\":\"standard\"}'::jsonb)")
  await owner.query("insert into jobs.job (name, data) values ('test.waiting', '{\"number\":7}')")
}

const back = (): Promise<unknown> => makeBackup({ url: from.ownerUrl, file, secret: TEST_SECRET, secretIsKept: true })
const options = (more: Partial<RestoreOptions> = {}): RestoreOptions => ({ url: into.url, file, secret: TEST_SECRET, secretFile: join(folder, 'secret'), replace: false, ...more })

/** Every row of every table, as text. */
async function contents(url: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const found: Record<string, string[]> = {}
    for (const { name, kind } of await listTables(client)) {
      if (kind !== 'table' || name === 'corridor.migrations') continue
      const { rows } = await client.query<{ text: string }>(`select t::text as text from ${name} t order by 1`)
      found[name] = rows.map(({ text }) => text)
    }
    return found
  } finally {
    await client.end()
  }
}

async function ask(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: into.url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

const isEmpty = async (): Promise<boolean> => (await ask("select from pg_namespace where nspname = 'corridor'")).length === 0

test('a restore into a database in use is refused, and takes place when it is asked to replace', async () => {
  await back()
  await restoreBackup(options())
  await ask("update corridor.offices set name = 'changed since'")
  await expect(restoreBackup(options())).rejects.toThrow(/in use.*--replace/)
  expect(await ask('select name from corridor.offices')).toEqual([{ name: 'changed since' }])
  await restoreBackup(options({ replace: true }))
  expect(await contents(into.url)).toEqual(await contents(from.ownerUrl))
})

test('half a backup is refused, wherever it was cut, and nothing is changed', async () => {
  await back()
  const text = gunzipSync(readFileSync(file))
  const lines = text.toString('utf8').split('\n')
  const cuts = [text.subarray(0, 40), text.subarray(0, Math.floor(text.length / 2)), Buffer.from(`${lines.slice(0, -2).join('\n')}\n`), Buffer.from(text.toString('utf8').replace('terjola', 'terjolo'))]
  for (const cut of cuts) {
    writeFileSync(file, gzipSync(cut))
    await expect(restoreBackup(options())).rejects.toThrow(/no complete backup.*cut short or changed/)
  }
  await back().catch(() => undefined)
  rmSync(file)
  await back()
  writeFileSync(file, readFileSync(file).subarray(0, -100))
  await expect(restoreBackup(options())).rejects.toThrow(/no complete backup/)
  expect(await isEmpty()).toBe(true)
})

test('a file that is no backup, and none at all, are refused with a sentence', async () => {
  writeFileSync(file, 'name;phone\n')
  await expect(restoreBackup(options())).rejects.toThrow(/no complete backup of Corridor/)
  await expect(restoreBackup(options({ file: join(folder, 'nothing') }))).rejects.toThrow(/There is no file/)
})

test('a backup of a newer Corridor is refused, naming what is missing', async () => {
  await back()
  const older = join(folder, 'older')
  mkdirSync(older)
  const names = readMigrations(migrationsFolder).map(({ name }) => name)
  for (const name of names.slice(0, -1)) copyFileSync(join(migrationsFolder, name), join(older, name))
  await expect(restoreBackup(options({ migrations: older }))).rejects.toThrow(new RegExp(`${names.at(-1)?.replaceAll('.', '\\.') ?? ''}, which this version does not have`))
})

test('an existing file is not written over, and a missing folder is named', async () => {
  writeFileSync(file, 'precious')
  await expect(back()).rejects.toThrow(/exists already/)
  expect(readFileSync(file, 'utf8')).toBe('precious')
  await expect(makeBackup({ url: from.ownerUrl, file: join(folder, 'no/where'), secret: TEST_SECRET, secretIsKept: true })).rejects.toThrow(/There is no folder/)
})

test('whoever is bound by row-level security cannot make a backup that would lack rows', async () => {
  await expect(makeBackup({ url: from.appUrl, file, secret: TEST_SECRET, secretIsKept: true })).rejects.toThrow(/row-level security does not bind.*bypassrls/)
})

test('what is restored is what was backed up: all rows, the jobs, the guards of the tables', async () => {
  await back()
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const result = await restoreBackup(options())
  expect(result).toMatchObject({ secretHolds: true, migrated: [] })
  expect(await contents(into.url)).toEqual(await contents(from.ownerUrl))
  expect(await ask("select count(*)::int as jobs from jobs.job where name = 'test.waiting' and state = 'created'")).toEqual([{ jobs: 1 }])
  const guards = `select (select count(*)::int from pg_constraint where contype = 'f' and connamespace = 'corridor'::regnamespace) as keys,
    (select count(*)::int from pg_trigger where not tgisinternal and tgenabled = 'O') as triggers, (select count(*)::int from pg_class where relforcerowsecurity) as forced`
  expect(await ask(guards)).toEqual((await from.owner.query<Record<string, unknown>>(guards)).rows)
})

test('more rows than fit into any buffer come back as they were, and nothing is said on the way', async () => {
  const warnings: string[] = []
  const onWarning = ({ message }: Error): void => void warnings.push(message)
  process.on('warning', onWarning)
  await from.owner.query("insert into jobs.job (name, data) select 'test.waiting', jsonb_build_object('number', n, 'text', repeat(md5(n::text), n % 97)) from generate_series(1, 6000) n")
  await back()
  await restoreBackup(options())
  process.off('warning', onWarning)
  expect(await contents(into.url)).toEqual(await contents(from.ownerUrl))
  expect(warnings).toEqual([])
})

test('migrations newer than the backup run after its rows are there', async () => {
  await back()
  const newer = join(folder, 'newer')
  cpSync(migrationsFolder, newer, { recursive: true })
  writeFileSync(join(newer, '9999-newer.sql'), "alter table corridor.offices add column motto text; update corridor.offices set motto = 'hello ' || slug")
  expect((await restoreBackup(options({ migrations: newer }))).migrated).toEqual(['9999-newer.sql'])
  expect(await ask('select motto from corridor.offices')).toEqual([{ motto: 'hello terjola' }])
})

test('the secret comes with the backup, unless the operator gives another, which is told', async () => {
  await back()
  const other = 'another secret of another machine, long enough'
  // The role's password belongs to the whole cluster, which other tests use at the same time: it stays as it is.
  const appUrl = appUrlOf(into.url, TEST_SECRET)
  expect(await restoreBackup(options({ secret: other, secretFile: undefined, appUrl }))).toMatchObject({ secretHolds: false })
  expect(await restoreBackup(options({ secret: other, replace: true, appUrl }))).toMatchObject({ secretHolds: true })
  expect(readFileSync(join(folder, 'secret'), 'utf8').trim()).toBe(TEST_SECRET)
})
