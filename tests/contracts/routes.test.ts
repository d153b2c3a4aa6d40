// Every route, read from the files, asked by a stranger, by staff of another office and by too small a role: none gets anything of
// the office. A new route is walked at once; an open one must be named here with the reason.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDemoAccount, startSession } from '#modules/accounts/index.server.ts'
import type { Role } from '#platform/access/actor.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { castFor, registerMarta, system, type Cast } from '../support/cast.ts'
import { serveTestDatabase, type TestServer } from '../support/corridor.ts'
import { findRoutes, type Route } from '../support/routes.ts'

/** Open to anybody, and why. */
const open: Record<string, string> = {
  '/': 'the first page',
  '/api/v1/openapi.json': 'says what the API is, not what is in it',
  '/api/v1/[...rest]': 'answers that nothing is there',
  '/sign-in': 'where one signs in',
  '/sign-in/email': 'opened by the secret in a mail',
  '/sign-in/forgot': 'asks for a mail, and answers alike whoever it is',
  '/sign-in/reset': 'opened by the secret in a mail',
  '/sign-in/second-factor': 'after the password',
  '/sign-in/set-up-second-factor': 'after the password',
  '/sign-out': 'ends the own session, if there is one',
  '/setup': 'the first office of an installation that has none',
  '/invitation/[token]': 'opened by the secret in a mail',
  '/my/[token]': 'opened by the secret in a personal link',
  '/my/[token]/[file]': 'opened by the secret in a personal link',
  '/my/[token]/erase': 'opened by the secret in a personal link',
  '/dev/constants/people': 'pages of constants, to measure against',
  '/dev/constants/people/one': 'pages of constants, to measure against',
  '/dev/gallery': 'the design system with made-up samples',
  '/dev/gallery/forms': 'the design system with made-up samples',
  '/dev/gallery/parts': 'the design system with made-up samples',
  '/dev/portal': 'the design system with made-up samples',
}

/** Pages about the account itself: whoever is signed in has them, with nothing of an office. */
const ofTheAccount = ['/account', '/desk']
/** Of the platform's operators. */
const ofOperators = ['/operator']

/** Pages of the Desk that each role opens; every other page answers it as if there were none. */
const openedBy: Partial<Record<Role, RegExp>> = {
  planner: /^\/desk\/\[office\]$/,
  moderator: /^\/desk\/\[office\]$/,
}

const routes = findRoutes()
const closed = routes.filter(({ id }) => !(id in open))
const ofTheDesk = closed.filter(({ id }) => id.startsWith('/desk/[office]'))

let test: TestApp
let cast: Cast
let server: TestServer
let martaId: string
const cookies = new Map<string, string>()

beforeAll(async () => {
  test = await testApp()
  cast = await castFor(test.database)
  martaId = await registerMarta(cast, { headName: 'Tsitsino Qvarcxava', informantName: 'Tsitsino Qvarcxava', migrants: [{ familyName: 'Qvarcxelia', givenName: 'Marta', contacts: [{ kind: 'email', raw: 'qvarcxelia@example.org' }] }] })
  // Accounts of a demo office sign in without a second factor, which is what is tried elsewhere.
  await test.database.owner.query('update corridor.offices set is_demo = true')
  const join = async (who: string, office: string, role: Role): Promise<void> => {
    const id = await cast.within({ office, actor: system }, (tx) => createDemoAccount(tx, { name: who, email: `${who}@example.org`, role, villages: role === 'field' ? [cast.villages.alisubani] : [] }))
    const { cookies: given } = await startSession(test.app, { headers: new Headers(), address: '127.0.0.1' }, id)
    cookies.set(who, given.map((each) => each.split(';', 1)[0]).join('; '))
  }
  await join('nino', cast.terjola, 'officer')
  await join('petre', cast.terjola, 'planner')
  await join('salome', cast.terjola, 'moderator')
  await join('avto', cast.terjola, 'auditor')
  await join('giorgi', cast.terjola, 'field')
  await join('otto', cast.other, 'officer')
  await join('olga', cast.other, 'administrator')
  server = await serveTestDatabase(test.database)
})
afterAll(async () => {
  await server?.stop()
  await test?.close()
})

/** The address of a route about Marta, in Terjola. */
const addressOf = (id: string): string => id.replace('[office]', 'terjola').replace(/\[\.\.\.\w+\]/, 'x').replace(/\[(?:id|pair|mail|account)\]/, martaId).replaceAll(/\[\w+\]/g, 'x'.repeat(43))

interface Answer { readonly what: string; readonly status: number; readonly location: string | null; readonly text: string }

