// Every action of every form, posted by somebody who may, with each of its fields wrong, huge or hostile in turn: never a failure of
// ours, always an answer, nothing stored where it was refused. A new action is walked at once, a new field by its name in the page.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDemoAccount, startSession } from '#modules/accounts/index.server.ts'
import { makePersonalLink } from '#modules/register/rights/index.server.ts'
import type { Role } from '#platform/access/actor.ts'
import { projectRoot } from '#platform/root.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { castFor, registerMarta, system, type Cast } from '../support/cast.ts'
import { serveTestDatabase, type TestServer } from '../support/corridor.ts'
import { findRoutes, type Route } from '../support/routes.ts'

type Fields = [string, string][]

const nobody = '0195a000-0000-7000-8000-00000000dead'
const hostile: [string, string][] = [
  ['nothing', ''],
  ['a long text', 'x'.repeat(50_000)],
  ['a NUL byte', 'ab\u0000cd'],
  ['a lone surrogate', 'ab\ud800cd'],
  ['bidi and zero-width', '\u202egpj.\u200b\u2066exe\u2069\ufeff'],
  ['an emoji', '👩‍👩‍👧‍👦🏳️‍🌈'],
  ['HTML', '"><script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['SQL', "'; drop table corridor.people; --"],
  ['a formula', '=cmd|\' /C calc\'!A0'],
  ['31 February', '2026-02-31'],
  ['a day to come', '2067-01-01'],
  ['a negative number', '-1'],
  ['a huge number', '99999999999999999999999999'],
  ['no number', '1e999'],
  ['an id of nobody', nobody],
  ['a list in braces', '{1,2,"3}'],
  ['control characters', '\u0001\u001b[31m\r\n\tx'],
]

/** What is tried in one field while all others are right; the rest is tried in all of them together. */
const inEachField = new Set(['a long text', 'a NUL byte', 'a day to come', 'a huge number'])

/** Forms that are right as they are, so that each field is tried where all the others pass. */
const right = (facts: { person: string; village: string }): Record<string, Fields> => ({
  '/desk/[office]/people/register save': [['village', 'Tuzi'], ['headName', 'Head'], ['phone', '599 12 34 56'], ['address', 'a'], ['informantName', 'I'], ['means', 'visit'], ['collectedOn', '2026-02-01'], ['householdId', ''], ['draftId', ''],
    ['migrants.0.familyName', 'F'], ['migrants.0.givenName', 'G'], ['migrants.0.sex', 'female'], ['migrants.0.born', '1971'], ['migrants.0.residence.country', 'GR'], ['migrants.0.residence.city', 'Athens'], ['migrants.0.residence.starts', '2009'],
    ['migrants.0.contacts.0.kind', 'phone'], ['migrants.0.contacts.0.raw', '694 331 2207'], ['migrants.0.consent', 'given_by_family'], ['migrants.0.informantTie', 'parent'], ['migrants.0.interests[]', 'return'], ['migrants.0.note', 'n'],
    ['migrants.0.occupation', 'nurse'], ['migrants.0.readiness', 'someday'], ['migrants.0.skills', 'a, b']],
  '/desk/[office]/people/[id] addContact': [['kind', 'phone'], ['raw', '694 331 2208'], ['note', 'n']],
  '/desk/[office]/people/[id] contact': [['contact', nobody], ['state', 'dead']],
  '/desk/[office]/people/[id] move': [['country', 'GR'], ['city', 'Athens'], ['starts', '2010']],
  '/desk/[office]/people/[id] consent': [['purpose', 'news'], ['channel', 'any'], ['answer', 'declined'], ['until', '2027-01-01']],
  '/desk/[office]/people/[id] note': [['text', 't']],
  '/desk/[office]/people/[id] tie': [['kind', 'parent'], ['other', 'o']],
  '/desk/[office]/people/[id] untie': [['tie', nobody]],
  '/desk/[office]/people/[id]/edit default': [['version', '1'], ['familyName', 'F'], ['givenName', 'G'], ['otherNames', ''], ['sex', 'female'], ['born', '1971'], ['village', 'Tuzi'], ['occupation', 'o'], ['occupationCode', '2221'], ['skills', 'a'], ['languages', 'ka'],
    ['interests[]', 'return'], ['readiness', 'now'], ['preferredLanguage', 'ka'], ['toldBy', 't']],
  '/desk/[office]/people/[id]/family default': [['version', '1'], ['headName', 'H'], ['phone', '599 12 34 56'], ['address', 'a'], ['village', 'Tuzi']],
  '/desk/[office]/people edit': [['action', 'add_skill'], ['value', 'v'], ['person', facts.person], ['query', 'name=x'], ['everybody', '']],
  '/desk/[office]/people undo': [['edit', nobody]],
  '/desk/[office]/people saveView': [['query', 'name=x'], ['name', 'n'], ['shared', 'yes']],
  '/desk/[office]/people removeView': [['view', nobody]],
  '/desk/[office]/settings/staff invite': [['email', 'new@example.org'], ['name', 'New'], ['role', 'field'], ['villages[]', facts.village], ['helperOf', 'x'], ['until', '2027-01-01'], ['language', 'ka']],
  '/desk/[office]/settings/staff/[account] revise': [['role', 'field'], ['villages[]', facts.village], ['helperOf', 'x'], ['until', '2027-01-01']],
  '/desk/[office]/settings/tokens create': [['name', 'n'], ['role', 'officer'], ['days', '30']],
  '/desk/[office]/settings default': [['name', 'Terjola'], ['region', 'r'], ['languages[]', 'ka'], ['defaultLanguage', 'ka'], ['timeZone', 'Asia/Tbilisi'], ['homeCountry', 'GE'], ['noticeWithinDays', '30'], ['contactStaleAfterDays', '365'], ['retainUntoldDays', '365'],
    ['retainInactiveDays', '1825'], ['retainImportsDays', '365'], ['retainHistoryDays', '3650'], ['postalAddress', 'a'], ['phone', 'p'], ['email', 'o@example.org'], ['openingHours', 'h'], ['privacyContact', 'c']],
  '/my/[token] contact': [['contact', nobody], ['state', 'confirmed']],
  '/my/[token] add': [['kind', 'phone'], ['raw', '694 331 2209']],
  '/my/[token] move': [['country', 'GR'], ['city', 'c'], ['starts', '2010']],
  '/my/[token] facts': [['version', '1'], ['familyName', 'F'], ['givenName', 'G'], ['born', '1971'], ['sex', 'female'], ['occupation', 'o'], ['skills', 'a'], ['interests[]', 'return'], ['readiness', 'now'], ['preferredLanguage', 'ka'], ['otherNames', 'x']],
  '/my/[token] uses': [['uses.news[]', 'email']],
  '/desk/[office]/duplicates decide': [['verdict', 'same'], ['pair', `${facts.person}_${nobody}`]],
  '/desk/[office]/import/[id] mapping': [['column', '0'], ['sheet', 's'], ['meaning', 'note'], ['dateOrder', 'dmy'], ['nameOrder', 'x'], ['messenger', 'viber']],
  // One of the hostile values is a password that will do, so an office is made; with the demo removed there would be nothing left to try.
  '/setup default': [['name', 'N'], ['place', 'P'], ['country', 'GE'], ['region', 'r'], ['languages[]', 'ka'], ['adminName', 'A'], ['email', 'x@example.org'], ['password', ''], ['code', ''], ['removeDemo', '']],
  '/sign-in password': [['email', 'x@example.org'], ['password', 'p']],
  '/sign-in demo': [['account', nobody]],
})

/** Forms of which no field passes twice: posted once right, they would end what is tried. */
const actionsToLeave = /^\/my\/\[token\]\/erase (?!$)|^\/my\/\[token\] revoke|\/people\/\[id\] (?:erase|revokeLinks)/

let test: TestApp
let cast: Cast
let server: TestServer
let forms: Record<string, Fields>
const cookies = new Map<string, string>()
let personId: string
let secret: string

beforeAll(async () => {
  test = await testApp()
  cast = await castFor(test.database)
  personId = await registerMarta(cast)
  await test.database.owner.query('update corridor.offices set is_demo = true')
  const join = async (who: string, role: Role): Promise<string> => {
    const id = await cast.as(system, (tx) => createDemoAccount(tx, { name: who, email: `${who}@example.org`, role, villages: [] }))
    const { cookies: given } = await startSession(test.app, { headers: new Headers(), address: '127.0.0.1' }, id)
    cookies.set(who, given.map((each) => each.split(';', 1)[0]).join('; '))
    return id
  }
  await join('nino', 'officer')
  await join('ana', 'administrator')
  await join('ina', 'administrator')
  // Whose own account is tried: its forms may well end the session.
  await join('zura', 'officer')
  secret = (await cast.as(cast.nino, (tx) => makePersonalLink(tx, personId, test.app.now()))).secret
  await test.database.owner.query(`update corridor.personal_links set expires_at = now() + interval '1 day'`)
  forms = right({ person: personId, village: cast.villages.tuzi })
  server = await serveTestDatabase(test.database)
})
beforeEach(() => test.database.owner.query('delete from corridor.rate_limits'))
afterAll(async () => {
  const said = await server?.stop()
  await test?.close()
  expect(said?.stderr ?? '').not.toMatch(/a page failed|a request failed/)
})

const addressOf = (id: string): string => id.replace('[office]', 'terjola').replace('/my/[token]', `/my/${secret}`).replace(/\[(?:id|pair|mail|account)\]/, personId).replaceAll(/\[\w+\]/g, 'x'.repeat(43))

/** Names of fields in a page and its action that no form above knows. */
function namesIn(id: string): string[] {
  const folder = readdirSync(join(projectRoot, 'src/routes'), { recursive: true, withFileTypes: true }).find((entry) => entry.name === '+page.server.ts' && `/${entry.parentPath.slice(join(projectRoot, 'src/routes').length + 1).split('/').filter((part) => !/^\(.*\)$/.test(part)).join('/')}` === id)
  const text = ['+page.svelte', '+page.server.ts'].map((name) => (folder ? readFileSync(join(folder.parentPath, name), 'utf8') : '')).join('\n')
  return [...new Set([...text.matchAll(/name="([\w.[\]]+)"|form\.get(?:All)?\('(\w+)'\)|typed\.(\w+)/g)].map(([, a, b, c]) => (a ?? b ?? c)!))]
}

/** What the register holds and says of itself: equal before and after where a form was refused. */
async function held(): Promise<string> {
  const { rows } = await test.database.owner.query(`select (select count(*) from corridor.history) h, (select count(*) from corridor.collections) c, (select count(*) from corridor.drafts) d, (select count(*) from corridor.saved_views) v,
    (select count(*) from corridor.bulk_edits) b, (select count(*) from corridor.api_tokens) t, (select count(*) from corridor.invitations where revoked_at is null) i, (select count(*) from corridor.offices) o, (select count(*) from corridor.outbox) m`)
  return JSON.stringify(rows[0])
}

/** Posts as a script would, which spares the rendering; as a browser where the page itself is looked at. */
async function post(route: Route, action: string, body: BodyInit, type?: string, accept = 'application/json'): Promise<{ status: number; text: string }> {
  const url = `${server.address}${addressOf(route.id)}${action === 'default' ? '' : `?/${action}`}`
  const who = route.id.startsWith('/account') ? 'zura' : /settings|operator/.test(route.id) ? 'ana' : 'nino'
  const headers = { cookie: /^\/(desk|account|operator)/.test(route.id) ? cookies.get(who)! : '', origin: server.address, accept, ...(type && { 'content-type': type }) }
  const response = await fetch(url, { method: 'POST', body, headers, redirect: 'manual', signal: AbortSignal.timeout(20_000) })
  const text = await response.text()
  const said = response.ok && accept === 'application/json' ? (JSON.parse(text) as { status?: number }).status : undefined
  return { status: said ?? response.status, text }
}

let last: string | undefined

async function faultOf(route: Route, action: string, what: string, body: BodyInit, type?: string): Promise<string[]> {
  if (!route.id.startsWith('/desk')) await test.database.owner.query('delete from corridor.rate_limits')
  const before = (last ??= await held())
  const { status, text } = await post(route, action, body, type, what.endsWith(': nothing') || what.endsWith('HTML') ? 'text/html' : undefined).catch((error: unknown) => ({ status: 0, text: String(error) }))
  last = status >= 400 ? await held() : undefined
  const faults = []
  if (status === 0 || status >= 500) faults.push(`answered ${status}`)
  if (/problem\.[a-z_]+\.?[a-z_]*</.test(text)) faults.push('a sentence is missing')
  if (text.includes('<script>alert(1)') || text.includes('<img src=x')) faults.push('HTML came back alive')
  if (status >= 400 && text.length < 20) faults.push(`says nothing (${status})`)
  if (status >= 400 && before !== last) faults.push('refused and stored')
  return faults.map((fault) => `${route.id} ${action}, ${what}: ${fault}`)
}

/** A walk by somebody who was signed out on the way would prove nothing. */
async function expectSignedIn(after: string): Promise<void> {
  for (const who of ['nino', 'ana']) {
    const { status } = await fetch(`${server.address}/desk/terjola`, { headers: { cookie: cookies.get(who)! }, redirect: 'manual' })
    expect(status, `${who} after ${after}`).toBe(200)
  }
}

const walked = findRoutes().filter(({ actions }) => actions.length > 0)

describe('forms with wrong, huge and hostile input', () => {
  it('every file with actions is walked', () => {
    const written = readdirSync(join(projectRoot, 'src/routes'), { recursive: true, withFileTypes: true }).filter((entry) => entry.name === '+page.server.ts' && /export const actions/.test(readFileSync(join(entry.parentPath, entry.name), 'utf8')))
    expect(walked.length).toBe(written.length)
  })

  it.each(walked.map((route) => [route.id, route] as const))('%s stands every hostile value in every field', async (id, route) => {
    const faults: string[] = []
    for (const action of route.actions) {
      if (actionsToLeave.test(`${id} ${action}`)) continue
      const known = forms[`${id} ${action}`] ?? []
      const one = (field: string, value: string): URLSearchParams => new URLSearchParams(known.map(([name, usual]) => [name, name === field ? value : usual]))
      for (const [field] of known) for (const [what, value] of hostile.filter(([what]) => inEachField.has(what))) faults.push(...(await faultOf(route, action, `${field}: ${what}`, one(field, value))))
      const names = [...new Set([...known.map(([name]) => name), ...namesIn(id)])]
      for (const [what, value] of hostile) if (value.length < 10_000) faults.push(...(await faultOf(route, action, `everywhere ${what}`, new URLSearchParams(names.map((name) => [name, value])))))
      if (names[0]) faults.push(...(await faultOf(route, action, 'a megabyte less a little', one(names[0], '').toString() + `&${names[0]}=${'x'.repeat(900_000)}`, 'application/x-www-form-urlencoded')))
    }
    expect(faults).toEqual([])
    await expectSignedIn(id)
  })

  it.each(walked.map((route) => [route.id, route] as const))('%s stands forms that are none', async (id, route) => {
    const faults: string[] = []
    const names = [...new Set([...route.actions.flatMap((action) => (forms[`${id} ${action}`] ?? []).map(([name]) => name)), ...namesIn(id)])]
    const odd: [string, BodyInit, string?][] = [
      ['no field', new URLSearchParams()],
      ['every field twice', new URLSearchParams(names.flatMap((name): Fields => [[name, 'a'], [name, 'b']]))],
      ['every field as a list', new URLSearchParams(names.flatMap((name): Fields => [[`${name}[]`, 'a'], [`${name}[]`, 'b']]))],
      ['every field as an object', new URLSearchParams(names.flatMap((name): Fields => [[`${name}.a.b`, 'a'], [`${name}[b][c]`, 'b'], [`${name}.0`, 'c']]))],
      ['keys of prototypes', new URLSearchParams([['__proto__.x', '1'], ['constructor', '1'], ['constructor.prototype.x', '1'], ['toString', '1'], ['hasOwnProperty', '1'], ['migrants.0.constructor', '1']])],
      ['deep keys', new URLSearchParams([['a.'.repeat(10_000), '1'], ['a[b]'.repeat(10_000), '1'], ['migrants.0.contacts.999999999.raw', '1']])],
      ['ten thousand fields', new URLSearchParams(Array.from({ length: 10_000 }, (_, index): [string, string] => [`migrants.${index}.familyName`, 'x']))],
      ['ten thousand people and pairs', new URLSearchParams(Array.from({ length: 10_000 }, (_, index): [string, string] => [index % 2 ? 'person' : 'pair', nobody]))],
      ['text that is no form', 'x', 'text/plain'],
      ['JSON', '{"a":1}', 'application/json'],
      ['a form in parts without a boundary', 'x', 'multipart/form-data'],
      ['a form in parts, cut off', '--b\r\nContent-Disposition: form-data; name="x"\r\n\r\ny', 'multipart/form-data; boundary=b'],
      ['a file where text belongs', (() => { const form = new FormData(); for (const name of names) form.append(name, new File(['x'], 'x.txt')); return form })()],
      ['bytes that are no UTF-8', new Uint8Array([0x61, 0x3d, 0xff, 0xfe, 0x25, 0x66, 0x66, 0x26, 0x25]), 'application/x-www-form-urlencoded'],
    ]
    for (const action of route.actions) {
      if (actionsToLeave.test(`${id} ${action}`)) continue
      for (const [what, body, type] of odd) {
        faults.push(...(await faultOf(route, action, what, body, type)))
      }
    }
    expect(faults).toEqual([])
  })

  it('a form over the limit is refused with a sentence, told in advance or not', async () => {
    const big = new TextEncoder().encode(`name=${'x'.repeat(1_100_000)}`)
    for (const path of ['/sign-in/forgot', '/setup']) {
      for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=b']) {
        const told = await fetch(server.address + path, { method: 'POST', body: big, headers: { origin: server.address, 'content-type': type } })
        expect([told.status, (await told.text()).length > 20], `${path} ${type}`).toEqual([413, true])
        const streamed = await fetch(server.address + path, { method: 'POST', body: new ReadableStream({ start(controller) { controller.enqueue(big); controller.close() } }), duplex: 'half', headers: { origin: server.address, 'content-type': type } } as RequestInit)
        expect([streamed.status, (await streamed.text()).length > 20], `${path} ${type} streamed`).toEqual([413, true])
      }
    }
  })

  it('a filter that is none is neither kept nor sent on', async () => {
    const route = walked.find(({ id }) => id === '/desk/[office]/people')!
    const { status } = await post(route, 'saveView', new URLSearchParams({ name: 'kept', query: 'name=Nino&x=\u0000\u202e👩&country=GR,XXX' }))
    expect(status).toBe(303)
    const { rows } = await test.database.owner.query<{ query: string }>(`select query from corridor.saved_views where name = 'kept'`)
    expect(rows).toEqual([{ query: 'name=Nino' }])
  })

  it('the server is alive after all that, and kept nothing of prototypes', async () => {
    expect((await fetch(`${server.address}/health`)).status).toBe(200)
    expect((await test.database.owner.query('select count(*)::int as n from corridor.people')).rows[0]).toMatchObject({ n: expect.any(Number) })
  })
})
