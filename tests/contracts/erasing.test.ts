// Whoever erases a person means everywhere: the whole database is read as text and searched for what was known of the person. And what
// was erased does not come back by a file, in whatever words.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mergePeople } from '#modules/linkage/index.server.ts'
import { familyInput } from '#modules/register/index.ts'
import { erasePerson, readPerson, registerFamily, saveDraft, saveView } from '#modules/register/index.server.ts'
import { continueImport, getImport, requestApply, requestUndo, uploadImport } from '#modules/register/import/index.server.ts'
import { mailPersonalLink, makePersonalLink } from '#modules/register/rights/index.server.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { castFor, martasFamily, registerMarta, system, TODAY, type Cast } from '../support/cast.ts'

let test: TestApp
let cast: Cast
beforeAll(async () => {
  test = await testApp()
  cast = await castFor(test.database)
})
afterAll(() => test.close())

/** Every row of every table, as text; files as their bytes read. */
async function dump(): Promise<{ table: string; row: string }[]> {
  const { rows: tables } = await test.database.owner.query<{ name: string }>(`select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname in ('corridor', 'auth', 'pgboss', 'public')`)
  const all: { table: string; row: string }[] = []
  for (const { name } of tables) {
    const text = name === 'corridor.file_chunks' ? `convert_from(t.content, 'UTF8')` : 't::text'
    all.push(...(await test.database.owner.query<{ row: string }>(`select ${text} as row from ${name} t`)).rows.map(({ row }) => ({ table: name, row })))
  }
  return all
}
const traces = async (words: RegExp): Promise<string[]> => (await dump()).filter(({ row }) => words.test(row)).map(({ table, row }) => `${table}: ${row.slice(0, 300)}`)

const heading = 'family name,given name,date of birth,village,phone,email,country\n'
async function bring(text: string, apply = true) {
  const id = await cast.as(cast.nino, (tx) => uploadImport(tx, { name: 'list.csv', content: (async function* () { yield Buffer.from(heading + text) })(), collectedOn: TODAY }))
  const run = { importId: id, within: <T>(work: Parameters<typeof cast.as<T>>[1]) => cast.as(system, work), now: test.app.now }
  await continueImport(run)
  if (apply) {
    await cast.as(cast.nino, (tx) => requestApply(tx, id))
    await continueImport(run)
  }
  return { id, run, counts: async () => (await cast.as(cast.nino, (tx) => getImport(tx, id))).counts }
}
const people = async (): Promise<number> => (await test.database.owner.query(`select count(*)::int as n from corridor.people where state = 'active'`)).rows[0].n

const words = /zurabishvili|zuraba|ზურაბიშვილი|ზურაბა|5519876|zuraba\.z/i
const zuraba = { familyName: 'Zurabishvili', givenName: 'Zuraba', born: '1980-03-04', contacts: [{ kind: 'phone' as const, raw: '+995 555 51 98 76' }, { kind: 'email' as const, raw: 'zuraba.z@example.org' }], informantTie: 'self' as const }
const line = 'Zurabishvili,Zuraba,1980-03-04,Tuzi,+995 555 51 98 76,zuraba.z@example.org,GR'

