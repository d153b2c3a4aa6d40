import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { receiveFile } from './receive-file.server.ts'

const MEGABYTE = 1_000_000

let under: string
beforeEach(() => {
  under = mkdtempSync(join(tmpdir(), 'corridor-receive-'))
})
afterEach(() => rmSync(under, { recursive: true, force: true }))

const head = (name: string) => `--line\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
const end = '\r\n--line--\r\n'

function requestOf(body: BodyInit | AsyncIterable<Uint8Array>, type = 'multipart/form-data; boundary=line'): Request {
  return new Request('http://127.0.0.1/', { method: 'POST', body: body as BodyInit, headers: { 'content-type': type }, duplex: 'half' } as RequestInit)
}

/** What was written to the disk until now. */
function stored(): number {
  return readdirSync(under).reduce((sum, folder) => sum + (statSync(join(under, folder, 'file'), { throwIfNoEntry: false })?.size ?? 0), 0)
}

test('a file arrives with its name in any script, and is gone afterwards', async () => {
  {
    await using file = await receiveFile(requestOf(`${head('მიგრანტები.csv')}Name\nNino${end}`), 'file', { under })
    expect(file).toMatchObject({ name: 'მიგრანტები.csv', bytes: 9 })
    expect(await text(file!.content())).toBe('Name\nNino')
  }
  expect(readdirSync(under)).toEqual([])
})

test('what a browser makes of a form is understood; no file chosen is none', async () => {
  const form = new FormData()
  form.set('note', 'x')
  form.set('file', new File(['a,b'], 'a "quoted" name.csv'))
  await using file = await receiveFile(new Request('http://127.0.0.1/', { method: 'POST', body: form }), 'file', { under })
  expect(await text(file!.content())).toBe('a,b')
  form.set('file', new File([], ''))
  expect(await receiveFile(new Request('http://127.0.0.1/', { method: 'POST', body: form }), 'file', { under })).toBeUndefined()
})

test('a large file is on the disk while it arrives: never more than a megabyte of it is held', async () => {
  let sent = 0
  let most = 0
  async function* body(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(head('large.csv'))
    for (const piece = new Uint8Array(64 * 1024).fill(0x61); sent < 60 * MEGABYTE; sent += piece.length) {
      most = Math.max(most, sent - stored())
      yield piece
    }
    yield Buffer.from(end)
  }
  await using file = await receiveFile(requestOf(body()), 'file', { under })
  expect(file?.bytes).toBe(sent)
  expect(most).toBeLessThan(MEGABYTE)
})

test('too large a file is refused on the way, and nothing of it stays', async () => {
  let sent = 0
  async function* body(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(head('endless.csv'))
    for (;; sent += 65_536) yield new Uint8Array(65_536)
  }
  await expect(receiveFile(requestOf(body()), 'file', { under, maxBytes: MEGABYTE })).rejects.toMatchObject({ code: 'too_large' })
  expect(sent).toBeLessThan(3 * MEGABYTE)
  expect(readdirSync(under)).toEqual([])
})

test('a form that breaks off, and one that is none, are refused', async () => {
  for (const request of [requestOf(`${head('a.csv')}half`), requestOf('nonsense'), requestOf('file=a', 'application/x-www-form-urlencoded'), requestOf('x', 'multipart/form-data')]) {
    await expect(receiveFile(request, 'file', { under })).rejects.toMatchObject({ code: 'invalid' })
  }
  expect(readdirSync(under)).toEqual([])
})
