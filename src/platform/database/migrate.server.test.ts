import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { emptyDatabase } from '../../../tests/support/database.ts'
import { migrate, pendingMigrations } from './migrate.server.ts'

let database: Awaited<ReturnType<typeof emptyDatabase>>
let folder: string

beforeEach(async () => {
  database = await emptyDatabase()
  folder = mkdtempSync(join(tmpdir(), 'corridor-migrations-'))
})
afterEach(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

const write = (name: string, sql: string): void => writeFileSync(join(folder, name), sql)

async function ask<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

test('a migration that was changed after it ran is refused', async () => {
  write('0001-first.sql', 'create table public.first (id int)')
  await migrate(database.url, folder)
  write('0001-first.sql', 'create table public.first (id bigint)')
  await expect(migrate(database.url, folder)).rejects.toThrow(/0001-first.sql has run on this database and was changed/)
})

test('a migration that ran and is missing now is refused: the program is older than the database', async () => {
  write('0001-first.sql', 'select 1')
  write('0002-second.sql', 'select 1')
  await migrate(database.url, folder)
  rmSync(join(folder, '0002-second.sql'))
  await expect(migrate(database.url, folder)).rejects.toThrow(/0002-second.sql.*older than the database/)
})

test('a migration that fails is undone as a whole, named with its line, and the ones before it stay', async () => {
  write('0001-first.sql', 'create table public.first (id int)')
  write('0002-second.sql', 'create table public.second (id int);\nselect nonsense from nowhere')
  await expect(migrate(database.url, folder)).rejects.toThrow(/0002-second.sql failed and was undone: .*nowhere.*\(line 2\)/)
  expect(await ask("select to_regclass('public.first') is not null as first, to_regclass('public.second') is not null as second")).toEqual([{ first: true, second: false }])
  expect(await ask('select name from corridor.migrations')).toEqual([{ name: '0001-first.sql' }])
})

test('migrations run once, in the order of their names, and say which ran now', async () => {
  write('0002-second.sql', 'alter table public.first add column name text')
  write('0001-first.sql', 'create table public.first (id int)')
  expect(await migrate(database.url, folder)).toEqual(['0001-first.sql', '0002-second.sql'])
  write('0003-third.sql', 'drop table public.first')
  expect(await migrate(database.url, folder)).toEqual(['0003-third.sql'])
  expect(await migrate(database.url, folder)).toEqual([])
})

test('two that migrate at once wait for each other, and each migration runs once', async () => {
  write('0001-first.sql', 'create table public.first (id int)')
  const ran = await Promise.all([migrate(database.url, folder), migrate(database.url, folder), migrate(database.url, folder)])
  expect(ran.flat()).toEqual(['0001-first.sql'])
})

test('what is pending is said without changing anything', async () => {
  write('0001-first.sql', 'select 1')
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    expect(await pendingMigrations(client, folder)).toEqual(['0001-first.sql'])
    await migrate(database.url, folder)
    expect(await pendingMigrations(client, folder)).toEqual([])
  } finally {
    await client.end()
  }
})