/** Asks a route in every way that it can be asked: the page, its data, each method, each action with an empty form. */
async function askAll({ id, page, methods, actions }: Route, who?: string): Promise<Answer[]> {
  const address = `${server.address}${addressOf(id)}`
  const headers = { ...(who && { cookie: cookies.get(who) ?? '' }), origin: server.address, accept: 'text/html' }
  const form = { method: 'POST', body: new URLSearchParams({ person: martaId, id: martaId, draftId: martaId }) }
  const ways: [string, string, RequestInit][] = [
    ...(page ? [['page', address, {}], ['data', `${address}/__data.json`, {}]] as [string, string, RequestInit][] : []),
    ...methods.map((method): [string, string, RequestInit] => [method, method === 'GET' ? `${address}?q=qvarcxelia&format=csv` : address, method === 'GET' ? {} : { ...form, method }]),
    ...actions.map((action): [string, string, RequestInit] => [`action ${action}`, action === 'default' ? address : `${address}?/${action}`, form]),
  ]
  const answers: Answer[] = []
  for (const [what, url, options] of ways) {
    const response = await fetch(url, { ...options, headers, redirect: 'manual', signal: AbortSignal.timeout(20_000) })
    answers.push({ what: `${id} ${what}`, status: response.status, location: response.headers.get('location'), text: await response.text() })
  }
  return answers
}

const tellsOfMarta = ({ text }: Answer): boolean => /qvarcx/i.test(text)

/** Refused: nothing there, sign in first, or (for machines) no token. The framework's data of a redirect says where in its body. */
const isRefused = ({ status, location, text }: Answer): boolean =>
  status === 404 || status === 401 || ([302, 303, 307].includes(status) && /^\/sign-in/.test(location ?? '')) || (status === 200 && /^\{"type":"redirect","location":"\/sign-in/.test(text.replaceAll(/"status":\d+,/g, '')))
  || (status === 200 && /^\{"type":"data","nodes":\[.*"type":"error".*"status":404/.test(text)) || (status === 200 && /^\{"type":"error".*"status":404/.test(text))

const notRefused = (answers: Answer[]): string[] => answers.filter((answer) => !isRefused(answer) || tellsOfMarta(answer)).map(({ what, status, text }) => `${what}: ${status} ${text.slice(0, 120)}`)

describe('the routes', () => {
  it('the open ones are these, each with its reason', () => {
    expect(Object.keys(open).filter((id) => !routes.some((route) => route.id === id))).toEqual([])
    expect(closed.map(({ id }) => id).filter((id) => !/^\/(?:desk\/\[office\]|api\/v1\/offices\/\[office\])/.test(id) && !ofTheAccount.includes(id) && !ofOperators.includes(id))).toEqual([])
  })

  it.each(Object.keys(open).map((id) => [id]))('%s is open and says nothing of anybody', async (id) => {
    for (const answer of await askAll(routes.find((route) => route.id === id)!)) {
      expect(answer.status, answer.what).toBeLessThan(500)
      expect(tellsOfMarta(answer), answer.what).toBe(false)
    }
  })

  it.each(closed.map((route) => [route.id, route] as const))('%s sends a stranger to sign in, or is not there', async (_id, route) => {
    expect(notRefused(await askAll(route))).toEqual([])
  })

  it.each(ofTheDesk.map((route) => [route.id, route] as const))('%s is not there for officers and administrators of another office', async (_id, route) => {
    expect(notRefused(await askAll(route, 'otto'))).toEqual([])
    expect(notRefused(await askAll(route, 'olga'))).toEqual([])
  })

  it.each(ofTheDesk.map((route) => [route.id, route] as const))('%s shows nobody to a planner, a moderator and a field official of another village', async (_id, route) => {
    for (const who of ['petre', 'salome', 'giorgi']) {
      for (const answer of await askAll(route, who)) {
        expect(answer.status, `${who}: ${answer.what}`).toBeLessThan(500)
        expect(tellsOfMarta(answer), `${who}: ${answer.what}`).toBe(false)
        if (who !== 'giorgi' && answer.status === 200 && answer.what.endsWith(' page')) expect(route.id).toMatch(openedBy.planner!)
      }
    }
  })

  it('no action of the Desk changes anything for an auditor', async () => {
    const state = async (): Promise<unknown> => (await test.database.owner.query(`select (select count(*) from corridor.history) as changes, (select count(*) from corridor.staff) as staff, (select count(*) from corridor.api_tokens) as tokens, (select count(*) from corridor.imports) as imports`)).rows[0]
    const before = await state()
    for (const route of ofTheDesk) for (const answer of await askAll({ ...route, page: false, methods: route.methods.filter((method) => method !== 'GET') }, 'avto')) expect(answer.status, answer.what).toBeLessThan(500)
    expect(await state()).toEqual(before)
  })

  it('the officer sees Marta, so that nothing above is true by chance', async () => {
    const page = await askAll(routes.find(({ id }) => id === '/desk/[office]/people/[id]')!, 'nino')
    expect(page[0]).toMatchObject({ status: 200 })
    expect(tellsOfMarta(page[0]!)).toBe(true)
  })
})
