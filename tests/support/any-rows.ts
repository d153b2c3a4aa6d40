// Rows for any table, made from the catalogue alone: for tests that walk every table and must not forget a new one. The database
// of such a test loses its checks and foreign keys, for a wall does not ask whether a row makes sense.
import type pg from 'pg'

export interface Column { readonly name: string; readonly type: string; readonly needed: boolean }

/** What the rows of one office hang on: columns of these names get these values. */
export type Anchors = Readonly<Record<string, string>>

/** Every table of the schema corridor with the columns that can be written. */
export async function findTables(owner: pg.Pool): Promise<Map<string, Column[]>> {
  const { rows } = await owner.query<{ table: string; name: string; type: string; needed: boolean }>(
    `select c.relname as table, a.attname as name, t.typname as type, a.attnotnull and not a.atthasdef as needed
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity <> 'a'
     join pg_type t on t.oid = a.atttypid
     where c.relnamespace = 'corridor'::regnamespace and c.relkind in ('r', 'p') order by c.relname, a.attnum`,
  )
  const tables = new Map<string, Column[]>()
  for (const { table, ...column } of rows) tables.set(table, [...(tables.get(table) ?? []), column])
  return tables
}

/** Takes every check and foreign key away, so that any row can stand. Only for a database of the test's own. */
export async function loosen(owner: pg.Pool): Promise<void> {
  await owner.query(`do $$ declare each record; begin
    for each in select conrelid::regclass as of, conname as name from pg_constraint
      where connamespace = 'corridor'::regnamespace and contype in ('c', 'f') and conparentid = 0 and conislocal order by contype desc loop
      execute format('alter table %s drop constraint %I', each.of, each.name);
    end loop; end $$`)
}

function valueOf({ name, type }: Column, anchors: Anchors): string {
  const anchor = anchors[name]
  if (anchor !== undefined && type === 'uuid') return `'${anchor}'`
  if (type.startsWith('_')) return `'{}'`
  switch (type) {
    case 'uuid': return 'gen_random_uuid()'
    case 'text': return `'x' || gen_random_uuid()`
    case 'date': return `'2026-01-01'`
    case 'timestamptz': return 'now()'
    case 'bool': return 'false'
    case 'json': case 'jsonb': return `'{}'`
    case 'bytea': return 'sha256(gen_random_uuid()::text::bytea)'
    case 'int2': case 'int4': case 'int8': case 'numeric': case 'float4': case 'float8': return '1'
    default: throw new Error(`no value is known for a column of type ${type}: ${name}`)
  }
}

/** An insert of one row: what is needed and what the anchors name. */
export function insertOf(table: string, columns: readonly Column[], anchors: Anchors): string {
  const written = columns.filter((column) => column.needed || (column.type === 'uuid' && anchors[column.name] !== undefined))
  if (written.length === 0) return `insert into corridor.${table} default values`
  return `insert into corridor.${table} (${written.map(({ name }) => name).join(', ')}) values (${written.map((column) => valueOf(column, anchors)).join(', ')})`
}

/** Puts one row for these anchors into every table (where it has one already, that stays), triggers asleep. */
export async function fillTables(owner: pg.Pool, tables: ReadonlyMap<string, readonly Column[]>, anchors: Anchors): Promise<void> {
  const client = await owner.connect()
  try {
    await client.query(`begin; set local session_replication_role = replica`)
    for (const [table, columns] of tables) if (columns.some(({ name }) => name === 'office_id')) await client.query(`${insertOf(table, columns, anchors)} on conflict do nothing`)
    await client.query('commit')
  } finally {
    client.release()
  }
}
