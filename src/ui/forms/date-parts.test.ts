import { expect, test } from 'vitest'
import { dateParts, readDate } from './date-parts.ts'

function read(day: string, month: string, year: string, partial = true) {
  const form = new FormData()
  for (const [part, value] of Object.entries({ day, month, year })) form.set(`born.${part}`, value)
  const result = readDate(form, 'born', { partial })
  return result.mistake ?? result.value
}

test('three inputs make a date, of which day or month may be missing', () => {
  expect([read('2', '5', '1974'), read('', '5', '1974'), read('', '', '1974'), read('', '', '')]).toEqual(['1974-05-02', '1974-05', '1974', null])
})

test('digits may be Arabic or Persian', () => {
  expect([read('٢', '٥', '١٩٧٤'), read('۲', '۵', '۱۹۷۴')]).toEqual(['1974-05-02', '1974-05-02'])
})

test('what makes no date is said', () => {
  expect([read('2', '5', ''), read('2', '', '1974'), read('31', '2', '1974'), read('1', '13', '1974'), read('x', '1', '1974'), read('1', '1', '74')]).toEqual(
    ['year_missing', 'month_missing', 'not_a_date', 'not_a_date', 'not_a_date', 'not_a_date'],
  )
  expect([read('', '5', '1974', false), read('', '', '1974', false)]).toEqual(['day_missing', 'month_missing'])
})

test('what was typed comes back, cut to a sane length', () => {
  const form = new FormData()
  form.set('born.year', 'x'.repeat(1000))
  expect(readDate(form, 'born').typed).toEqual({ day: '', month: '', year: 'x'.repeat(10) })
  expect(dateParts('1974-05')).toEqual({ day: '', month: '5', year: '1974' })
})
