/**
 * Messages are ICU MessageFormat texts in `messages/<language>.json`, flat, keys sorted. English is the file that gives the keys
 * their type; a test holds the others to it. A message is parsed when it is first needed and kept.
 */
import { IntlMessageFormat, type Formatters } from 'intl-messageformat'
import type english from '#messages/en.json'
import { nativePrimitives, type Primitives } from './primitives.ts'

export type MessageKey = keyof typeof english
export type Catalogue = Record<MessageKey, string>
export type MessageValues = Record<string, string | number | boolean | Date | null | undefined>
export type Translate = (key: MessageKey, values?: MessageValues) => string

/** Without braces and quotes a message is its own result: most are, and none of those needs a parser. */
const needsParsing = /[{']/

/**
 * A function from key and values to text. A key that the catalogue lacks comes back as itself (the type checker and a test keep
 * this from happening); a message that cannot be formatted, for want of a value, comes back as its source.
 */
export function createTranslate(catalogue: Partial<Record<string, string>>, locale: string, number: Primitives['number'] = nativePrimitives(locale).number): Translate {
  const formatters = formattersFor(locale, number)
  const parsed = new Map<string, IntlMessageFormat>()
  return (key, values) => {
    const message = catalogue[key]
    if (message === undefined) return key
    if (!needsParsing.test(message)) return message
    let format = parsed.get(key)
    if (!format) {
      format = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true, formatters })
      parsed.set(key, format)
    }
    try {
      return String(format.format(values))
    } catch {
      return message
    }
  }
}

/** Numbers in messages are written as everywhere else, also where the platform does not know the language. */
function formattersFor(locale: string, number: Primitives['number']): Formatters {
  return {
    getNumberFormat: (_, options) => ({ format: (value: number | bigint) => number(value, options) }) as Intl.NumberFormat,
    getDateTimeFormat: (_, options) => new Intl.DateTimeFormat(locale, options),
    getPluralRules: (_, options) => new Intl.PluralRules(locale, options),
  }
}
