/**
 * Writes `src/platform/i18n/supplements/ka.json` from the data of this Node (Unicode CLDR): what browsers lack of Georgian. Run it
 * again after a new Node; primitives.test.ts compares the two.
 */
import { writeFileSync } from 'node:fs'

const locale = 'ka'
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const pairs = letters.flatMap((a) => letters.map((b) => a + b))
const monthsIn = (month: 'long' | 'short') =>
  Array.from({ length: 12 }, (_, i) => {
    const parts = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month, year: 'numeric' }).formatToParts(Date.UTC(2026, i, 5))
    return parts.find((part) => part.type === 'month')?.value ?? ''
  })
const namesOf = (type: 'region' | 'language' | 'currency', codes: string[]) => {
  const names = new Intl.DisplayNames(locale, { type, fallback: 'none' })
  return Object.fromEntries(codes.map((code) => [code, names.of(code)]).filter(([, name]) => name !== undefined))
}
const symbolOf = (currency: string) => new Intl.NumberFormat(locale, { style: 'currency', currency }).formatToParts(1).find((part) => part.type === 'currency')?.value
const currencies = Intl.supportedValuesOf('currency')
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
const middleOf = (type: 'conjunction' | 'disjunction') => new Intl.ListFormat(locale, { type }).formatToParts(['a', 'b'])[1]?.value.trim()

const supplement = {
  numbersLike: 'pl',
  months: { long: monthsIn('long'), short: monthsIn('short') },
  relativeDays: Array.from({ length: 61 }, (_, i) => relative.format(i - 30, 'day')),
  and: middleOf('conjunction'),
  or: middleOf('disjunction'),
  countries: namesOf('region', pairs),
  languages: namesOf('language', pairs.map((pair) => pair.toLowerCase())),
  currencies: namesOf('currency', currencies.filter((code) => code.length === 3)),
  symbols: Object.fromEntries(currencies.map((code) => [code, symbolOf(code)]).filter(([code, symbol]) => symbol !== code)),
}
writeFileSync(new URL(`../src/platform/i18n/supplements/${locale}.json`, import.meta.url), `${JSON.stringify(supplement, null, 1)}\n`)
