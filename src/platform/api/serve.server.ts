/**
 * What every route of the API does: know the token, count the request, require the permission, check what came in, run one
 * operation in one transaction, check what goes out, answer. Only tokens are let in: a browser's session is never used by a page of
 * somebody else's.
 */
import type { z } from 'zod'
import { actorId, type Actor } from '../access/actor.ts'
import { requirePermission } from '../access/permissions.ts'
import { getApp } from '../app.ts'
import type { Tx } from '../database/types.ts'
import { checkForm } from '../forms/check-form.ts'
import type { Translator } from '../i18n/index.ts'
import { isUuid } from '../ids/uuid.ts'
import { once } from '../submissions/once.server.ts'
import { ProblemError, translateDatabaseError } from '../problems/problem.ts'
import { countTry, type Limit } from '../rate-limit/rate-limit.server.ts'
import { isList, type Endpoint } from './endpoint.ts'
import { problemResponse } from './problem-document.server.ts'

/** For one token. A report that reads a register of 17,000 in pages needs 350 requests. */
export const READS_A_MINUTE: Limit = { what: 'api.read', tries: 600, seconds: 60 }
export const WRITES_A_MINUTE: Limit = { what: 'api.write', tries: 120, seconds: 60 }
export const MAX_API_BODY = 500_000
/** Visible ASCII, as long as anybody needs. */
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/

/** What of a request the API needs; the framework's event is one. */
export interface ApiEvent {
  readonly request: Request
  readonly url: URL
  readonly params: Partial<Record<string, string>>
  readonly locals: {
    readonly actor: Actor
    readonly requestId: string
    readonly today: string
    readonly translator: Translator
    readonly within: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  }
}

export interface Asked<Q, B> {
  readonly query: Q
  readonly body: B
  readonly url: URL
  /** A parameter of the path, a UUID. */
  id(name: string): string
  /** The office's day, ISO. */
  readonly today: string
}

type QueryOf<E extends Endpoint> = E extends Endpoint<infer Q> ? z.output<Q> : never
type BodyOf<E extends Endpoint> = E['body'] extends z.ZodType | undefined ? z.output<NonNullable<E['body']>> : never

/**
 * Makes a route's handler of an endpoint and what it does.
 * @param work gets the transaction and what was asked; what it returns is held against the endpoint's contract, and what the contract
 *   does not name stays in the house
 */
export function serve<E extends Endpoint>(endpoint: E, work: (tx: Tx, asked: Asked<QueryOf<E>, BodyOf<E>>) => Promise<unknown>): (event: ApiEvent) => Promise<Response> {
  return async (event) => {
    const { actor, translator, requestId } = event.locals
    try {
      if (actor.kind !== 'token') throw new ProblemError('sign_in_needed')
      const app = getApp()
      const wait = await countTry(app.pool, endpoint.method === 'GET' ? READS_A_MINUTE : WRITES_A_MINUTE, actorId(actor) ?? '', app.now())
      if (wait > 0) return problemResponse(new ProblemError('too_many_requests', { values: { minutes: 1 } }), translator, requestId, wait)
      requirePermission(actor, endpoint.permission)
      const asked = { query: readQuery(endpoint, event.url), body: await readBody(endpoint, event.request), url: event.url, id: (name: string) => idOf(event, name), today: event.locals.today }
      const key = readKey(endpoint, event.request)
      const result = await event.locals.within((tx) => {
        const done = () => work(tx, asked as Asked<QueryOf<E>, BodyOf<E>>)
        return key === undefined ? done() : once(tx, `${actorId(actor)} ${endpoint.id} ${key}`, `${event.url.pathname} ${JSON.stringify(asked.body)}`, done)
      })
      return answerOf(endpoint, result, event.url)
    } catch (error) {
      return problemOf(error, event)
    }
  }
}

function problemOf(error: unknown, { locals, url }: ApiEvent): Response {
  const problem = translateDatabaseError(error)
  if (problem instanceof ProblemError) return problemResponse(problem, locals.translator, locals.requestId)
  getApp().log.error('a request of the API failed', error, { request: locals.requestId, path: url.pathname.split('/').slice(0, 4).join('/') })
  return problemResponse(new ProblemError('unexpected'), locals.translator, locals.requestId)
}

/** What a program calls its request, so that it can send it again when no answer came (draft-ietf-httpapi-idempotency-key-header). */
function readKey({ method }: Endpoint, request: Request): string | undefined {
  const key = method === 'POST' ? request.headers.get('idempotency-key') : null
  if (key === null) return undefined
  if (!IDEMPOTENCY_KEY.test(key)) throw new ProblemError('idempotency_key_form')
  return key
}

function idOf({ params }: ApiEvent, name: string): string {
  const id = params[name] ?? ''
  if (!isUuid(id)) throw new ProblemError('not_found')
  return id
}

/** Unlike the Desk, which opens an old bookmark, the API refuses what it does not know: a misspelt filter must not list everybody. */
function readQuery({ query }: Endpoint, url: URL): unknown {
  const given = new Set(url.searchParams.keys())
  const mistakes = [...given].filter((name) => !query || !(name in query.shape))
  if (mistakes.length > 0) throw new ProblemError('invalid', { fields: Object.fromEntries(mistakes.map((name) => [name, [{ code: 'unknown_parameter' }]])) })
  if (!query) return {}
  const values = [...given].map((name) => [name, isList(query.shape[name]!) ? url.searchParams.getAll(name).join(',').split(',') : url.searchParams.get(name)])
  return checkForm(query, Object.fromEntries(values))
}

async function readBody({ body }: Endpoint, request: Request): Promise<unknown> {
  if (!body) return undefined
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(request.headers.get('content-type') ?? '')) throw new ProblemError('unsupported_media_type')
  const text = await request.text()
  if (text.length > MAX_API_BODY) throw new ProblemError('too_large')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ProblemError('not_json')
  }
  return checkForm(body, value)
}

function answerOf(endpoint: Endpoint, result: unknown, url: URL): Response {
  // Through JSON first: the contract speaks of what is sent, where an instant is text.
  const value = JSON.parse(JSON.stringify(result)) as Record<string, unknown>
  const links = endpoint.paged ? pageLinks(url, Number(value.page), Number(value.pages)) : {}
  const answer = endpoint.answer.parse({ ...value, ...(endpoint.paged && { next: links.next ?? null, previous: links.prev ?? null }) })
  const headers = new Headers({ 'content-type': 'application/json' })
  const link = Object.entries(links).map(([rel, address]) => `<${address}>; rel="${rel}"`).join(', ')
  if (link) headers.set('link', link)
  return new Response(JSON.stringify(answer), { status: endpoint.status, headers })
}

/** RFC 8288: first, previous, next and last page with the same filter. */
function pageLinks(url: URL, page: number, pages: number): Record<string, string> {
  const at = (number: number): string => {
    const query = new URLSearchParams(url.searchParams)
    query.set('page', String(number))
    return `${url.pathname}?${query}`
  }
  return { first: at(1), ...(page > 1 && { prev: at(Math.min(page - 1, Math.max(pages, 1))) }), ...(page < pages && { next: at(page + 1) }), last: at(Math.max(pages, 1)) }
}
