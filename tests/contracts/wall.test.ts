// The wall of every table, read from the catalogue, so that a new table cannot be forgotten: it fails here until it stands in one
// of the lists below and behaves as the list says.
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#platform/access/actor.ts'
import { openingStatement } from '#platform/database/within.server.ts'
import { fillTables, findTables, insertOf, loosen, type Anchors, type Column } from '../support/any-rows.ts'
import { castFor, martaHerself, registerMarta, stranger, type Cast } from '../support/cast.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'

/** Without an office in the key, and why that is right. */
const withoutOffice: Record<string, string> = {
  offices: 'is what the others belong to; public, and changed by itself alone',
  operators: 'the platform, not an office; an operator sees the own row',
  installation: 'one row about the installation; nothing about anybody',
  rate_limits: 'keyed hashes and counts, counted before anybody is known',
  migrations: 'which migrations ran; the application cannot read it',
}

/** Of people: seen only by those whose scope reaches the person. */
const personal = [
  'bulk_edit_people', 'collections', 'consents', 'contact_points', 'drafts', 'file_chunks', 'files', 'history', 'households', 'import_changes',
  'import_households', 'import_outcomes', 'import_rows', 'imports', 'link_keys', 'link_pending', 'merges', 'name_words', 'notes', 'notices', 'outbox', 'people',
  'person_pairs', 'person_sources', 'personal_links', 'residences', 'ties',
]

/** Of the office's own work: seen by those who work there, by nobody else. */
const ofTheOffice = ['api_tokens', 'bulk_edits', 'erased_records', 'events', 'import_mappings', 'invitations', 'link_models', 'operator_access', 'saved_views', 'staff', 'submissions']

/** What the Portal shows of an office to anybody: where it is and which places it serves. Still not in another office's name. */
const shownToAnybody = ['office_settings', 'places']

/** Reading is an event too, so that readers write events. */
const writtenByReaders = ['events']

let database: TestDatabase
let cast: Cast
let tables: Map<string, Column[]>
let anchors: Anchors
let martaId: string

beforeAll(async () => {
  database = await testDatabase()
  cast = await castFor(database)
  martaId = await registerMarta(cast, { village: 'Alisubani' })
  tables = await findTables(database.owner)
  const { rows } = await database.owner.query<{ household_id: string }>('select household_id from corridor.people where id = $1', [martaId])
  const nino = cast.nino.kind === 'staff' ? cast.nino.accountId : ''
  anchors = { office_id: cast.terjola, village_id: cast.villages.alisubani, person_id: martaId, household_id: rows[0]!.household_id, account_id: nino, person_a: martaId, person_b: martaId, kept_id: martaId, merged_id: martaId }
  await loosen(database.owner)
  await fillTables(database.owner, tables, anchors)
  await fillTables(database.owner, tables, { office_id: cast.other })
})
afterAll(() => database.close())

