/**
 * Dates, numbers, names of countries and the rest, in a reader's language, by the platform's own Intl. Every Intl object is made
 * once for each language: making one costs a hundred times what using it does.
 */
import { directionOf, locales, type Language } from './languages.ts'

const day = 86_400_000
/** Beyond this many days a date says more than "in 47 days". */
const longestRelative = 30

export interface FormatOptions {
  /** IANA zone in which instants are shown; the office's own. */
  timeZone?: string
}

export type DateStyle = 'long' | 'medium' | 'short'
export type Formats = ReturnType<typeof createFormats>

export function createFormats(language: Language, { timeZone = 'UTC' }: FormatOptions = {}) {
  const locale = locales[language]
  const once = memo()
  const number = (value: number, options: Intl.NumberFormatOptions = {}) =>
    once(`n${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options)).format(value)
  const names = (type: 'region' | 'language' | 'currency', code: string) => {
    try {
      return once(type, () => new Intl.DisplayNames(locale, { type, fallback: 'code' })).of(code) ?? code
    } catch {
      return code
    }
  }
  const dateFormat = (options: Intl.DateTimeFormatOptions) =>
    once(`d${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(locale, { calendar: 'gregory', ...options }))

  /** A date without time, of which day or month may be unknown: '1974', '1974-05', '1974-05-02'. Anything else comes back as it is. */
  const date = (value: string, style: DateStyle = 'long'): string => {
    const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(value)
    if (!match) return value
    const [, year, month, dayOfMonth] = match
    const at = new Date(`${year}-${month ?? '01'}-${dayOfMonth ?? '01'}T00:00:00Z`)
    if (Number.isNaN(at.getTime())) return value
    return dateFormat({ timeZone: 'UTC', ...partsFor(style, month !== undefined, dayOfMonth !== undefined) }).format(at)
  }

  return {
    language,
    locale,
    dir: directionOf(language),
    number,
    /** 0.765 as "77%"; `digits` after the point. */
    percent: (ratio: number, digits = 0) => number(ratio, { style: 'percent', maximumFractionDigits: digits }),
    /** With its sign, also when positive: "+11.2". */
    signed: (value: number, digits = 1) =>
      number(value, { signDisplay: 'exceptZero', minimumFractionDigits: digits, maximumFractionDigits: digits }),
    /** Money in minor units (cents) of an ISO 4217 currency. */
    money: (minor: number | bigint, currency: string) => {
      const digits = once(`c${currency}`, () => new Intl.NumberFormat('en', { style: 'currency', currency })).resolvedOptions()
      return number(Number(minor) / 10 ** (digits.maximumFractionDigits ?? 2), { style: 'currency', currency })
    },
    date,
    /** An instant, in the office's zone. */
    dateTime: (at: Date | string, style: DateStyle = 'medium') =>
      dateFormat({ timeZone, dateStyle: style, timeStyle: 'short' }).format(new Date(at)),
    /** The day of an instant, in the office's zone. */
    dayOf: (at: Date | string, style: DateStyle = 'long') => dateFormat({ timeZone, ...partsFor(style, true, true) }).format(new Date(at)),
    time: (at: Date | string) => dateFormat({ timeZone, timeStyle: 'short' }).format(new Date(at)),
    /** "today", "yesterday", "in 3 days"; further than a month away, the date. Both are ISO dates. */
    relativeDays: (value: string, today: string) => {
      const days = Math.round((Date.parse(`${value}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / day)
      if (!Number.isFinite(days)) return value
      if (Math.abs(days) > longestRelative) return date(value)
      return once('r', () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })).format(days, 'day')
    },
    /** "Greece, Italy and Russia" */
    list: (items: readonly string[], type: 'conjunction' | 'disjunction' | 'unit' = 'conjunction') =>
      once(`l${type}`, () => new Intl.ListFormat(locale, { type })).format(items),
    /** ISO 3166-1 alpha-2 to a name; an unknown code comes back as it is. */
    country: (code: string) => names('region', code.toUpperCase()),
    /** BCP 47 tag to a name. */
    languageName: (tag: string) => names('language', tag),
    currencyName: (code: string) => names('currency', code.toUpperCase()),
    /** Order of words in this language, numbers inside by their value. */
    compare: (a: string, b: string) => once('s', () => new Intl.Collator(locale, { numeric: true })).compare(a, b),
  }
}

function partsFor(style: DateStyle, month: boolean, dayOfMonth: boolean): Intl.DateTimeFormatOptions {
  return {
    year: 'numeric',
    ...(month && { month: style === 'long' ? 'long' : style === 'medium' ? 'short' : '2-digit' }),
    ...(dayOfMonth && { day: style === 'short' ? '2-digit' : 'numeric' }),
  }
}

function memo() {
  const made = new Map<string, unknown>()
  return <T>(key: string, make: () => T): T => {
    if (!made.has(key)) made.set(key, make())
    return made.get(key) as T
  }
}
