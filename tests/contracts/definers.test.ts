// The functions that see past the wall, each by name with what it may give. A new one fails here until it is listed and tried
// without an office, from another office, and by somebody whose scope reaches nobody.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#platform/access/actor.ts'
import { openingStatement } from '#platform/database/within.server.ts'
import { castFor, martaHerself, registerMarta, stranger, type Cast } from '../support/cast.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'

type Scope = { office: string | null; actor: Actor }
type Outcome = 'refused' | 'nothing' | 'something'

/** What each may give, to whom. `secret`: it asks for a secret that only the right one has, before the office is known. */
const definers: Record<string, string> = {
  analyze_staged: 'nothing: it counts the rows of imports for the planner of queries',
  appoint_operator: 'nothing: makes an operator, for the command line alone',
  close_link: 'nothing: ends the personal link whose secret is told',
  count_people: 'a number of people in the actor’s scope in the own office',
  create_office: 'the id it was given: makes an office, for operators and the command line',
  demo_accounts: 'the cast of the demo, that anybody may become by one click; accounts of real offices never',
  due_mail: 'ids of mail that is due in all offices, for the job that sends it',
  empty_history_of_removed: 'nothing: empties the history of people who are gone from the own office',
  erase_person: 'nothing: erases one person of the own office, for those who see everybody there and for the person',
  follow_account: 'nothing: copies name and address of an account to where it works',
  forget_words_of_deleted: 'a trigger: words of names that nobody bears any more go',
  forget_words_of_erased: 'a trigger: words of names that nobody bears any more go',
  invitation_by_hash: 'secret: one open invitation',
  may_reset_second_factor: 'yes or no, to who may write in the own office: whether a colleague counts for more elsewhere',
  note_history: 'a trigger: writes the history, which nobody may write',
  note_words_of_changed: 'a trigger: keeps the words that occur in names',
  note_words_of_new: 'a trigger: keeps the words that occur in names',
  office_figures: 'counts of the own office, below five withheld from those who see nobody',
  office_overview: 'offices with counts of staff, for operators',
  open_link: 'secret: office, id and language of one person',
  people_by_contact: 'ids and contacts of people in the actor’s scope in the own office',
  people_by_words: 'ids of people in the actor’s scope in the own office',
  put_mail: 'the id of the mail that it puts in the own outbox',
  purge_history: 'a number: removes what rows of the own office were before a day, for the job of retention',
  remove_demo_accounts: 'a number: removes accounts of the demo that work nowhere',
  remove_import_rows: 'a trigger: rows of an import go with it',
  remove_office: 'nothing: removes an office, for operators and the command line',
  session_facts: 'secret: account, memberships and reasons of one session',
  use_api_token: 'secret: office, id, name and role of one token',
}

let database: TestDatabase
let cast: Cast
let martaId: string
const digest = (secret: string): string => `'\\x${createHash('sha256').update(secret).digest('hex')}'::bytea`

beforeAll(async () => {
  database = await testDatabase()
  cast = await castFor(database)
  martaId = await registerMarta(cast)
})
afterAll(() => database.close())

