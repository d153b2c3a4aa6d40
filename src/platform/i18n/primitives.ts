/**
 * The few things that formats ask of `Intl`. Node knows all our languages; Chromium knows no Georgian (it formats in the browser's
 * own language, so that a hydrated page would change its dates). There a supplement, made from Node's data by
 * `scripts/make-locale-supplement.ts`, gives what is missing, with the same results (a test compares them).
 */

export interface Supplement {
  /** A locale known everywhere that writes numbers in the same way. */
  numbersLike: string
  months: { long: string[]; short: string[] }
  /** From 30 days ago to in 30 days: 61 texts. */
  relativeDays: string[]
  and: string
  or: string
  countries: Record<string, string>
  languages: Record<string, string>
  currencies: Record<string, string>
  symbols: Record<string, string>
}

export type NameType = 'region' | 'language' | 'currency'
export type ListType = 'conjunction' | 'disjunction' | 'unit'

export interface Primitives {
  number: (value: number | bigint, options?: Intl.NumberFormatOptions) => string
  date: (at: Date, options: Intl.DateTimeFormatOptions) => string
  /** Undefined for a code that nobody knows. */
  name: (type: NameType, code: string) => string | undefined
  relativeDay: (days: number) => string
  list: (items: readonly string[], type: ListType) => string
  compare: (a: string, b: string) => number
}

/** The platform's own. Every Intl object is made once: making one costs a hundred times what using it does. */
export function nativePrimitives(locale: string): Primitives {
  const once = memo()
  // A list of all countries is on many pages, and asking Intl for a name takes longer than writing it.
  const names = new Map<string, string>()
  const keep = (key: string, name: string | undefined): string | undefined => {
    if (name !== undefined) names.set(key, name)
    return name
  }
  return {
    number: (value, options = {}) => once(`n${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options)).format(value),
    date: (at, options) => once(`d${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(locale, { calendar: 'gregory', ...options })).format(at),
    name: (type, code) => {
      try {
        return names.get(type + code) ?? keep(type + code, once(type, () => new Intl.DisplayNames(locale, { type, fallback: 'none' })).of(code))
      } catch {
        return undefined
      }
    },
    relativeDay: (days) => once('r', () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })).format(days, 'day'),
    list: (items, type) => once(`l${type}`, () => new Intl.ListFormat(locale, { type })).format(items),
    compare: (a, b) => once('s', () => new Intl.Collator(locale, { numeric: true })).compare(a, b),
  }
}

/** The same from a supplement, for a language that this platform does not know. */
export function suppliedPrimitives(given: Supplement): Primitives {
  const like = nativePrimitives(given.numbersLike)
  const once = memo()
  return {
    number: (value, options = {}) => {
      const parts = once(`n${JSON.stringify(options)}`, () => new Intl.NumberFormat(given.numbersLike, options)).formatToParts(value)
      return parts.map((part) => (part.type === 'currency' && options.currency ? (given.symbols[options.currency] ?? options.currency) : part.value)).join('')
    },
    date: (at, options) => writeDate(given, partsOf(once, at, options.timeZone ?? 'UTC'), options),
    name: (type, code) => ({ region: given.countries, language: given.languages, currency: given.currencies })[type][code],
    relativeDay: (days) => given.relativeDays[days + 30] ?? '',
    list: (items, type) => {
      const last = items.at(-1) ?? ''
      if (items.length < 2) return last
      const joiner = type === 'conjunction' ? ` ${given.and} ` : type === 'disjunction' ? ` ${given.or} ` : ', '
      return items.slice(0, -1).join(', ') + joiner + last
    },
    compare: like.compare,
  }
}

type Once = ReturnType<typeof memo>
type DateTexts = Record<'year' | 'month' | 'day' | 'hour' | 'minute', string>

function partsOf(once: Once, at: Date, timeZone: string): DateTexts {
  const format = once(`d${timeZone}`, () => new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }))
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value])) as DateTexts
}

function writeDate(given: Supplement, texts: DateTexts, options: Intl.DateTimeFormatOptions): string {
  const style = options.dateStyle
  const month = options.month ?? (style === 'long' ? 'long' : style === 'medium' ? 'short' : style ? '2-digit' : undefined)
  const withDay = style !== undefined || options.day !== undefined
  const year = style === 'short' ? texts.year.slice(2) : texts.year
  const name = month === 'long' || month === 'short' ? given.months[month][Number(texts.month) - 1] : undefined
  const day = name ? String(Number(texts.day)) : texts.day
  const written = name
    ? `${withDay ? `${day} ` : ''}${name}${month === 'long' ? ',' : '.'} ${year}`
    : month ? [...(withDay ? [day] : []), texts.month, year].join('.') : year
  const time = options.timeStyle && `${texts.hour}:${texts.minute}`
  if (!time) return written
  return style || options.month ? `${written}, ${time}` : time
}

function memo() {
  const made = new Map<string, unknown>()
  return <T>(key: string, make: () => T): T => {
    if (!made.has(key)) made.set(key, make())
    return made.get(key) as T
  }
}