describe('erasing a person', () => {
  it('leaves nothing but the fact, wherever the person was written', async () => {
    const told = { informantName: 'Zuraba Zurabishvili', headName: 'Zuraba Zurabishvili' }
    const id = await registerMarta(cast, { ...told, migrants: [zuraba] })
    const others = [await registerMarta(cast, { ...told, migrants: [{ ...zuraba, familyName: 'Zurabišvili', contacts: [] }] }), await registerMarta(cast, { ...told, migrants: [{ ...zuraba, familyName: 'ზურაბიშვილი', givenName: 'ზურაბა', contacts: [] }] })]
    // Joined over two steps, so that one of the three points to another that was joined itself.
    await cast.as(cast.nino, (tx) => mergePeople(tx, { keep: others[0]!, merge: others[1]! }))
    await cast.as(cast.nino, (tx) => mergePeople(tx, { keep: id, merge: others[0]! }))
    await bring(`${line}\n`)
    await bring(`${line}\nZurabishvili,Zuraba,31.02.1980,Tuzi,,zuraba.z@example.org,GR\nAbashidze,Lia,1990-01-01,Tuzi,599 11 22 33,,GR\n`, false)
    await cast.as(cast.nino, async (tx) => {
      await saveDraft(tx, 'family', { headName: 'X', migrants: [{ familyName: 'Zurabishvili', givenName: 'Zuraba' }] })
      await saveView(tx, { area: 'people', name: 'one', query: 'name=Zurabishvili', shared: true })
      await makePersonalLink(tx, id, test.app.now())
      await mailPersonalLink(tx, id, test.app.url, test.app.now())
      await readPerson(tx, id)
    })
    await test.database.owner.query(`update corridor.outbox set error = '550 <zuraba.z@example.org> unknown'`)
    expect((await traces(words)).length).toBeGreaterThan(10)
    const brought = await test.database.owner.query<{ id: string }>(`select id from corridor.people where state = 'active' and given_name = 'Zuraba'`)
    for (const person of brought.rows) await cast.as(cast.nino, (tx) => erasePerson(tx, person.id))
    expect(await traces(words)).toEqual([])
    const { rows } = await test.database.owner.query(`select count(*)::int as n from corridor.events where subject_id = $1 and type = 'person.erased'`, [id])
    expect(rows).toEqual([{ n: 1 }])
  })

  it('keeps away whoever was registered by hand, when an old file tells of the person in other words', async () => {
    const id = await registerMarta(cast, { migrants: [{ familyName: 'ბერიძე', givenName: 'დავითი', born: '1975-05-06', contacts: [{ kind: 'phone', raw: '+995 555 10 20 30' }] }] })
    await cast.as(cast.nino, (tx) => erasePerson(tx, id))
    const before = await people()
    const { counts } = await bring('Beridze,Daviti,06.05.1975,Tuzi,,,IT\nBeridze-Smith,Daviti,,,+995555102030,,GB\nBeridze,Nana,1979-01-02,Tuzi,+995555102030,,IT\n')
    expect(await counts()).toMatchObject({ erased: 2, created: 1 })
    expect(await people()).toBe(before + 1)
    expect(await traces(/Beridze-Smith|Beridze,Daviti/)).toEqual([])
  })

  it('takes the person out of an import that was checked before and is applied after', async () => {
    const staged = await bring('Kobalia,Ilia,1966-07-08,Tuzi,555 66 77 88,,GR\nKobalia,Sopho,1968-07-08,Tuzi,,,GR\n', false)
    const id = await registerMarta(cast, { migrants: [{ familyName: 'Kobalia', givenName: 'Ilia', born: '1966-07-08', contacts: [{ kind: 'phone', raw: '555 66 77 88' }] }] })
    await cast.as(cast.nino, (tx) => erasePerson(tx, id))
    await cast.as(cast.nino, (tx) => requestApply(tx, staged.id))
    await continueImport(staged.run)
    expect(await staged.counts()).toMatchObject({ created: 1 })
    expect(await traces(/Ilia/)).toEqual([])
  })

  it('is not taken back by undoing the import that brought the person', async () => {
    const brought = await bring('Gelashvili,Eka,1991-02-03,Tuzi,555 90 91 92,,GR\n')
    const { rows } = await test.database.owner.query<{ id: string }>(`select id from corridor.people where family_name = 'Gelashvili'`)
    await cast.as(cast.nino, (tx) => erasePerson(tx, rows[0]!.id))
    await cast.as(cast.nino, (tx) => requestUndo(tx, brought.id))
    await continueImport(brought.run)
    expect(await traces(/Gelashvili/)).toEqual([])
  })

  it('leaves the others of the family as they are', async () => {
    const family = await cast.as(cast.nino, (tx) => registerFamily(tx, familyInput.parse(martasFamily({ migrants: [{ familyName: 'Dolidze', givenName: 'Gia', informantTie: 'child' }, { familyName: 'Dolidze', givenName: 'Keti', informantTie: 'child' }] })), TODAY))
    await cast.as(cast.nino, (tx) => erasePerson(tx, family.personIds[0]!))
    const page = await cast.as(cast.nino, (tx) => readPerson(tx, family.personIds[1]!))
    expect(page).toMatchObject({ givenName: 'Keti', household: { headName: 'Tsitsino Lomidze', members: [] } })
    expect(page.sources[0]).toMatchObject({ informantName: 'Tsitsino Lomidze' })
  })
})
