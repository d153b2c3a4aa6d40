import { expect, test } from 'vitest'
import { personFields } from './contract.ts'
import { isCalendarDate, isoDateOf } from './typed-date.ts'

test.each([
  ['1974', '1974'], ['1974-05-02', '1974-05-02'], ['2.5.1974', '1974-05-02'], ['02/05/1974', '1974-05-02'], ['2 5 1974', '1974-05-02'], ['02-05-1974', '1974-05-02'],
  ['05.1974', '1974-05'], ['5/1974', '1974-05'], ['1974.5.2', '1974-05-02'], ['1974/05', '1974-05'], ['٢٫٥', '2٫5'], ['٠٢/٠٥/١٩٧٤', '1974-05-02'], ['\u200e02.05.1974\u200f', '1974-05-02'],
])('%s is read as %s', (typed, iso) => {
  expect(isoDateOf(typed)).toBe(iso)
})

test.each(['', 'yesterday', '2.5.74', '1.2.3.4', '9'.repeat(30)])('%s is left as it is, to be refused by name', (typed) => {
  expect(isoDateOf(typed)).toBe(typed)
})

test('a form takes a date as hands write it, nothing at all, and refuses what is no date', () => {
  const born = (typed: string) => personFields.safeParse({ born: typed })
  expect(born('12.02.1980').data?.born).toBe('1980-02-12')
  expect(born('').data).toMatchObject({ familyName: '' })
  expect(born('').data?.born).toBeUndefined()
  expect(born('call the sister').error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([['born', 'partial_date']])
  expect(isCalendarDate('1980-02-31')).toBe(false)
  expect(isCalendarDate('1980-02')).toBe(true)
})
