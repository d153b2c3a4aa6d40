import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compressResponse } from './http-compression.ts'

/** Writes as the framework does: on, until told that it is full, then when told that there is room. */
const parts = Array.from({ length: 40 }, (_, number) => `<p>${number} ${'a page of many words, each of them different '.repeat(400)}${Math.sin(number)}</p>`)
const server = createServer((request, response) => {
  compressResponse(request, response)
  response.setHeader('content-type', 'text/html')
  const write = async (): Promise<void> => {
    for (const part of parts) if (!response.write(part)) await once(response, 'drain')
    response.end()
  }
  void write()
})
let address: string

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

test.each(['br', 'gzip', 'identity'])('a large page written in parts arrives whole with %s', async (encoding) => {
  const answer = await fetch(address, { headers: { 'accept-encoding': encoding } })
  expect(answer.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding)
  expect(await answer.text()).toBe(parts.join(''))
})
