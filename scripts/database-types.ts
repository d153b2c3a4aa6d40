/**
 * Writes src/platform/database/schema.ts: the tables of the schema `corridor` as Kysely types, read from the catalogs of a
 * migrated database (DATABASE_URL). `databaseTypes` is pure over a client, so that a test can say whether the file is up to date.
 */
import { writeFileSync } from 'node:fs'
import pg from 'pg'

const scalar: Record<string, string> = {
  uuid: 'string', text: 'string', bool: 'boolean', int2: 'number', int4: 'number', int8: 'number', float4: 'number', float8: 'number',
  date: 'string', timestamptz: 'Timestamp', bytea: 'Buffer', jsonb: 'Json', json: 'Json',
}

interface Column { table_name: string; column_name: string; udt_name: string; is_nullable: string; optional: boolean; generated: boolean }

export async function databaseTypes(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<Column>(`
    select c.table_name, c.column_name, c.udt_name, c.is_nullable,
      (c.column_default is not null or c.is_nullable = 'YES' or c.is_identity = 'YES') as optional,
      (c.is_generated = 'ALWAYS' or c.identity_generation = 'ALWAYS') as generated
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'corridor' and t.table_type = 'BASE TABLE'
    order by c.table_name, c.ordinal_position`)
  const tables = Map.groupBy(rows, (row) => row.table_name)
  const pascal = (name: string) => name.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase())
  const lines = [
    '/** Made by scripts/database-types.ts from the migrated database: do not edit. */',
    "import type { ColumnType, GeneratedAlways } from 'kysely'",
    '',
    'type Optional<T> = ColumnType<T, T | undefined, T>',
    'type Timestamp = ColumnType<Date, Date | string, Date | string>',
    'type OptionalTimestamp = ColumnType<Date, Date | string | undefined, Date | string>',
    '/** Written as JSON text, read as the value. */',
    'type Json = ColumnType<unknown, string, string>',
    'type OptionalJson = ColumnType<unknown, string | undefined, string>',
    '',
  ]
  for (const [table, columns] of tables) {
    lines.push(`export interface ${pascal(table)} {`)
    for (const column of columns) lines.push(`  ${column.column_name}: ${typeOf(column)}`)
    lines.push('}', '')
  }
  lines.push('export interface DB {')
  for (const table of tables.keys()) lines.push(`  ${table}: ${pascal(table)}`)
  lines.push('}', '')
  return lines.join('\n')
}

function typeOf(column: Column): string {
  const array = column.udt_name.startsWith('_')
  const base = scalar[array ? column.udt_name.slice(1) : column.udt_name]
  if (!base) throw new Error(`no TypeScript type for ${column.udt_name} of ${column.table_name}.${column.column_name}`)
  const nullable = column.is_nullable === 'YES' ? ' | null' : ''
  if (column.generated) return `GeneratedAlways<${base}>`
  if (base === 'Timestamp' && !array) return `${column.optional ? 'OptionalTimestamp' : 'Timestamp'}${nullable}`
  if (base === 'Json') return `${column.optional ? 'OptionalJson' : 'Json'}${nullable}`
  const type = `${array ? `${base}[]` : base}${nullable}`
  return column.optional ? `Optional<${type}>` : type
}

if (import.meta.main) {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  writeFileSync(new URL('../src/platform/database/schema.ts', import.meta.url), await databaseTypes(client))
  await client.end()
}
