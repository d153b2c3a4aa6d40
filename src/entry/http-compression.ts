// Compresses what the framework renders (built files are compressed already when they are built): the first page has to fit
// one round trip on a poor network. Streams of events are passed on as they are.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { constants, createBrotliCompress, createGzip, type BrotliCompress, type Gzip } from 'node:zlib'

const COMPRESSIBLE = /^(?:text\/(?!event-stream)|application\/(?:json|javascript|xml|manifest\+json|geo\+json|rss\+xml|atom\+xml)|image\/svg\+xml)/
const SMALLEST_BYTES = 600
/** 512 kB: more than a page has, and an eighth of the default memory for each one that is being compressed. */
const WINDOW_BITS = 19

type Body = string | Uint8Array

function compressorFor(accept: string): { name: 'br' | 'gzip'; make: () => BrotliCompress | Gzip } | undefined {
  if (/\bbr\b(?!\s*;\s*q=0(?:\.0+)?\b)/.test(accept)) return { name: 'br', make: () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT, [constants.BROTLI_PARAM_LGWIN]: WINDOW_BITS } }) }
  if (/\bgzip\b(?!\s*;\s*q=0(?:\.0+)?\b)/.test(accept)) return { name: 'gzip', make: () => createGzip({ level: 6 }) }
  return undefined
}

function deserves(response: ServerResponse, status: number): boolean {
  const type = String(response.getHeader('content-type') ?? '')
  const length = response.getHeader('content-length')
  if (status < 200 || status === 204 || status === 206 || status === 304 || response.hasHeader('content-encoding')) return false
  if (/no-transform/.test(String(response.getHeader('cache-control') ?? ''))) return false
  return COMPRESSIBLE.test(type) && (length === undefined || Number(length) >= SMALLEST_BYTES)
}

/** Makes the response compress itself where its reader takes that and its content gains by it. */
export function compressResponse(request: IncomingMessage, response: ServerResponse): void {
  const compressor = compressorFor(String(request.headers['accept-encoding'] ?? ''))
  if (!compressor || request.method === 'HEAD') return
  const writeHead = response.writeHead.bind(response)
  const write = response.write.bind(response)
  const end = response.end.bind(response)
  let stream: BrotliCompress | Gzip | undefined
  let decided = false

  const decide = (status: number): void => {
    if (decided) return
    decided = true
    if (!deserves(response, status)) return
    stream = compressor.make()
    response.removeHeader('content-length')
    response.setHeader('content-encoding', compressor.name)
    const vary = String(response.getHeader('vary') ?? '')
    if (!/accept-encoding/i.test(vary)) response.setHeader('vary', vary ? `${vary}, accept-encoding` : 'accept-encoding')
    // A strong tag names bytes; the same page in another encoding has others.
    const tag = response.getHeader('etag')
    if (typeof tag === 'string' && !tag.startsWith('W/')) response.setHeader('etag', `W/${tag}`)
    stream.on('data', (part: Buffer) => {
      if (!write(part)) stream?.pause()
    })
    response.on('drain', () => stream?.resume())
    // Who writes waits for the response; what is full is the compressor before it.
    stream.on('drain', () => response.emit('drain'))
    stream.on('end', () => end())
    response.on('close', () => stream?.destroy())
  }

  response.writeHead = ((status: number, ...rest: unknown[]) => {
    const headers = rest.at(-1)
    if (headers && typeof headers === 'object' && !Array.isArray(headers)) for (const [name, value] of Object.entries(headers)) response.setHeader(name, value as string)
    decide(status)
    return typeof rest[0] === 'string' ? writeHead(status, rest[0]) : writeHead(status)
  }) as typeof response.writeHead
  response.write = ((part: Body, ...rest: [never, never]) => {
    if (!response.headersSent) decide(response.statusCode)
    return stream ? stream.write(part, ...rest) : write(part, ...rest)
  }) as typeof response.write
  response.end = ((part?: Body, ...rest: [never, never]) => {
    if (!response.headersSent) decide(response.statusCode)
    if (!stream) return end(part as Body, ...rest)
    if (part === undefined || part === null || typeof part === 'function') stream.end()
    else stream.end(part)
    return response
  }) as typeof response.end
}
