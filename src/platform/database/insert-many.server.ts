/**
 * Many rows in one statement: arrays through `unnest`, ten times faster than single statements and free of the limit on the
 * number of parameters. Columns and their types are given by the caller, so that nothing of a row becomes SQL.
 */
import pg from 'pg'
import type { DB, Tx } from './types.ts'

export type ColumnType = 'uuid' | 'text' | 'date' | 'integer' | 'smallint' | 'real' | 'boolean' | 'timestamptz' | 'jsonb' | 'bytea' | 'text[]' | 'uuid[]'

const ROWS_A_STATEMENT = 5000

/**
 * Inserts `rows` into a table of the schema corridor; `office_id` is added from the transaction. Values of jsonb columns are
 * given as values, arrays as arrays. `onConflict` is SQL written by us after ON CONFLICT, e.g. 'do nothing'. Returns how many rows were written.
 */
export async function insertMany<T extends keyof DB & string, C extends string & keyof DB[T]>(
  tx: Tx,
  table: T,
  columns: Record<C, ColumnType>,
  rows: readonly Record<NoInfer<C>, unknown>[],
  onConflict?: string,
): Promise<number> {
  const names = Object.keys(columns) as C[]
  let written = 0
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    const part = rows.slice(from, from + ROWS_A_STATEMENT)
    const parameters = names.map((name) => part.map((row) => asParameter(row[name], columns[name])))
    const selected = names.map((name) => (isPacked(columns[name]) ? `c.${name}::${columns[name]}` : `c.${name}`))
    const arrays = names.map((name, index) => `$${index + 2}::${isPacked(columns[name]) ? 'text' : columns[name]}[]`)
    const result = await tx.client.query(
      `insert into corridor.${table} (office_id, ${names.join(', ')}) select $1::uuid, ${selected.join(', ')} ` +
        `from unnest(${arrays.join(', ')}) as c (${names.join(', ')})${onConflict ? ` on conflict ${onConflict}` : ''}`,
      [tx.office, ...parameters],
    )
    written += result.rowCount ?? 0
  }
  return written
}

/** Arrays and JSON travel as text inside the outer array. */
function isPacked(type: ColumnType): boolean {
  return type === 'jsonb' || type.endsWith('[]')
}

function asParameter(value: unknown, type: ColumnType): unknown {
  if (value === undefined || value === null) return null
  if (type === 'jsonb') return JSON.stringify(value)
  if (type.endsWith('[]')) return arrayLiteral(value as string[])
  return value
}

function arrayLiteral(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`
}

/**
 * Rows of one SELECT written by us with parameters, in the same transaction: for statements that Kysely only makes longer. With
 * `prepared`, a name for this very text, a connection parses and plans it once: for large statements with small answers, where
 * that is most of the work, and whose best plan does not hang on the values.
 */
export async function selectRows<R extends pg.QueryResultRow>(tx: Tx, text: string, values: unknown[] = [], prepared?: string): Promise<R[]> {
  return (await tx.client.query<R>(prepared === undefined ? { text, values } : { name: prepared, text, values })).rows
}

/** As `selectRows`, of a statement that comes at every key pressed: the connection keeps its plan under that name. */
export async function selectPlanned<R extends pg.QueryResultRow>(tx: Tx, name: string, text: string, values: unknown[]): Promise<R[]> {
  return (await tx.client.query<R>({ name, text, values })).rows
}
