/**
 * The only way to the data: `within({ office, actor }, tx => ...)` opens a transaction in which the database itself knows the
 * office and the actor, and row-level security holds even where a query forgets. The settings live as long as the transaction.
 */
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type DatabaseConnection, type Dialect, type Driver, type QueryResult, type CompiledQuery } from 'kysely'
import pg from 'pg'
import { actorId, actorName, mayWrite, scopeOf, type Actor } from '../access/actor.ts'
import { translateDatabaseError } from '../problems/problem.ts'
import type { DB } from './schema.ts'

/** A transaction: a Kysely handle that knows its office and actor. Query functions take it first. */
export type Tx = Kysely<DB> & {
  /** Id of the office; the nil UUID where none is meant (then no row of any office is seen). */
  readonly office: string
  readonly actor: Actor
  readonly requestId: string | null
  /** The connection, for COPY and statements that Kysely has no words for. Same transaction. */
  readonly client: pg.PoolClient
}

export interface Scope {
  office: string | null
  actor: Actor
  requestId?: string
}

export type Within = <T>(scope: Scope, work: (tx: Tx) => Promise<T>) => Promise<T>

export const NO_OFFICE = '00000000-0000-0000-0000-000000000000'

const quote = pg.escapeLiteral

// Dates without time are dates (ISO text), not instants in this machine's zone; counts fit a double.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** The statement that opens a transaction in a scope; sent as one message, so that it costs one round trip. */
export function openingStatement({ office, actor }: Scope): string {
  const account = actor.kind === 'staff' || actor.kind === 'operator' ? actor.accountId : ''
  const villages = actor.kind === 'staff' && actor.role === 'field' ? `{${actor.villages.join(',')}}` : ''
  const seesOffice = actor.kind !== 'operator' || !actor.grant || actor.grant.officeId === office
  const settings: [string, string][] = [
    ['office', office ?? ''],
    ['actor', actor.kind],
    ['actor_name', actorName(actor)],
    ['account', account || (actorId(actor) ?? '')],
    ['scope', seesOffice ? scopeOf(actor) : 'none'],
    ['villages', villages],
    ['person', actor.kind === 'person' ? actor.personId : ''],
    ['write', mayWrite(actor) ? 'yes' : 'no'],
    ['event', ''],
  ]
  return `begin; select ${settings.map(([name, value]) => `set_config('corridor.${name}', ${quote(value)}, true)`).join(', ')}`
}

/** Makes `within` over a pool of connections of the role corridor_app. */
export function createWithin(pool: pg.Pool): Within {
  return async function within(scope, work) {
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      await client.query(openingStatement(scope))
      const handle = new Kysely<DB>({ dialect: new OneConnectionDialect(client) }).withSchema('corridor')
      const tx = Object.assign(handle, {
        office: scope.office ?? NO_OFFICE,
        actor: scope.actor,
        requestId: scope.requestId ?? null,
        client,
      })
      const result = await work(tx)
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => {
        broken = failure
      })
      throw translateDatabaseError(error)
    } finally {
      client.release(broken)
    }
  }
}

class OneConnectionDialect implements Dialect {
  readonly #client: pg.PoolClient
  constructor(client: pg.PoolClient) {
    this.#client = client
  }
  createDriver(): Driver {
    return new OneConnectionDriver(this.#client)
  }
  createQueryCompiler(): PostgresQueryCompiler {
    return new PostgresQueryCompiler()
  }
  createAdapter(): PostgresAdapter {
    return new PostgresAdapter()
  }
  createIntrospector(db: Kysely<unknown>): PostgresIntrospector {
    return new PostgresIntrospector(db)
  }
}

class OneConnectionDriver implements Driver {
  readonly #connection: DatabaseConnection
  constructor(client: pg.PoolClient) {
    this.#connection = {
      async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
        const result = await client.query<R & pg.QueryResultRow>(query.sql, [...query.parameters])
        return result.command === 'SELECT'
          ? { rows: result.rows }
          : { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) }
      },
      // Streaming goes through `tx.client` and a cursor.
      streamQuery() {
        throw new Error('stream through tx.client')
      },
    }
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }
  async beginTransaction(): Promise<void> {
    throw new Error('within() is the transaction')
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}
