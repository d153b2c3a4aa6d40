import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { clientAddress } from './http-server.ts'

const from = (forwarded: string | undefined): Pick<IncomingMessage, 'headers' | 'socket'> => ({
  headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  socket: { remoteAddress: '10.0.0.1' } as IncomingMessage['socket'],
})

test('without proxies of our own the header is ignored, for anyone can write it', () => {
  expect(clientAddress(from('1.2.3.4'), 0)).toBe('10.0.0.1')
})

test('with proxies of our own, what they wrote counts and what the client wrote before does not', () => {
  expect(clientAddress(from('6.6.6.6, 203.0.113.7'), 1)).toBe('203.0.113.7')
  expect(clientAddress(from('6.6.6.6, 203.0.113.7, 192.0.2.1'), 2)).toBe('203.0.113.7')
  expect(clientAddress(from(undefined), 1)).toBe('10.0.0.1')
})
