/**
 * Dates as lists hold them: real dates of the spreadsheet, digits in three orders, months as words in six languages, years alone,
 * years with a word ("с 2010 года", "2010 წ."), serial numbers that lost their format. A date that cannot be is never mended.
 */
import type { PartialDate } from '../contract.ts'
import type { CellProblem, DateOrder } from './contract.ts'
import { asciiDigits } from './text.ts'
import { monthOf } from './words/months.ts'

export interface DateReading {
  value?: PartialDate
  code?: Extract<CellProblem['code'], 'no_such_day' | 'in_the_future' | 'too_long_ago' | 'not_a_date' | 'ambiguous_date'>
}

/** Nobody alive was born before; earlier years are slips of the hand. */
const EARLIEST_YEAR = 1900
/** Older than this is possible and rare: shown. */
const RARE_AGE = 110

const pad = (number: number): string => String(number).padStart(2, '0')

function daysIn(year: number, month: number): number {
  return month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** A full date checked against the calendar and today. */
function checked(year: number, month: number, day: number, today: string): DateReading {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return { code: 'no_such_day' }
  return inRange(`${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`, today)
}

function inRange(value: string, today: string): DateReading {
  if (value > today.slice(0, value.length)) return { code: 'in_the_future' }
  const year = Number(value.slice(0, 4))
  if (year < EARLIEST_YEAR) return { code: 'too_long_ago' }
  return Number(today.slice(0, 4)) - year > RARE_AGE ? { value, code: 'too_long_ago' } : { value }
}

/** "72" is 1972, "05" is 2005: the latest century that has been. */
function fullYear(text: string, today: string): number {
  if (text.length === 4) return Number(text)
  const century = Number(today.slice(0, 2)) * 100
  const year = century + Number(text)
  return year > Number(today.slice(0, 4)) ? year - 100 : year
}

/** Day and month by the column's order; where only the other order is a date, that one, said as a doubt. */
function ordered(first: number, second: number, year: number, order: DateOrder, today: string): DateReading {
  if (order === 'ask' && first <= 12 && second <= 12 && first !== second) {
    const { value, code } = inRange(String(year), today)
    return value === undefined ? { ...(code && { code }) } : { value, code: 'ambiguous_date' }
  }
  const dayFirst = order === 'mdy' ? false : order === 'ask' ? second <= 12 : true
  const [day, month] = dayFirst ? [first, second] : [second, first]
  if (month > 12 && day >= 1 && day <= 12 && month <= 31) {
    const other = checked(year, day, month, today)
    return other.value === undefined ? other : { ...other, code: 'ambiguous_date' }
  }
  return checked(year, month, day, today)
}

const NUMERIC = /^(\d{1,2})\s?[.\/\-,\s\u2010-\u2015]\s?(\d{1,2})\s?[.\/\-,\s\u2010-\u2015]\s?(\d{4}|\d{2})\.?(?:\s*(?:г|გ|წ|წელი|г р|год)\.?)?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?)?$/iu
const ISO = /^(\d{4})\s?[.\/\-\s\u2010-\u2015]\s?(\d{1,2})\s?[.\/\-\s\u2010-\u2015]\s?(\d{1,2})\.?(?:[T ].*)?$/
const MONTH_YEAR = /^(\d{1,2})\s?[.\/-]\s?(\d{4})$/
const YEAR_MONTH = /^(\d{4})\s?[.\/-]\s?(\d{1,2})$/
const YEAR = /^([12]\d{3})(?:[.,]0+)?$/
const THOUSANDS = /^([12])[.,\s](\d{3})$/

