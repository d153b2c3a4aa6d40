// Every endpoint that takes a body, sent JSON that is wrong, huge, deep or hostile: never a failure of ours, always a problem document
// with a sentence in the reader's language. A new endpoint is walked at once, by the example of its own contract.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addContactEndpoint, registerFamilyEndpoint } from '#modules/register/index.server.ts'
import type { Actor } from '#platform/access/actor.ts'
import { listEndpoints } from '#platform/api/endpoint.ts'
import { serve } from '#platform/api/serve.server.ts'
import { setApp } from '#platform/app.ts'
import { translator } from '#platform/i18n/index.server.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { castFor, TODAY, type Cast } from '../support/cast.ts'

let test: TestApp
let cast: Cast
beforeAll(async () => {
  test = await testApp()
  cast = await castFor(test.database)
  setApp(test.app)
})
afterAll(() => test.close())

const NUL = '\u0000'
const wrong: unknown[] = [null, true, 0, -1, 1e308, '', 'x'.repeat(200_000), `a${NUL}b`, 'a\ud800b', [], [[]], {}, { a: 1 }, [null], Array.from({ length: 5000 }, () => 'x'), '2026-02-31']
const json = 'application/json'

/** Bodies as they are sent, and of which type. */
function bodiesOf(example: Record<string, unknown>): [string, string][] {
  const right = JSON.stringify(example)
  const ofFields = Object.keys(example).flatMap((field) => wrong.map((value) => JSON.stringify({ ...example, [field]: value })))
  const whole = ['', '{', 'null', '1', '"x"', '[]', '{}', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, `{"__proto__":{"x":1},"constructor":{"prototype":{}}}`, right.slice(0, -1), `${right.slice(0, -1)},"${Object.keys(example)[0]}":null}`, ' '.repeat(600_000)]
  return [...ofFields, ...whole].map((body): [string, string] => [body, json]).concat([[right, 'text/plain'], [right, 'application/xml'], [right, 'multipart/form-data; boundary=b'], [right, '']])
}

describe('hostile JSON', () => {
  it('every endpoint that takes a body is walked', () => {
    expect(listEndpoints().filter(({ body }) => body).map(({ id }) => id).sort()).toEqual([addContactEndpoint.id, registerFamilyEndpoint.id].sort())
  })

  it.each([registerFamilyEndpoint, addContactEndpoint].map((endpoint) => [endpoint.id, endpoint] as const))('%s refuses it with a sentence', async (_id, endpoint) => {
    const actor: Actor = { kind: 'token', tokenId: '0195a000-0000-7000-8000-0000000000f1', name: 'A program', role: 'officer' }
    // What gets past the contract would be an operation's to refuse; here it is stored nowhere.
    const handle = serve(endpoint as typeof registerFamilyEndpoint, () => Promise.resolve(endpoint.example.answer))
    for (const [body, type] of bodiesOf(endpoint.example.body as Record<string, unknown>)) {
      await test.database.owner.query('delete from corridor.rate_limits')
      const request = new Request('http://127.0.0.1/api/v1/offices/terjola/x', { method: 'POST', body: new TextEncoder().encode(body), headers: type ? { 'content-type': type } : {} })
      const locals = { actor, requestId: 'r', today: TODAY, translator: translator('fr'), within: <T>(work: Parameters<typeof cast.as<T>>[1]) => cast.as(actor, work) }
      const response = await handle({ request, url: new URL(request.url), params: {}, locals })
      const what = `${type} ${body.slice(0, 60)}`
      expect(response.status, what).toBeLessThan(500)
      if (response.status < 400) continue
      expect(response.headers.get('content-type'), what).toBe('application/problem+json')
      const problem = (await response.json()) as { status: number; title: string; fields?: Record<string, { message: string }[]> }
      expect(problem.status).toBe(response.status)
      for (const sentence of [problem.title, ...Object.values(problem.fields ?? {}).flat().map(({ message }) => message)]) expect(sentence, what).not.toMatch(/^problem\./)
    }
  })
})
