// Two at once, and one twice: nobody's change is lost unseen, and what is sent twice is stored once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDemoAccount, startSession } from '#modules/accounts/index.server.ts'
import { mergePeople } from '#modules/linkage/index.server.ts'
import { editMany, erasePerson, readPerson, undoEdit } from '#modules/register/index.server.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { castFor, registerMarta, system, type Cast } from '../support/cast.ts'
import { serveTestDatabase, type TestServer } from '../support/corridor.ts'

let test: TestApp
let cast: Cast
let server: TestServer
let cookie: string
beforeAll(async () => {
  test = await testApp()
  cast = await castFor(test.database)
  await test.database.owner.query('update corridor.offices set is_demo = true')
  const id = await cast.as(system, (tx) => createDemoAccount(tx, { name: 'Nino', email: 'nino@example.org', role: 'officer', villages: [] }))
  cookie = (await startSession(test.app, { headers: new Headers(), address: '127.0.0.1' }, id)).cookies.map((each) => each.split(';', 1)[0]).join('; ')
  server = await serveTestDatabase(test.database)
})
afterAll(async () => {
  await server?.stop()
  await test?.close()
})

const post = async (path: string, fields: Record<string, string>) => {
  const response = await fetch(server.address + path, { method: 'POST', redirect: 'manual', headers: { cookie, origin: server.address, accept: 'text/html' }, body: new URLSearchParams(fields), signal: AbortSignal.timeout(20_000) })
  return { status: response.status, location: response.headers.get('location'), text: await response.text() }
}
const outcomes = (all: PromiseSettledResult<unknown>[]) => all.map((each) => (each.status === 'fulfilled' ? 'done' : (each.reason as { code: string }).code)).sort()

describe('twice', () => {
  const family = { formId: '0195a000-0000-7000-8000-0000000000f1', village: 'Tuzi', headName: 'Twice Told', means: 'visit', collectedOn: '2026-02-01', 'migrants.0.familyName': 'Twice', 'migrants.0.givenName': 'Told' }
  const stored = async () => (await test.database.owner.query<{ n: number }>(`select count(*)::int as n from corridor.people where family_name = 'Twice'`)).rows[0]!.n

  it('a family sent by a double click is stored once, and both answers lead to it', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => post('/desk/terjola/people/register?/save', family)))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    expect(new Set(answers.map(({ location }) => location)).size).toBe(1)
    expect(await stored()).toBe(1)
  })

  it('the same form with another family is another family', async () => {
    expect((await post('/desk/terjola/people/register?/save', { ...family, 'migrants.0.givenName': 'Other' })).status).toBe(303)
    expect(await stored()).toBe(2)
  })
})

describe('at once', () => {
  it('the second of two who edit a person is told, sees what is stored now, and only then puts the own in its place', async () => {
    const id = await registerMarta(cast)
    const { version } = await cast.as(cast.nino, (tx) => readPerson(tx, id))
    const form = { version: String(version), familyName: 'Lomidze', givenName: 'Marta', village: 'Tuzi' }
    expect((await post(`/desk/terjola/people/${id}/edit`, { ...form, occupation: 'beekeeper' })).status).toBe(303)
    const second = await post(`/desk/terjola/people/${id}/edit`, { ...form, occupation: 'surgeon' })
    expect(second.status).toBe(409)
    expect(second.text).toMatch(/<dd[^>]*>[^]*beekeeper/)
    expect(second.text).toMatch(/value="surgeon"/)
    expect(await cast.as(cast.nino, (tx) => readPerson(tx, id))).toMatchObject({ occupation: 'beekeeper' })
    const next = /name="version" value="(\d+)"/.exec(second.text)![1]!
    expect((await post(`/desk/terjola/people/${id}/edit`, { ...form, version: next, occupation: 'surgeon' })).status).toBe(303)
    expect(await cast.as(cast.nino, (tx) => readPerson(tx, id))).toMatchObject({ occupation: 'surgeon' })
  })

  it('two who join the same pair: one does, the other is told', async () => {
    const [a, b] = [await registerMarta(cast), await registerMarta(cast)]
    expect(outcomes(await Promise.allSettled([[a, b], [b, a]].map(([keep, merge]) => cast.as(cast.nino, (tx) => mergePeople(tx, { keep: keep!, merge: merge! })))))).toEqual(['done', 'pair_decided_meanwhile'])
  })

  it('one erases while another joins: nobody is left half', async () => {
    const [a, b] = [await registerMarta(cast), await registerMarta(cast)]
    await Promise.allSettled([cast.as(cast.nino, (tx) => erasePerson(tx, a)), cast.as(cast.ana, (tx) => mergePeople(tx, { keep: b, merge: a }))])
    const { rows } = await test.database.owner.query<{ state: string; contacts: number }>('select p.state, (select count(*)::int from corridor.contact_points c where c.person_id = p.id) as contacts from corridor.people p where p.id = $1', [a])
    expect(rows[0]!.contacts === 0 && rows[0]!.state !== 'active').toBe(true)
  })

  it('a bulk edit that meets an erasure changes the others, and its undo brings nobody back', async () => {
    const [a, b] = [await registerMarta(cast), await registerMarta(cast)]
    const edit = await cast.as(cast.nino, (tx) => editMany(tx, [a, b], { kind: 'remove' }))
    await cast.as(cast.nino, (tx) => erasePerson(tx, a))
    expect(await cast.as(cast.nino, (tx) => undoEdit(tx, edit.id))).toEqual({ undone: 1, left: 0 })
    await expect(cast.as(cast.nino, (tx) => readPerson(tx, a))).rejects.toMatchObject({ code: 'not_found' })
    expect(await cast.as(cast.nino, (tx) => readPerson(tx, b))).toMatchObject({ state: 'active' })
  })
})
