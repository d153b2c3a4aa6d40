import { expect, test } from 'vitest'
import { pageNumbers } from './page-numbers.ts'

test('a list shows its first, last and open page with neighbours, and a gap never hides a single page', () => {
  expect(pageNumbers(1, 1)).toEqual([1])
  expect(pageNumbers(1, 3)).toEqual([1, 2, 3])
  expect(pageNumbers(3, 93)).toEqual([1, 2, 3, 4, null, 93])
  expect(pageNumbers(50, 93)).toEqual([1, null, 49, 50, 51, null, 93])
  expect(pageNumbers(4, 6)).toEqual([1, 2, 3, 4, 5, 6])
})
