import { describe, expect, test } from 'vitest'
import type { DateOrder } from '../contract.ts'
import { decideDateOrder, pooled } from '../decide-orders.ts'
import { readDate } from '../read-date.ts'
import { TODAY } from './understand.ts'

const read = (text: string, order: DateOrder = 'dmy'): string => {
  const { value, code } = readDate(text, order, TODAY)
  return [value, code].filter((part) => part !== undefined).join(' ')
}

describe('dates', () => {
  test.each([
    ['25.03.1980', '1980-03-25'], ['5/3/1980', '1980-03-05'], ['05-03-80', '1980-03-05'], ['05 03 1980', '1980-03-05'], ['05.03.05', '2005-03-05'], ['1980-03-25', '1980-03-25'], ['1980/3/25', '1980-03-25'],
    ['1980-03-25 00:00:00', '1980-03-25'], ['1980-03-25T00:00:00Z', '1980-03-25'], ['19800325', '1980-03-25'], ['25031980', '1980-03-25'], ['33049', '1990-06-25'], ['1980', '1980'], ['1980.0', '1980'], ['2.010', '2010'], ['03.1980', '1980-03'], ['1980-03', '1980-03'],
    ['٢٥/٠٣/١٩٨٠', '1980-03-25'], ['25 March 1980', '1980-03-25'], ['March 25, 1980', '1980-03-25'], ['25-MAR-1980', '1980-03-25'], ['5 марта 1980 г.', '1980-03-05'], ['5 მარტი 1980', '1980-03-05'], ['5 mars 1980', '1980-03-05'], ['1er mai 1980', '1980-05-01'],
    ['5 de marzo de 1980', '1980-03-05'], ['15 آذار 1980', '1980-03-15'], ['12 مارس 1980', '1980-03-12'], ['март 1980', '1980-03'], ['с 2010 года', '2010'], ['2010 წ.', '2010'], ['2010 წლიდან', '2010'], ['since 2010', '2010'], ['~1980', '1980'], ['05.03.1980 г.', '1980-03-05'],
  ])('%s is %s', (text, date) => expect(read(text)).toBe(date))

  test.each([
    ['31.02.1975', 'no_such_day'], ['29.02.1981', 'no_such_day'], ['1975-02-31', 'no_such_day'], ['31 февраля 1975', 'no_such_day'], ['00.00.1975', 'no_such_day'], ['45.13.1975', 'no_such_day'], ['13.1975', 'no_such_day'],
    ['12.05.2067', 'in_the_future'], ['2067', 'in_the_future'], ['16.03.2026', 'in_the_future'], ['1067', 'too_long_ago'], ['12.05.1880', 'too_long_ago'], ['long ago', 'not_a_date'], ['1970 or 1972', 'not_a_date'], ['x'.repeat(5000), 'not_a_date'],
  ])('%s cannot be read: %s', (text, code) => expect(read(text)).toBe(code))

  test('today is no future, and a very old person is let in with a doubt', () => {
    expect(read('15.03.2026')).toBe('2026-03-15')
    expect(read('12.05.1910')).toBe('1910-05-12 too_long_ago')
  })

  test('a date that only the other order makes possible is read so, with a doubt', () => {
    expect(read('05/13/1975', 'dmy')).toBe('1975-05-13 ambiguous_date')
    expect(read('13/05/1975', 'mdy')).toBe('1975-05-13 ambiguous_date')
  })

  test('where the order is open, what can be read in one way only is read', () => {
    expect(read('03/04/1975', 'ask')).toBe('1975 ambiguous_date')
    expect(read('13/04/1975', 'ask')).toBe('1975-04-13')
    expect(read('04/13/1975', 'ask')).toBe('1975-04-13')
    expect(read('04/04/1975', 'ask')).toBe('1975-04-04')
  })
})

describe('the order of day and month', () => {
  const evidence = (part: Partial<ReturnType<typeof pooled>>): ReturnType<typeof pooled> => ({ ...pooled([]), ...part })

  test('one value over 12 decides, alone or in another column of the file', () => {
    expect(decideDateOrder(evidence({ slashed: 900, firstOver12: 1 }), [], new Set(['en']), 'KE')).toBe('dmy')
    expect(decideDateOrder(evidence({ slashed: 900, secondOver12: 1 }), [], new Set(['en']), 'KE')).toBe('mdy')
    expect(decideDateOrder(evidence({ slashed: 900 }), [evidence({ slashed: 9, secondOver12: 3 })], new Set(['en']), 'KE')).toBe('mdy')
  })

  test('dots, and languages that put the day first, need no evidence; English slashes are asked; evidence both ways too', () => {
    expect(decideDateOrder(evidence({ dotted: 9 }), [], new Set(['en']), 'KE')).toBe('dmy')
    expect(decideDateOrder(evidence({ slashed: 9 }), [], new Set(['fr']), 'SN')).toBe('dmy')
    expect(decideDateOrder(evidence({ slashed: 9 }), [], new Set(['en']), 'KE')).toBe('ask')
    expect(decideDateOrder(evidence({ slashed: 9, firstOver12: 3, secondOver12: 3 }), [], new Set(['fr']), 'SN')).toBe('ask')
    expect(decideDateOrder(evidence({ iso: 9 }), [], new Set(['en']), 'KE')).toBe('ymd')
  })
})