async function attempt(scope: Scope | null, statement: string): Promise<Outcome> {
  const client = await database.app.connect()
  try {
    await client.query(scope ? openingStatement(scope) : 'begin')
    const { rows } = await client.query<Record<string, unknown>>(statement)
    return rows.some((row) => Object.values(row).some((value) => value !== null && value !== '' && value !== 0)) ? 'something' : 'nothing'
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return 'refused'
    throw error
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const operator: Actor = { kind: 'operator', accountId: '00000000-0000-7000-8000-000000000009', name: 'Omar' }

describe('the functions that see past the wall', () => {
  it('are these, and no others', async () => {
    const { rows } = await database.owner.query<{ name: string }>(
      `select proname as name from pg_proc where prosecdef and pronamespace in ('corridor'::regnamespace, 'auth'::regnamespace, 'public'::regnamespace) order by proname`,
    )
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(definers).sort())
  })

  it('each has a search path of its own that nobody can put something into', async () => {
    const { rows } = await database.owner.query<{ name: string; config: string[] | null }>(`select proname as name, proconfig as config from pg_proc where prosecdef and pronamespace = 'corridor'::regnamespace`)
    for (const { name, config } of rows) {
      const path = config?.find((each) => each.startsWith('search_path='))
      expect(['search_path=pg_catalog', 'search_path=pg_catalog, public'], name).toContain(path)
    }
  })

  it('belong to a role that cannot sign in and passes no wall but by its own policies', async () => {
    const { rows } = await database.owner.query<{ name: string }>(
      `select p.proname as name from pg_proc p join pg_roles r on r.oid = p.proowner where p.prosecdef and p.pronamespace = 'corridor'::regnamespace
       and (r.rolname <> 'corridor_definer' or r.rolcanlogin or r.rolsuper or r.rolbypassrls)`,
    )
    // Only an owner of a table may analyze it.
    expect(rows.map(({ name }) => name)).toEqual(['analyze_staged'])
  })
})

describe('finding people', () => {
  const ways = { people_by_words: `select id from corridor.people_by_words('lomize marta', 50)`, people_by_contact: `select * from corridor.people_by_contact('3312207', 50)` }
  it.each(Object.entries(ways))('%s gives people to the own office and to the scope of the actor alone', async (_name, statement) => {
    expect(await attempt(null, statement)).toBe('nothing')
    expect(await attempt({ office: null, actor: cast.nino }, statement)).toBe('nothing')
    expect(await attempt({ office: cast.other, actor: cast.otto }, statement)).toBe('nothing')
    for (const actor of [stranger, cast.petre, cast.salome, operator, martaHerself(martaId), { ...cast.giorgi, villages: [cast.villages.alisubani] } as Actor]) {
      expect(await attempt({ office: cast.terjola, actor }, statement), actor.kind).toBe('nothing')
    }
    expect(await attempt({ office: cast.terjola, actor: cast.giorgi }, statement)).toBe('something')
    expect(await attempt({ office: cast.terjola, actor: cast.nino }, statement)).toBe('something')
  })

  it('count_people counts the actor’s scope in the own office alone', async () => {
    const statement = `select corridor.count_people('village', '${cast.villages.tuzi}', null, null, 10)`
    for (const scope of [null, { office: null, actor: cast.nino }, { office: cast.other, actor: cast.otto }]) expect(await attempt(scope, statement)).toBe('nothing')
    for (const actor of [stranger, cast.petre, cast.salome, operator, martaHerself(martaId), { ...cast.giorgi, villages: [cast.villages.alisubani] } as Actor]) expect(await attempt({ office: cast.terjola, actor }, statement), actor.kind).toBe('nothing')
    for (const actor of [cast.giorgi, cast.nino]) expect(await attempt({ office: cast.terjola, actor }, statement)).toBe('something')
  })

  it('what looks like a pattern is looked for as it is written', async () => {
    expect(await attempt({ office: cast.terjola, actor: cast.nino }, `select * from corridor.people_by_contact('%%%', 50)`)).toBe('nothing')
  })
})

describe('figures', () => {
  it('are of the own office, and small numbers are withheld from who sees nobody', async () => {
    const statement = `select corridor.office_figures('2025-01-01') as figures`
    for (const scope of [null, { office: null, actor: cast.nino }, { office: cast.terjola, actor: stranger }, { office: cast.terjola, actor: martaHerself(martaId) }]) expect(await attempt(scope, statement)).toBe('nothing')
    const figures = (actor: Actor) => cast.as(actor, async (tx) => (await tx.client.query<{ figures: { villages: { migrants: number | null }[] } }>(statement)).rows[0]!.figures)
    expect((await figures(cast.nino)).villages.map(({ migrants }) => migrants)).toEqual([1])
    expect((await figures(cast.petre)).villages.map(({ migrants }) => migrants)).toEqual([null])
    // Seven in one village and one in another: the sum less the village that is shown would be the one who is withheld.
    for (let more = 0; more < 7; more++) await registerMarta(cast, { village: 'Alisubani', migrants: [{ familyName: `X${more}`, givenName: 'Y' }] })
    expect(await figures(cast.petre)).toMatchObject({ migrants: 5, never: 5, villages: [{ name: 'Alisubani', migrants: 5 }, { name: 'Tuzi', migrants: null }] })
    expect(await figures(cast.nino)).toMatchObject({ migrants: 8, villages: [{ migrants: 7 }, { migrants: 1 }] })
    expect((await cast.asOther(cast.otto, async (tx) => (await tx.client.query<{ figures: { migrants: number } }>(statement)).rows[0]!.figures)).migrants).toBe(0)
  })
})

describe('changes past the wall', () => {
  it('erasing is refused without an office, to another office, to who may not write, and to another person', async () => {
    const statement = `select corridor.erase_person('${martaId}')`
    const others: (Scope | null)[] = [null, { office: null, actor: cast.nino }, { office: cast.terjola, actor: martaHerself('0195a000-0000-7000-8000-00000000abcd') }]
    for (const actor of [stranger, cast.petre, cast.salome, cast.avto, cast.giorgi, operator]) others.push({ office: cast.terjola, actor })
    for (const scope of others) expect(await attempt(scope, statement)).toBe('refused')
    await cast.asOther(cast.otto, (tx) => tx.client.query(statement))
    const { rows } = await database.owner.query('select state from corridor.people where id = $1', [martaId])
    expect(rows).toEqual([{ state: 'active' }])
  })

  it('history is emptied by those who see everybody, and only of people who are gone', async () => {
    const statement = `select corridor.empty_history_of_removed('{${martaId}}')`
    for (const scope of [null, { office: null, actor: cast.nino }, { office: cast.terjola, actor: cast.giorgi }, { office: cast.terjola, actor: cast.avto }, { office: cast.terjola, actor: cast.petre }]) expect(await attempt(scope, statement)).toBe('refused')
    const count = async () => (await database.owner.query<{ filled: number }>(`select count(*) as filled from corridor.history where after is not null or change = 'insert'`)).rows[0]!.filled
    const before = await count()
    await cast.as(cast.nino, (tx) => tx.client.query(statement))
    expect(await count()).toBe(before)
  })

  it('mail is put into the own outbox only, by those who may write', async () => {
    const statement = `select corridor.put_mail('{"id": "0195a000-0000-7000-8000-00000000aaaa"}', null)`
    for (const scope of [null, { office: null, actor: cast.nino }, { office: cast.terjola, actor: stranger }, { office: cast.terjola, actor: cast.avto }]) expect(await attempt(scope, statement)).toBe('refused')
  })

  it('whether a second factor may be reset is told of the own colleagues, to nobody but them', async () => {
    const statement = `select corridor.may_reset_second_factor('${cast.nino.kind === 'staff' ? cast.nino.accountId : ''}', now())`
    for (const scope of [null, { office: null, actor: cast.ana }, { office: cast.terjola, actor: stranger }, { office: cast.terjola, actor: cast.avto }, { office: cast.terjola, actor: operator }, { office: cast.terjola, actor: martaHerself(martaId) }]) {
      expect(await attempt(scope, statement)).toBe('refused')
    }
  })

  const ofThePlatform = {
    create_office: `select corridor.create_office(gen_random_uuid(), 'mine', 'Mine', 'GE', '{en}', 'en', 'UTC', null, false)`,
    remove_office: `select corridor.remove_office('00000000-0000-7000-8000-0000000000ff')`,
    office_overview: 'select * from corridor.office_overview()',
    remove_demo_accounts: 'select corridor.remove_demo_accounts()',
    appoint_operator: 'select corridor.appoint_operator(gen_random_uuid())',
    purge_history: 'select corridor.purge_history(now())',
    due_mail: `select * from corridor.due_mail(now(), interval '1 minute')`,
  }
  it.each(Object.entries(ofThePlatform))('%s is refused to everybody who works in an office and to strangers', async (_name, statement) => {
    for (const scope of [null, { office: null, actor: stranger }, { office: cast.terjola, actor: cast.ana }, { office: cast.terjola, actor: martaHerself(martaId) }, { office: cast.other, actor: cast.otto }]) {
      expect(await attempt(scope, statement)).toBe('refused')
    }
  })

  it('operators and mail of all offices are for jobs and the command line, not for operators', async () => {
    for (const name of ['appoint_operator', 'due_mail'] as const) expect(await attempt({ office: null, actor: operator }, ofThePlatform[name])).toBe('refused')
  })
})

describe('what asks for a secret', () => {
  it('gives nothing for a wrong one', async () => {
    for (const statement of [
      `select * from corridor.use_api_token(${digest('guess')}, now())`,
      `select * from corridor.invitation_by_hash(${digest('guess')}, now())`, `select * from corridor.open_link(${digest('guess')}, now())`, `select corridor.close_link(${digest('guess')}, now())`,
      `select * from corridor.session_facts('guess', now())`, `select * from corridor.session_facts('', now())`, `select * from corridor.session_facts(null, now())`,
    ]) for (const scope of [null, { office: cast.terjola, actor: cast.ana }]) expect(await attempt(scope, statement), statement).toBe('nothing')
  })

  it('the cast of the demo is empty where there is no demo', async () => {
    expect(await attempt(null, 'select * from corridor.demo_accounts()')).toBe('nothing')
  })
})
