/**
 * A file sent with a form, written to a folder of its own as it arrives: neither the request nor the file is ever in memory as a
 * whole, and no connection to the database waits for a slow line. What is too large is refused on the way. The rest of such a form
 * is left out: it carries nothing but the file.
 */
import { Busboy, type BusboyHeaders } from '@fastify/busboy'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ProblemError } from '#platform/problems/problem.ts'

/** Bytes of a request with a file, and so of the file. */
export const MAX_UPLOAD_BYTES = 64_000_000
const MAX_OTHER_FIELDS = 20
const MAX_FIELD_BYTES = 10_000
const MAX_HEADERS = 20

export interface ReceivedFile extends AsyncDisposable {
  /** As the sender calls it; names nothing here. */
  readonly name: string
  readonly bytes: number
  content(): AsyncIterable<Uint8Array>
}

export interface ReceiveOptions {
  readonly maxBytes?: number
  /** Where the folder for the file is made; the system's folder for temporary files unless said. */
  readonly under?: string
}

/**
 * The file of that field, to be used with `await using`: it is removed after. Undefined where no file was chosen.
 * @throws ProblemError too_large; invalid where the form is broken off or none with a file
 */
export async function receiveFile(request: Request, field: string, options: ReceiveOptions = {}): Promise<ReceivedFile | undefined> {
  if (!request.body) return undefined
  const type = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data\b/i.test(type)) throw new ProblemError('invalid')
  const folder = await mkdtemp(join(options.under ?? tmpdir(), 'corridor-upload-'))
  const leave = (): Promise<void> => rm(folder, { recursive: true, force: true })
  const path = join(folder, 'file')
  try {
    const { name, bytes } = await parse(request.body, type, { field, path, maxBytes: options.maxBytes ?? MAX_UPLOAD_BYTES })
    if (name === '') return void (await leave())
    return { name, bytes, content: () => createReadStream(path), [Symbol.asyncDispose]: leave }
  } catch (error) {
    await leave()
    throw error instanceof ProblemError ? error : new ProblemError(isTooLarge(error) ? 'too_large' : 'invalid', { cause: error })
  }
}

/** The framework counts what arrives and breaks off where it is more than it takes. */
function isTooLarge(error: unknown): boolean {
  return (error as { status?: number } | null)?.status === 413
}

async function parse(body: ReadableStream, type: string, wanted: { field: string; path: string; maxBytes: number }): Promise<{ name: string; bytes: number }> {
  const found = { name: '', bytes: 0 }
  let storing: Promise<void> = Promise.resolve()
  const parser = new Busboy({ headers: { 'content-type': type } as BusboyHeaders, limits: { files: 1, fileSize: wanted.maxBytes, fields: MAX_OTHER_FIELDS, fieldSize: MAX_FIELD_BYTES, headerPairs: MAX_HEADERS } })
  parser.on('file', (field: string, stream, name: string) => {
    if (field !== wanted.field || !name) return void stream.resume()
    found.name = name
    stream.on('limit', () => parser.destroy(new ProblemError('too_large')))
    stream.on('data', (part: Uint8Array) => (found.bytes += part.byteLength))
    storing = pipeline(stream, createWriteStream(wanted.path, { mode: 0o600 }))
    // Looked at when the whole form has been read; an error there ends both.
    storing.catch((error: unknown) => parser.destroy(error as Error))
  })
  await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), parser as unknown as Writable)
  await storing
  return found
}
