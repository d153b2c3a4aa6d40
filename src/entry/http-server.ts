// The node:http server before the framework: it numbers requests, says by which protocol and from where they came, sets the
// security headers of everything (pages, files, errors), answers /health by itself and refuses what is too large.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { App } from '#platform/app.ts'
import type { Config } from '#platform/config/config.server.ts'
import { newId } from '#platform/ids/uuid.ts'
import type { Log } from '#platform/log/log.server.ts'
import { compressResponse } from './http-compression.ts'
import { MAX_UPLOAD_BYTES } from '#platform/forms/receive-file.server.ts'

/** Bodies without files; forms of a whole family are a few kilobytes. */
const BODY_LIMIT_BYTES = 1_000_000
/** Bodies with files: an import's spreadsheet. */
export const UPLOAD_LIMIT_BYTES = MAX_UPLOAD_BYTES
const HEADERS_PATIENCE_MS = 20_000
/** An upload on a poor network. */
const REQUEST_PATIENCE_MS = 15 * 60_000
/** Longer than proxies keep an idle connection, so that none is closed under a request of theirs. */
const KEEP_ALIVE_MS = 72_000

/** Headers of every answer; the framework replaces the content policy on its pages by a narrower one. */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Personal links carry their right in the address.
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(self), payment=(), usb=(), interest-cohort=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}
const HSTS = 'max-age=31536000'

/** The framework's middleware, as build/handler.js exports it. */
export type Handler = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => unknown

/** Names of the headers that tell the framework where a request came from; nothing from outside gets into them. */
export const ORIGIN_HEADERS = { protocol: 'x-forwarded-proto', host: 'x-forwarded-host', address: 'x-client-address' } as const

export interface Front {
  readonly server: Server
  /** Begins to serve; until then everything but /health answers 503. */
  open(app: App, handler: Handler): void
}

const last = (header: string | string[] | undefined): string | undefined => String(header ?? '').split(',').at(-1)?.trim() || undefined

/** The client's address: what as many of our own proxies as there are have written, and nothing that the client wrote itself. */
export function clientAddress(request: Pick<IncomingMessage, 'headers' | 'socket'>, proxies: number): string {
  const direct = request.socket.remoteAddress ?? ''
  if (proxies === 0) return direct
  const chain = String(request.headers['x-forwarded-for'] ?? '').split(',').map((each) => each.trim()).filter(Boolean)
  return chain.at(-proxies) ?? chain[0] ?? direct
}

function tellOrigin(request: IncomingMessage, config: Config): { secure: boolean } {
  const own = config.url ? new URL(config.url) : undefined
  const forwarded = config.proxies > 0 ? last(request.headers['x-forwarded-proto']) : undefined
  const protocol = own ? own.protocol.slice(0, -1) : forwarded === 'https' ? 'https' : 'http'
  const address = clientAddress(request, config.proxies)
  const host = own?.host ?? (config.proxies > 0 ? last(request.headers['x-forwarded-host']) : undefined) ?? request.headers.host ?? 'localhost'
  request.headers[ORIGIN_HEADERS.protocol] = protocol
  request.headers[ORIGIN_HEADERS.host] = host
  request.headers[ORIGIN_HEADERS.address] = address
  return { secure: protocol === 'https' }
}

function requestId(request: IncomingMessage, config: Config): string {
  const given = request.headers['x-request-id']
  return config.proxies > 0 && typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : newId()
}

/** The one page that takes files; elsewhere a form in parts may be no larger than any other. */
const UPLOAD_PATH = /^\/desk\/[a-z0-9-]+\/import$/

const limitOf = (request: IncomingMessage, path: string): number =>
  /^multipart\/form-data/.test(request.headers['content-type'] ?? '') && UPLOAD_PATH.test(path) ? UPLOAD_LIMIT_BYTES : BODY_LIMIT_BYTES

/** Counts a body whose length was not told before it comes; `exceeded` is called once, and nothing more of the body is passed on. */
function countBody(request: IncomingMessage, limit: number, exceeded: () => void): void {
  const push = request.push.bind(request)
  let bytes = 0
  request.push = (part: Buffer | null, encoding?: BufferEncoding): boolean => {
    if (bytes > limit) return true
    bytes += part?.length ?? 0
    if (bytes <= limit) return push(part, encoding)
    exceeded()
    return true
  }
}

function answer(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.statusCode = status
  response.setHeader('content-type', type)
  response.setHeader('cache-control', 'no-store')
  response.end(text)
}

/** /health: 200 when it can serve, 503 when the database does not answer; /health/live: 200 as long as the process runs. */
async function answerHealth(path: string, response: ServerResponse, app: App | undefined): Promise<void> {
  const ready = app !== undefined && (path === '/health/live' || (await app.isReady()))
  const healthy = path === '/health/live' || ready
  answer(response, healthy ? 200 : 503, JSON.stringify({ live: true, ready }), 'application/json')
}

/** Makes the server; it does not listen yet. */
export function createFront(config: Config, log: Log): Front {
  let app: App | undefined
  let handler: Handler | undefined

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const id = requestId(request, config)
    request.headers['x-request-id'] = id
    response.setHeader('x-request-id', id)
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
    const { secure } = tellOrigin(request, config)
    if (secure) response.setHeader('strict-transport-security', HSTS)
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (path === '/health' || path === '/health/live') return answerHealth(path, response, app)
    const limit = limitOf(request, path)
    const refuse = (): void => {
      if (response.headersSent) return void response.destroy()
      response.setHeader('connection', 'close')
      answer(response, 413, 'This is too large to be sent here. A spreadsheet may have 64 MB, anything else 1 MB.\n')
    }
    if (Number(request.headers['content-length'] ?? 0) > limit) return refuse()
    if (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] !== undefined) countBody(request, limit, refuse)
    if (!handler) {
      response.setHeader('retry-after', '2')
      return answer(response, 503, 'Corridor is starting. Try again in a moment.\n')
    }
    compressResponse(request, response)
    await handler(request, response, (error) => {
      if (error) fail(request, response, error)
      else if (!response.headersSent) answer(response, 404, 'There is nothing at this address.\n')
    })
  }

  const fail = (request: IncomingMessage, response: ServerResponse, error: unknown): void => {
    log.error('a request failed before the pages', error, { request: String(request.headers['x-request-id'] ?? '') })
    if (response.headersSent) response.destroy()
    else answer(response, 500, `Something went wrong. If it happens again, tell us this number: ${String(request.headers['x-request-id'] ?? '')}\n`)
  }

  const server = createServer({ headersTimeout: HEADERS_PATIENCE_MS, requestTimeout: REQUEST_PATIENCE_MS, keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    serve(request, response).catch((error: unknown) => fail(request, response, error))
  })
  return {
    server,
    open: (theApp, theHandler) => {
      app = theApp
      handler = theHandler
    },
  }
}
