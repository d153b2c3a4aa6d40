// The JSON API as a program of another house meets it: the built app, a token, the OpenAPI document.
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import en from '#messages/en.json' with { type: 'json' }
import '#modules/insight/index.server.ts'
import '#modules/register/index.server.ts'
import { createToken } from '#modules/offices/index.server.ts'
import type { Role } from '#platform/access/actor.ts'
import { listEndpoints, OFFICE_ROOT } from '#platform/api/endpoint.ts'
import { openApiDocument } from '#platform/api/openapi.ts'
import { projectRoot } from '#platform/root.ts'
import { castFor, martasFamily, registerMarta, type Cast } from '../support/cast.ts'
import { serveTestDatabase, type TestServer } from '../support/corridor.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'

interface Operation { operationId: string; parameters: { name: string; in: string; schema: unknown }[]; requestBody?: unknown; responses: Record<string, unknown> }
interface Document { openapi: string; paths: Record<string, Record<string, Operation>>; components: { 'x-problems': Record<string, unknown> } }
interface Problem { status: number; code: string; title: string; type: string; instance: string; fields?: Record<string, { code: string; message: string }[]> }

const apiFolder = join(projectRoot, 'src/routes/api/v1')

describe('the OpenAPI document', () => {
  const document = openApiDocument('0.0.0', 'https://corridor.example') as unknown as Document

  it('knows every route of the API', () => {
    const files = readdirSync(apiFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.name === '+server.ts')
    const routes = files.map((entry) => `/api/v1/${relative(apiFolder, entry.parentPath)}`.replaceAll('[', '{').replaceAll(']', '}'))
    expect(routes.sort()).toEqual([...new Set([...Object.keys(document.paths), '/api/v1/openapi.json', '/api/v1/{...rest}'])].sort())
  })

  it('is of version 3.1 and names each operation once', () => {
    expect(document.openapi).toMatch(/^3\.1\./)
    const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBe(listEndpoints().length)
  })

  it.each(listEndpoints().map((endpoint) => [endpoint.id, endpoint] as const))('%s: its examples fit its own contract', (_id, { answer, body, example }) => {
    expect(answer.parse(example.answer)).toEqual(example.answer)
    if (body) expect(body.safeParse(example.body)).toMatchObject({ success: true })
    expect(body === undefined).toBe(example.body === undefined)
  })

  it.each(listEndpoints().map((endpoint) => [endpoint.id, endpoint] as const))('%s: every part of its path and its query is a parameter with a schema', (_id, { path, method, query }) => {
    const operation = document.paths[`${OFFICE_ROOT}${path}`]![method.toLowerCase()]!
    const named = [...`${OFFICE_ROOT}${path}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect(operation.parameters.map(({ name }) => name)).toEqual([...named, ...Object.keys(query?.shape ?? {}), ...(method === 'POST' ? ['Idempotency-Key'] : [])])
    for (const { name, schema } of operation.parameters) expect(Object.keys(schema as object).length, name).toBeGreaterThan(0)
  })
})

describe('the API', () => {
  let database: TestDatabase
  let cast: Cast
  let server: TestServer
  let martaId: string
  const tokens = new Map<string, string>()

  async function makeToken(office: 'terjola' | 'other', role: Role): Promise<void> {
    const work = office === 'terjola' ? cast.as : cast.asOther
    tokens.set(`${office} ${role}`, (await work(cast.ana, (tx) => createToken(tx, { name: `A ${role}`, role: role as 'officer', days: 30 }, new Date()))).secret)
  }

  beforeAll(async () => {
    database = await testDatabase()
    cast = await castFor(database)
    martaId = await registerMarta(cast)
    for (const role of ['officer', 'planner', 'auditor'] as const) await makeToken('terjola', role)
    await makeToken('other', 'officer')
    server = await serveTestDatabase(database)
  })
  afterAll(async () => {
    await server?.stop()
    await database?.close()
  })

  const ask = (path: string, token?: string, options: RequestInit = {}): Promise<Response> =>
    fetch(`${server.address}/api/v1${path}`, { ...options, headers: { ...(token && { authorization: `Bearer ${tokens.get(token) ?? token}` }), ...options.headers } })
  const send = (path: string, token: string, body: unknown): Promise<Response> =>
    ask(path, token, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json' } })
  const problem = async (response: Response): Promise<Problem> => {
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const document = (await response.json()) as Problem
    expect(document.status).toBe(response.status)
    expect(document.instance).toBe(`urn:request:${response.headers.get('x-request-id')}`)
    expect(document.title.length).toBeGreaterThan(10)
    return document
  }

  it('refuses whoever shows no token, a wrong one, or one of another office, on every endpoint', async () => {
    for (const { path, method } of listEndpoints()) {
      const address = `/offices/terjola${path.replace('{id}', martaId)}`
      for (const token of [undefined, `corridor_${'x'.repeat(43)}`, 'other officer', 'nonsense']) {
        const response = await ask(address, token, { method, ...(method === 'POST' && { body: '{}', headers: { 'content-type': 'application/json' } }) })
        expect(response.status, `${method} ${path} with ${token}`).toBe(401)
        expect((await problem(response)).code).toBe('sign_in_needed')
        expect(response.headers.get('www-authenticate')).toContain('Bearer')
      }
    }
  })

  it('answers alike for what is absent and for what a role may not see', async () => {
    const answers = [
      await ask(`/offices/terjola/people/${martaId}`, 'terjola planner'), await ask(`/offices/terjola/people/0195a000-0000-7000-8000-00000000dead`, 'terjola officer'),
      await ask('/offices/terjola/people/not-an-id', 'terjola officer'), await ask('/offices/nowhere/people', 'terjola officer'), await ask('/offices/terjola/nothing', 'terjola officer'),
      await ask('/offices/terjola/people', 'terjola planner'), await ask('/offices/terjola/find?q=marta', 'terjola planner'),
      await send('/offices/terjola/families', 'terjola auditor', martasFamily()), await ask(`/offices/samtredia/people/${martaId}`, 'other officer'),
    ]
    for (const response of answers) {
      expect(response.status, response.url).toBe(404)
      expect(await problem(response)).toMatchObject({ code: 'not_found', type: '/api/v1/openapi.json#/components/x-problems/not_found' })
    }
  })

  it('a session of a browser is no token', async () => {
    expect((await ask('/offices/terjola/people', undefined, { headers: { cookie: 'better-auth.session_token=something' } })).status).toBe(401)
  })

  it('registers a family, finds it, lists it, adds a contact and gives the whole person', async () => {
    const registered = await send('/offices/terjola/families', 'terjola officer', martasFamily({ headName: 'Vazha Kiknadze', migrants: [{ familyName: 'Kiknadze', givenName: 'Nana', born: '1980', residence: { country: 'IT', city: 'Bari' } }] }))
    expect(registered.status).toBe(201)
    const { personIds } = (await registered.json()) as { personIds: string[] }
    const found = (await (await ask('/offices/terjola/find?q=kiknadze%20nana', 'terjola officer')).json()) as { people: { id: string; fit: number }[] }
    expect(found.people[0]).toMatchObject({ id: personIds[0] })
    const listed = await ask('/offices/terjola/people?country=IT,ES&sort=-changed', 'terjola officer')
    expect(await listed.json()).toMatchObject({ people: [{ id: personIds[0], familyName: 'Kiknadze' }], total: 1, page: 1, pages: 1, next: null, previous: null })
    expect(listed.headers.get('link')).toContain('rel="last"')
    expect(listed.headers.get('cache-control')).toContain('no-store')
    const added = await send(`/offices/terjola/people/${personIds[0]}/contacts`, 'terjola officer', { kind: 'phone', raw: '+39 333 123 4567', means: 'phone', toldBy: 'Vazha Kiknadze' })
    expect(added.status).toBe(201)
    expect(await (await ask(`/offices/terjola/people/${personIds[0]}`, 'terjola officer')).json()).toMatchObject({ familyName: 'Kiknadze', contacts: [{ value: '+393331234567', raw: '+39 333 123 4567', state: 'unconfirmed' }] })
  })

  it('whoever reads a person through the API is seen by the person', async () => {
    await ask(`/offices/terjola/people/${martaId}`, 'terjola auditor')
    const { rows } = await database.owner.query(`select actor_kind, actor_name from corridor.events where type = 'person.read' and subject_id = $1`, [martaId])
    expect(rows).toEqual([{ actor_kind: 'token', actor_name: 'A auditor' }])
  })

  it('gives figures to a planner, and withholds the small ones', async () => {
    const figures = (await (await ask('/offices/terjola/figures', 'terjola planner')).json()) as { migrants: number; villages: { migrants: number | null }[] }
    // Rounded down to fives: exact sums would give away what is withheld.
    expect(figures.migrants % 5).toBe(0)
    expect(figures.villages.map(({ migrants }) => migrants)).toEqual([null])
    expect(await (await ask('/offices/terjola/places', 'terjola planner')).json()).toMatchObject({ places: [{ name: 'Alisubani' }, { name: 'Tuzi' }] })
  })

  it('tells all mistakes of a body at their fields, in a language of the office that is asked for', async () => {
    const family = martasFamily({ village: '', migrants: [{ familyName: '', givenName: '', born: 'in spring' }, { familyName: 'X', givenName: '', residence: { country: 'Greece' } }] })
    const { fields } = await problem(await ask('/offices/terjola/families', 'terjola officer', { method: 'POST', body: JSON.stringify(family), headers: { 'content-type': 'application/json', 'accept-language': 'en-GB' } }))
    expect(Object.keys(fields ?? {}).sort()).toEqual(['migrants.0.born', 'migrants.0.familyName', 'migrants.1.residence.country', 'village'])
    expect(fields?.village?.[0]).toEqual({ code: 'required', message: en['problem.field.required'] })
  })

  it('does a request once that is sent again under its name, by one token, and refuses the name for another', async () => {
    const count = async () => (await database.owner.query<{ n: number }>('select count(*)::int as n from corridor.households')).rows[0]!.n
    const send = (key: string, headName: string, who = 'terjola officer') => ask('/offices/terjola/families', who, { method: 'POST', body: JSON.stringify(martasFamily({ headName })), headers: { 'content-type': 'application/json', 'idempotency-key': key } })
    const before = await count()
    const answers = await Promise.all(['a', 'a', 'a'].map((key) => send(key, 'Once Only')))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1)
    expect(await count()).toBe(before + 1)
    expect((await problem(await send('a', 'Somebody Else'))).code).toBe('idempotency_key_reused')
    expect((await problem(await send('', 'Once Only'))).code).toBe('idempotency_key_form')
    expect((await send('b', 'Once Only')).status).toBe(201)
    expect(await count()).toBe(before + 2)
  })

  it('refuses a misspelt filter instead of listing everybody', async () => {
    for (const query of ['contry=GR', 'country=Greece', 'reach=confirmed,sometimes', 'page=0', 'page=x']) {
      const response = await ask(`/offices/terjola/people?${query}`, 'terjola officer')
      expect(response.status, query).toBe(422)
      expect(Object.keys((await problem(response)).fields ?? {})[0]).toMatch(new RegExp(`^${query.split('=')[0]}`))
    }
  })

  it('refuses hostile and huge bodies with a sentence and lives', async () => {
    const path = '/offices/terjola/families'
    expect((await problem(await send(path, 'terjola officer', '{"village": '))).code).toBe('not_json')
    expect((await problem(await ask(path, 'terjola officer', { method: 'POST', body: '<village/>', headers: { 'content-type': 'application/xml' } }))).code).toBe('unsupported_media_type')
    expect((await problem(await send(path, 'terjola officer', 'null'))).code).toBe('invalid')
    expect((await problem(await send(path, 'terjola officer', JSON.stringify({ village: 'x'.repeat(600_000) })))).code).toBe('too_large')
    expect((await problem(await send(path, 'terjola officer', `${'['.repeat(100_000)}${']'.repeat(100_000)}`))).code).toBe('invalid')
    expect((await send(path, 'terjola officer', martasFamily({ headName: `<script>'; drop table people; --` }))).status).toBe(201)
    expect((await fetch(`${server.address}/health`)).status).toBe(200)
  })

  it('a token that was ended is nobody from then on', async () => {
    await database.owner.query(`update corridor.api_tokens set revoked_at = now() where name = 'A auditor'`)
    expect((await ask('/offices/terjola/people', 'terjola auditor')).status).toBe(401)
  })

  it('a token that asks too often is told when to come again', async () => {
    const responses: Response[] = []
    // More than the writes of two windows: the minute may end in between.
    for (let round = 0; round < 25; round++) responses.push(...(await Promise.all(Array.from({ length: 10 }, () => send('/offices/samtredia/families', 'other officer', '{}')))))
    const refused = responses.find(({ status }) => status === 429)
    expect(refused && (await problem(refused)).code).toBe('too_many_requests')
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('the document is open to anybody and is the one of this version', async () => {
    const response = await ask('/openapi.json')
    expect(response.status).toBe(200)
    const document = (await response.json()) as Document
    expect(Object.keys(document.paths).length).toBe(new Set(listEndpoints().map(({ path }) => path)).size)
    expect(document.components['x-problems']).toHaveProperty('not_found')
  })
})
