/** Dates, numbers, names of countries and the rest, in a reader's language. */
import { directionOf, locales, type Language } from './languages.ts'
import { nativePrimitives, suppliedPrimitives, type ListType, type NameType, type Supplement } from './primitives.ts'

const day = 86_400_000
/** Beyond this many days a date says more than "in 47 days". */
const longestRelative = 30

export interface FormatOptions {
  /** IANA zone in which instants are shown; the office's own. */
  timeZone?: string
  /** Where this platform does not know the language. */
  supplement?: Supplement
}

export type DateStyle = 'long' | 'medium' | 'short'
export type Formats = ReturnType<typeof createFormats>

export function createFormats(language: Language, { timeZone = 'UTC', supplement }: FormatOptions = {}) {
  const locale = locales[language]
  const { number, date: writeDate, name, relativeDay, list, compare } = supplement ? suppliedPrimitives(supplement) : nativePrimitives(locale)
  const nameOf = (type: NameType, code: string) => name(type, code) ?? code

  /** A date without time, of which day or month may be unknown: '1974', '1974-05', '1974-05-02'. Anything else comes back as it is. */
  const date = (value: string, style: DateStyle = 'long'): string => {
    const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(value)
    if (!match) return value
    const [, year, month, dayOfMonth] = match
    const at = new Date(`${year}-${month ?? '01'}-${dayOfMonth ?? '01'}T00:00:00Z`)
    if (Number.isNaN(at.getTime())) return value
    return writeDate(at, { timeZone: 'UTC', ...partsFor(style, month !== undefined, dayOfMonth !== undefined) })
  }

  return {
    language,
    locale,
    dir: directionOf(language),
    number,
    /** 0.765 as "77%"; `digits` after the point. */
    percent: (ratio: number, digits = 0) => number(ratio, { style: 'percent', maximumFractionDigits: digits }),
    /** With its sign, also when positive, and a true minus: "+11.2", "−1.3". */
    signed: (value: number, digits = 1) =>
      number(value, { signDisplay: 'exceptZero', minimumFractionDigits: digits, maximumFractionDigits: digits }).replace('-', '−'),
    /** Money in minor units (cents) of an ISO 4217 currency. */
    money: (minor: number | bigint, currency: string) => {
      const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
      return number(Number(minor) / 10 ** digits, { style: 'currency', currency })
    },
    date,
    /** An instant, in the office's zone. */
    dateTime: (at: Date | string, style: DateStyle = 'medium') => writeDate(new Date(at), { timeZone, dateStyle: style, timeStyle: 'short' }),
    /** The day of an instant, in the office's zone. */
    dayOf: (at: Date | string, style: DateStyle = 'long') => writeDate(new Date(at), { timeZone, ...partsFor(style, true, true) }),
    time: (at: Date | string) => writeDate(new Date(at), { timeZone, timeStyle: 'short' }),
    /** "today", "yesterday", "in 3 days"; further than a month away, the date. Both are ISO dates. */
    relativeDays: (value: string, today: string) => {
      const days = Math.round((Date.parse(`${value}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / day)
      if (!Number.isFinite(days)) return value
      return Math.abs(days) > longestRelative ? date(value) : relativeDay(days)
    },
    /** "Greece, Italy and Russia" */
    list: (items: readonly string[], type: ListType = 'conjunction') => list(items, type),
    /** ISO 3166-1 alpha-2 to a name; an unknown code comes back as it is. */
    country: (code: string) => nameOf('region', code.toUpperCase()),
    /** BCP 47 tag to a name. */
    languageName: (tag: string) => nameOf('language', tag),
    currencyName: (code: string) => nameOf('currency', code.toUpperCase()),
    /** Order of words in this language, numbers inside by their value. */
    compare,
  }
}

function partsFor(style: DateStyle, month: boolean, dayOfMonth: boolean): Intl.DateTimeFormatOptions {
  return {
    year: 'numeric',
    ...(month && { month: style === 'long' ? 'long' : style === 'medium' ? 'short' : '2-digit' }),
    ...(dayOfMonth && { day: style === 'short' ? '2-digit' : 'numeric' }),
  }
}