function readWords(text: string, today: string): DateReading {
  const words = text.split(/[\s.,\/\-]+/).filter((word) => word !== '')
  const years = words.flatMap((word) => /^(?:\D{0,4})((?:1[89]|20)\d{2})(?:\D{0,4})$/u.exec(word)?.[1] ?? [])
  const first = years[0]
  let month: number | undefined
  for (let i = 0; i < words.length && month === undefined; i++) {
    if (!/\p{L}/u.test(words[i] ?? '')) continue
    month = monthOf(words[i] ?? '') ?? (words[i + 1] === undefined ? undefined : monthOf(`${words[i]} ${words[i + 1]}`))
  }
  const days = words.flatMap((word) => /^(\d{1,2})(?:st|nd|rd|th|er|го|е|ს|º|ª)?$/iu.exec(word)?.[1] ?? [])
  if (month !== undefined) {
    const lone = days.length === 2 ? days[1] : undefined
    const year = first ?? (lone === undefined ? undefined : String(fullYear(lone, today)))
    if (year === undefined) return { code: 'not_a_date' }
    return days[0] === undefined ? inRange(`${year}-${pad(month)}`, today) : checked(Number(year), month, Number(days[0]), today)
  }
  if (first === undefined || new Set(years).size > 1) {
    const future = /(?:^|\D)(2[1-9]\d{2})(?:\D|$)/.test(text)
    return { code: future ? 'in_the_future' : 'not_a_date' }
  }
  return inRange(first, today)
}

const EXCEL_EPOCH = Date.UTC(1899, 11, 30)

function readDigits(text: string, today: string): DateReading | undefined {
  const year = YEAR.exec(text)?.[1] ?? THOUSANDS.exec(text)?.slice(1).join('')
  if (year !== undefined) return inRange(year, today)
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (compact !== null) return Number(compact[1]) >= 1800 && Number(compact[1]) < 2200 ? checked(Number(compact[1]), Number(compact[2]), Number(compact[3]), today) : checked(Number(text.slice(4)), Number(text.slice(2, 4)), Number(text.slice(0, 2)), today)
  // A date whose cell lost its format: days since 1899-12-30, from 1905 to today.
  if (/^\d{4,5}(?:\.\d+)?$/.test(text) && Number(text) > 2100 && Number(text) < 80_000) return inRange(new Date(EXCEL_EPOCH + Math.floor(Number(text)) * 86_400_000).toISOString().slice(0, 10), today)
  return undefined
}

/**
 * The date that a text tells.
 *
 * @param text not empty, at most 100 characters are looked at
 * @param order of the column's day and month
 * @param today ISO 8601; what lies after it is refused
 * @returns a value, or a code, or both where the value is a doubt
 */
export function readDate(text: string, order: DateOrder, today: string): DateReading {
  if (text.length > 100) return { code: 'not_a_date' }
  const digits = asciiDigits(text)
  const numeric = NUMERIC.exec(digits)
  if (numeric !== null) {
    const [, a = '', b = '', c = ''] = numeric
    // Two digits thrice, year first ("72-05-03"): only where the column is known to be so.
    if (order === 'ymd' && c.length === 2 && a.length === 2) return checked(fullYear(a, today), Number(b), Number(c), today)
    return ordered(Number(a), Number(b), fullYear(c, today), order === 'ymd' ? 'dmy' : order, today)
  }
  const iso = ISO.exec(digits)
  if (iso !== null) return checked(Number(iso[1]), Number(iso[2]), Number(iso[3]), today)
  const monthYear = MONTH_YEAR.exec(digits)
  if (monthYear !== null) return Number(monthYear[1]) >= 1 && Number(monthYear[1]) <= 12 ? inRange(`${monthYear[2]}-${pad(Number(monthYear[1]))}`, today) : { code: 'no_such_day' }
  const yearMonth = YEAR.test(digits) ? null : YEAR_MONTH.exec(digits)
  if (yearMonth !== null) return Number(yearMonth[2]) >= 1 && Number(yearMonth[2]) <= 12 ? inRange(`${yearMonth[1]}-${pad(Number(yearMonth[2]))}`, today) : { code: 'no_such_day' }
  return readDigits(digits, today) ?? readWords(digits, today)
}
