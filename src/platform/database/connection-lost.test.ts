import { expect, test } from 'vitest'
import { Refusal } from '#platform/problems/refusal.ts'
import { isConnectionLost } from './connection-lost.ts'

const withCode = (code: string): Error => Object.assign(new Error('said'), { code })

test('a connection that went away is told from a statement that was refused, and from a fault of the program', () => {
  for (const lost of [withCode('57P01'), withCode('57P03'), withCode('08006'), withCode('ECONNREFUSED'), withCode('ECONNRESET'), new Error('Connection terminated unexpectedly')]) expect(isConnectionLost(lost)).toBe(true)
  for (const other of [withCode('23505'), withCode('42501'), withCode('ENOENT'), new TypeError('x is undefined'), new Refusal('Connection terminated by wish.'), 'text']) expect(isConnectionLost(other)).toBe(false)
})
