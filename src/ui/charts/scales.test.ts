import { expect, test } from 'vitest'
import { linear, linePath, spread, ticks } from './scales.ts'

test('ticks are round and lie within what is drawn', () => {
  expect(ticks(0, 0.76)).toEqual([0, 0.2, 0.4, 0.6])
  expect(ticks(0, 1018)).toEqual([0, 250, 500, 750, 1000])
  expect(ticks(-3, 12)).toEqual([-5, 0, 5, 10])
  expect(ticks(5, 5)).toEqual([5])
})

test('a scale without extent gives the middle', () => {
  expect(linear([0, 10], [100, 0])(2)).toBe(80)
  expect(linear([7, 7], [0, 100])(7)).toBe(50)
})

test('a line breaks where a value is missing', () => {
  expect(linePath([[0, 1], [1, 2], null, [3, 4.006]])).toBe('M0 1L1 2M3 4.01')
})

test('names at the ends of lines never touch, and keep their order', () => {
  expect(spread([50, 10, 52, 51], 16)).toEqual([50, 10, 82, 66])
})