/** Runs a statement in a transaction of that actor and takes it back. `refused` where PostgreSQL did not let it. */
async function attempt(scope: { office: string | null; actor: Actor } | null, statement: string): Promise<{ rows: Record<string, unknown>[]; count: number; refused: boolean; error?: string }> {
  const client: pg.PoolClient = await database.app.connect()
  try {
    await client.query(scope ? openingStatement(scope) : 'begin')
    const { rows, rowCount } = await client.query<Record<string, unknown>>(statement)
    return { rows, count: rowCount ?? 0, refused: false }
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (code !== '42501') return { rows: [], count: -1, refused: false, error: `${code} ${message}` }
    return { rows: [], count: 0, refused: true }
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const ofTerjola = (table: string): string => `select * from corridor.${table} where office_id = '${cast.terjola}'`

/** The tables in which that actor sees rows of Terjola. */
async function seenBy(office: string | null, actor: Actor, among: readonly string[]): Promise<string[]> {
  const seen: string[] = []
  for (const table of among) {
    const { count } = await attempt({ office, actor }, ofTerjola(table))
    if (count !== 0) seen.push(table)
  }
  return seen
}

/** The ways in which that actor could change something of Terjola. */
async function changesBy(scope: { office: string | null; actor: Actor } | null, among: readonly string[]): Promise<string[]> {
  const done: string[] = []
  for (const table of among) {
    const columns = tables.get(table) ?? []
    const inOffice = columns.some(({ name }) => name === 'office_id')
    const where = inOffice ? ` where office_id = '${cast.terjola}'` : ''
    const first = columns[0]!.name
    const tries = { add: insertOf(table, columns, anchors), change: `update corridor.${table} set ${first} = ${first}${where}`, remove: `delete from corridor.${table}${where}` }
    for (const [how, statement] of Object.entries(tries)) {
      const { count, error } = await attempt(scope, statement)
      if (count !== 0) done.push(`${how} ${table}${error ? ` (${error})` : ''}`)
    }
  }
  return done
}

describe('the tables', () => {
  it('each stands in one list: without an office, personal, of the office, shown to anybody', () => {
    expect([...Object.keys(withoutOffice), ...personal, ...ofTheOffice, ...shownToAnybody].sort()).toEqual([...tables.keys()].sort())
  })

  it('each has its office first in the primary key', async () => {
    const { rows } = await database.owner.query<{ table: string; first: string | null }>(
      `select c.relname as table, (select a.attname from pg_constraint k join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1] where k.conrelid = c.oid and k.contype = 'p') as first
       from pg_class c where c.relnamespace = 'corridor'::regnamespace and c.relkind in ('r', 'p')`,
    )
    expect(rows.filter(({ first }) => first !== 'office_id').map(({ table }) => table).sort()).toEqual(Object.keys(withoutOffice).sort())
  })

  it('each is under row-level security that binds its owner too, apart from the list of migrations', async () => {
    const { rows } = await database.owner.query<{ table: string }>(
      `select relname as table from pg_class where relnamespace = 'corridor'::regnamespace and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)`,
    )
    expect(rows.map(({ table }) => table)).toEqual(['migrations'])
    expect((await attempt(null, 'select * from corridor.migrations')).refused).toBe(true)
  })

  it('no view and no materialised view lies beside the wall', async () => {
    const { rows } = await database.owner.query(`select relname from pg_class where relnamespace = 'corridor'::regnamespace and relkind in ('v', 'm', 'f')`)
    expect(rows).toEqual([])
  })
})

describe('the role of the application', () => {
  it('owns nothing, passes no wall and makes nothing', async () => {
    const { rows } = await database.app.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
        exists (select from pg_class where relowner = r.oid) as owns_tables, exists (select from pg_proc where proowner = r.oid) as owns_functions,
        exists (select from pg_namespace where nspowner = r.oid) as owns_schemas,
        exists (select from pg_auth_members m join pg_roles g on g.oid = m.roleid where m.member = r.oid and g.rolname <> 'corridor_app') as is_another,
        has_schema_privilege(r.oid, 'corridor', 'create') as creates, has_schema_privilege(r.oid, 'auth', 'create') as creates_accounts,
        has_schema_privilege(r.oid, 'public', 'create') as creates_in_public
       from pg_roles r where rolname = current_user`,
    )
    expect(rows).toEqual([{
      rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false,
      owns_tables: false, owns_functions: false, owns_schemas: false, is_another: false, creates: false, creates_accounts: false, creates_in_public: false,
    }])
  })

  it('is refused what would lift the wall', async () => {
    for (const statement of ['alter table corridor.people disable row level security', 'drop policy wall on corridor.people', 'create table corridor.mine (id integer)', 'set role corridor_definer', 'truncate corridor.people', 'alter function corridor.office_id() volatile']) {
      expect(await attempt({ office: cast.terjola, actor: cast.ana }, statement), statement).toMatchObject({ refused: true })
    }
  })
})

describe('without settings', () => {
  it('every table of an office gives nothing', async () => {
    for (const table of tables.keys()) {
      if (table in withoutOffice) continue
      expect((await attempt(null, `select * from corridor.${table}`)).count, table).toBe(0)
    }
  })

  it('every table accepts nothing', async () => {
    const counted = ['add rate_limits', 'change rate_limits', 'remove rate_limits']
    expect(await changesBy(null, [...tables.keys()].filter((table) => !counted.includes(`add ${table}`)))).toEqual([])
  })
})

describe('with rows in two offices', () => {
  const inOffices = (): string[] => [...tables.keys()].filter((table) => !(table in withoutOffice))

  it('the officer sees the own office in every table, so that nothing below is true by chance', async () => {
    expect(await seenBy(cast.terjola, cast.nino, inOffices())).toEqual(inOffices())
  })

  it('nobody sees two offices in one transaction', async () => {
    for (const table of inOffices()) {
      const { count } = await attempt({ office: cast.terjola, actor: cast.nino }, `select * from corridor.${table} where office_id <> '${cast.terjola}'`)
      expect(count, table).toBe(0)
    }
  })

  it('a stranger sees nothing but what the Portal shows', async () => {
    expect(await seenBy(cast.terjola, stranger, inOffices())).toEqual(shownToAnybody)
    expect(await seenBy(null, stranger, inOffices())).toEqual([])
  })

  it('an officer of another office sees nothing', async () => {
    expect(await seenBy(cast.other, cast.otto, inOffices())).toEqual([])
  })

  it('an officer of another office changes nothing', async () => {
    expect(await changesBy({ office: cast.other, actor: cast.otto }, inOffices())).toEqual([])
  })

  it('a planner and a moderator see nobody', async () => {
    expect(await seenBy(cast.terjola, cast.petre, personal)).toEqual([])
    expect(await seenBy(cast.terjola, cast.salome, personal)).toEqual([])
  })

  it('a field official sees nobody of a village of others', async () => {
    expect(await seenBy(cast.terjola, cast.giorgi, personal)).toEqual([])
  })

  it('an operator of the platform sees nobody without a reason, and with one only there', async () => {
    const operator: Actor = { kind: 'operator', accountId: '00000000-0000-7000-8000-000000000009', name: 'Omar' }
    expect(await seenBy(cast.terjola, operator, personal)).toEqual([])
    expect(await seenBy(cast.terjola, { ...operator, grant: { id: martaId, officeId: cast.other } }, personal)).toEqual([])
    expect(await seenBy(cast.terjola, { ...operator, grant: { id: martaId, officeId: cast.terjola } }, ['people'])).toEqual(['people'])
  })

  it('a migrant on the personal link sees the own rows alone, and nothing of the work of the office', async () => {
    const otherPeople = await attempt({ office: cast.terjola, actor: martaHerself(martaId) }, `select * from corridor.people where id <> '${martaId}'`)
    expect(otherPeople.count).toBe(0)
    expect(await seenBy(cast.terjola, martaHerself('0195a000-0000-7000-8000-00000000abcd'), personal)).toEqual([])
    expect(await seenBy(cast.terjola, martaHerself(martaId), ofTheOffice)).toEqual(['events'])
  })

  it('the auditor changes nothing, nor does an operator with a reason, a planner or a stranger', async () => {
    const reading: Actor = { kind: 'operator', accountId: '00000000-0000-7000-8000-000000000009', name: 'Omar', grant: { id: martaId, officeId: cast.terjola } }
    for (const actor of [cast.avto, cast.petre, stranger, reading]) {
      const changed = await changesBy({ office: cast.terjola, actor }, inOffices())
      const allowed = actor === reading ? ['add operator_access'] : []
      expect(changed.filter((each) => !writtenByReaders.includes(each.replace('add ', '')) && !allowed.includes(each)), actor.kind).toEqual([])
    }
  })
})
