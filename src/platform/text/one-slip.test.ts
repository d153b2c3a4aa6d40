import { expect, it } from 'vitest'
import { isOneSlip } from './one-slip.ts'

it.each([['greece', 'greece'], ['greece', 'grece'], ['greece', 'greeece'], ['greece', 'greace'], ['greece', 'gerece'], ['', 'a'], ['', '']])('"%s" and "%s" are one slip apart or equal', (a, b) => {
  expect(isOneSlip(a, b)).toBe(true)
  expect(isOneSlip(b, a)).toBe(true)
})
it.each([['greece', 'gree'], ['greece', 'graace'], ['iran', 'iraqi'], ['abcd', 'badc'], ['', 'ab']])('"%s" and "%s" are further apart', (a, b) => {
  expect(isOneSlip(a, b)).toBe(false)
  expect(isOneSlip(b, a)).toBe(false)
})
