import { getMigrations } from 'better-auth/db/migration'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { TEST_SECRET, useTestDatabase } from '../../../tests/support/database.ts'
import { authOptions } from './auth.server.ts'

const database = await useTestDatabase()

test('the migrations hold what better-auth would make today', async () => {
  // With a schema of its own it does not see what is there; on a connection that looks there first it does.
  const pool = new pg.Pool({ connectionString: database.ownerUrl, options: '-c search_path=auth' })
  try {
    const db = new Kysely({ dialect: new PostgresDialect({ pool }) })
    const { compileMigrations } = await getMigrations({ ...authOptions({ pool, secret: TEST_SECRET, url: 'http://127.0.0.1:3000' }), database: { db, type: 'postgres' } })
    expect((await compileMigrations()).trim()).toBe(';')
  } finally {
    await pool.end()
  }
})

test('every table of accounts says why no wall stands around it, and belongs to the owner', async () => {
  const { rows } = await database.owner.query<{ relname: string; reason: string | null; owner: string }>(
    `select relname, obj_description(oid, 'pg_class') as reason, pg_get_userbyid(relowner) as owner from pg_class where relnamespace = 'auth'::regnamespace and relkind = 'r'`,
  )
  expect(rows.length).toBeGreaterThanOrEqual(9)
  for (const row of rows) expect(row.reason, row.relname).toMatch(/^no wall: /)
  for (const row of rows) expect(row.owner, row.relname).not.toMatch(/^corridor_(app|definer)$/)
})
