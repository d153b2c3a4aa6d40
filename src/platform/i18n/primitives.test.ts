import { describe, expect, test } from 'vitest'
import { nativePrimitives, suppliedPrimitives } from './primitives.ts'
import supplement from './supplements/ka.json' with { type: 'json' }

/** Node knows Georgian; what browsers without it are given must write the very same. */
const native = nativePrimitives('ka')
const supplied = suppliedPrimitives(supplement)

describe('the Georgian supplement writes what Intl writes', () => {
  const numbers = [0, 7, 1234, 12_345, 1_234_567.5, -1.34]
  const numberOptions: Intl.NumberFormatOptions[] = [{}, { style: 'percent' }, { signDisplay: 'exceptZero', minimumFractionDigits: 1 }, ...['GEL', 'EUR', 'USD', 'RUB', 'JPY'].map((currency) => ({ style: 'currency' as const, currency }))]

  test.each(numberOptions)('for numbers with %o', (options) => {
    expect(numbers.map((value) => supplied.number(value, options))).toEqual(numbers.map((value) => native.number(value, options)))
  })

  const parts = (['long', 'short', '2-digit'] as const).flatMap((month) => [{ year: 'numeric', month }, { year: 'numeric', month, day: month === '2-digit' ? month : 'numeric' }] as const)
  const dateOptions: Intl.DateTimeFormatOptions[] = [{ year: 'numeric' }, ...parts, { timeStyle: 'short' }, ...(['long', 'medium', 'short'] as const).map((dateStyle) => ({ dateStyle, timeStyle: 'short' as const }))]

  test.each(dateOptions)('for dates with %o', (options) => {
    for (let month = 0; month < 12; month++) {
      const at = new Date(Date.UTC(2026, month, 2 * month + 1, 21, 5))
      for (const timeZone of ['UTC', 'Asia/Tbilisi']) expect(supplied.date(at, { timeZone, ...options })).toBe(native.date(at, { timeZone, ...options }))
    }
  })

  test('for names, days near today and lists', () => {
    expect(['GE', 'GR', 'XK'].map((code) => supplied.name('region', code))).toEqual(['GE', 'GR', 'XK'].map((code) => native.name('region', code)))
    expect([supplied.name('language', 'ka'), supplied.name('currency', 'GEL'), supplied.name('region', 'ZZZ')]).toEqual([native.name('language', 'ka'), native.name('currency', 'GEL'), undefined])
    for (let days = -30; days <= 30; days++) expect(supplied.relativeDay(days)).toBe(native.relativeDay(days))
    for (const type of ['conjunction', 'disjunction', 'unit'] as const) {
      for (const items of [[], ['ა'], ['ა', 'ბ'], ['ა', 'ბ', 'გ']]) expect(supplied.list(items, type)).toBe(native.list(items, type))
    }
  })
})
