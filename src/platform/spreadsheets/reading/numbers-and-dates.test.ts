import { describe, expect, it } from 'vitest'
import { dateOfSerial, decimalText, serialOfDate, timeOfSerial } from './numbers-and-dates.ts'
import { shownBy } from './xlsx-styles.ts'

describe('stored numbers', () => {
  it.for([
    ['995595970411', '995595970411'], ['9.95595970411E11', '995595970411'], ['1974.0', '1974'], ['1974', '1974'], ['0', '0'], ['-0', '0'], ['0.0', '0'],
    ['0.30000000000000004', '0.3'], ['1E-7', '0.0000001'], ['1.5e21', '1500000000000000000000'], ['12345678901234567', '12345678901234567'],
    ['-12.50', '-12.5'], ['.5', '0.5'], ['+7', '7'], ['007', '7'], [' 42 ', '42'], ['1.25E2', '125'],
  ])('%s is written as %s', ([stored, text]) => {
    expect(decimalText(stored ?? '')).toBe(text)
  })

  it('what is no number is none', () => {
    for (const text of ['', 'abc', '1e999', '1e9999', 'NaN', 'Infinity', '0x10', '1 2', '--1']) expect(decimalText(text)).toBeNull()
  })
})

describe('serial numbers', () => {
  it('are days in both systems', () => {
    expect(dateOfSerial(1, 1900)).toBe('1900-01-01')
    expect(dateOfSerial(59, 1900)).toBe('1900-02-28')
    expect(dateOfSerial(60, 1900)).toBeNull()
    expect(dateOfSerial(61, 1900)).toBe('1900-03-01')
    expect(dateOfSerial(33049, 1900)).toBe('1990-06-25')
    expect(dateOfSerial(33049.9999, 1900)).toBe('1990-06-25')
    expect(dateOfSerial(33049 - 1462, 1904)).toBe('1990-06-25')
    expect(dateOfSerial(0, 1904)).toBe('1904-01-01')
    expect(dateOfSerial(2_958_465, 1900)).toBe('9999-12-31')
    for (const none of [0, -1, NaN, 2_958_466, 1e300]) expect(dateOfSerial(none, 1900)).toBeNull()
  })

  it('go back and forth', () => {
    for (let serial = 61; serial < 2_958_465; serial += 9973) expect(serialOfDate(dateOfSerial(serial, 1900) ?? '')).toBe(serial)
    for (const none of ['1900-02-28', '2026-02-31', '2026-2-3', 'x']) expect(serialOfDate(none)).toBeNull()
  })

  it('below one are times of day', () => {
    expect(timeOfSerial(0.5)).toBe('12:00')
    expect(timeOfSerial(0.586909722)).toBe('14:05:09')
    expect(timeOfSerial(1.25)).toBe('30:00')
  })
})

describe('number formats', () => {
  it.for<[string, ReturnType<typeof shownBy>]>([
    ['General', 'number'], ['0.00', 'number'], ['#,##0 [$€-407]', 'number'], ['[Red]0', 'number'], ['0.00E+00', 'number'], ['"day" 0', 'number'], ['@', 'number'],
    ['yyyy-mm-dd', 'date'], ['dd.mm.yyyy', 'date'], ['[$-409]d\\-mmm\\-yy;@', 'date'], ['mmm yy', 'date'], ['mmmm', 'date'], ['d/m/yy h:mm', 'date'], ['[$-F800]dddd, mmmm dd, yyyy', 'date'],
    ['h:mm', 'time'], ['[h]:mm:ss', 'time'], ['mm:ss.0', 'time'], ['yyyy', 'year'], ['00000000000', 11], ['0', 'number'], ['yyyy"г."', 'year'],
  ])('%s shows a %s', ([code, shown]) => {
    expect(shownBy(code)).toBe(shown)
  })
})
