import { expect, test } from 'vitest'
import { createLog, describeError } from './log.server.ts'

test('an error that came as a plain object is logged by its message and code, without what else it holds', () => {
  const lines: string[] = []
  createLog('info', (line) => lines.push(line)).error('jobs', { message: 'connect ECONNREFUSED 127.0.0.1:5432', code: 'ECONNREFUSED', detail: 'Key (phone)=(+995 555 12 34 56)', queue: 'mail.send' })
  expect(lines.join('')).toContain('connect ECONNREFUSED 127.0.0.1:5432 (ECONNREFUSED)')
  expect(lines.join('')).not.toMatch(/object Object|995/)
})

test('an error is logged with its cause, and what is no error as it is', () => {
  expect(describeError(new Error('outer', { cause: new Error('inner') }))).toMatch(/outer[\s\S]*caused by Error: inner/)
  expect([describeError('text'), describeError(null), describeError({})]).toEqual(['text', 'null', 'an error without a message'])
})
