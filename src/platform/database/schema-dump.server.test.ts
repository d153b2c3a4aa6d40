import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '#platform/root.ts'
import { useTestDatabase } from '../../../tests/support/database.ts'
import { dumpSchema } from './schema-dump.server.ts'

const database = await useTestDatabase()

test('db/schema.sql is what the migrations make (else run: sh bin/node scripts/write-generated.ts)', async () => {
  const client = await database.owner.connect()
  try {
    expect(await dumpSchema(client)).toBe(readFileSync(join(projectRoot, 'db/schema.sql'), 'utf8'))
  } finally {
    client.release(true)
  }
})
