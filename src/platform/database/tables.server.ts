import type pg from 'pg'

/** The schemas that hold Corridor's data. */
export const SCHEMAS = ['corridor', 'auth', 'jobs'] as const

export interface Table {
  /** With its schema, quoted where needed. */
  readonly name: string
  /** Columns that can be written, quoted: generated ones are left out. */
  readonly columns: readonly string[]
  readonly kind: 'table' | 'partitioned'
  readonly rowSecurity: boolean
  readonly forced: boolean
}

/** All tables with rows of their own (partitions, not what they are parts of), in the order of their names. */
export async function listTables(client: pg.ClientBase, schemas: readonly string[] = SCHEMAS): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; kind: string; security: boolean; forced: boolean }>(
    `select format('%I.%I', n.nspname, c.relname) as name, c.relkind::text as kind, c.relrowsecurity as security, c.relforcerowsecurity as forced,
            coalesce(array_agg(quote_ident(a.attname) order by a.attnum) filter (where a.attnum > 0 and not a.attisdropped and a.attgenerated = ''), '{}') as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_attribute a on a.attrelid = c.oid
      where n.nspname = any($1) and c.relkind in ('r', 'p')
      group by n.nspname, c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity
      order by n.nspname collate "C", c.relname collate "C"`,
    [[...schemas]],
  )
  return rows.map(({ name, columns, kind, security, forced }) => ({ name, columns, kind: kind === 'p' ? 'partitioned' : 'table', rowSecurity: security, forced }))
}

/** A serial or identity column's sequence and where it stands; null where it was never used. */
export interface Sequence {
  readonly name: string
  readonly last: string | null
}

export async function listSequences(client: pg.ClientBase, schemas: readonly string[] = SCHEMAS): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as last from pg_sequences where schemaname = any($1) order by 1`,
    [[...schemas]],
  )
  return rows
}
