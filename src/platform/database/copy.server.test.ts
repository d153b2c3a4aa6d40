import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../tests/support/database.ts'
import { copyOut } from './copy.server.ts'

const database = await useTestDatabase()

test('rows that whoever takes them keeps for later are still what they were when the last has come', async () => {
  const client = await database.owner.connect()
  const kept: Buffer[] = []
  const rows = 20_000
  const text = (n: number): string => `${n} ${String(n % 10).repeat(n % 301)}\n`
  const came = await copyOut(client, `copy (select n || ' ' || repeat((n % 10)::text, n % 301) from generate_series(1, ${rows}) n) to stdout`, (chunk) => void kept.push(chunk))
  client.release()
  expect(came).toBe(rows)
  expect(Buffer.concat(kept).toString()).toBe(Array.from({ length: rows }, (_, at) => text(at + 1)).join(''))
})
