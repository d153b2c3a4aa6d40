/** A date that somebody typed, on its way to the one form in which dates are kept. */

const DAY_FIRST = /^(\d{1,2})\s?[./\-\s]\s?(\d{1,2})\s?[./\-\s]\s?(\d{4})$/
const MONTH_FIRST = /^(\d{1,2})\s?[./-]\s?(\d{4})$/
const YEAR_FIRST = /^(\d{4})\s?[./\-\s]\s?(\d{1,2})(?:\s?[./\-\s]\s?(\d{1,2}))?$/
/** Zeros of the digits of Arabic and Persian. */
const ZEROS = [0x660, 0x6f0]
/** Marks of direction and blanks that come along from other programs. */
const UNSEEN = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u00a0]/g

/**
 * The ISO form ('1974', '1974-05', '1974-05-02') of what was typed: '2.5.1974', '02/05/1974', '05.1974', in Arabic digits too. Day
 * before month, as all our languages write it. What is no such thing comes back as it was, to be refused where dates are checked;
 * whether the day exists is decided there as well.
 */
export function isoDateOf(typed: string): string {
  const text = typed.replace(UNSEEN, ' ').trim().replace(/[\u0660-\u0669\u06f0-\u06f9]/g, asciiDigit)
  const [, day, month, year] = DAY_FIRST.exec(text) ?? []
  if (day && month && year) return `${year}-${pad(month)}-${pad(day)}`
  const [, ofYear, its] = MONTH_FIRST.exec(text) ?? []
  if (ofYear && its) return `${its}-${pad(ofYear)}`
  const [, first, second, third] = YEAR_FIRST.exec(text) ?? []
  if (first && second) return [first, pad(second), ...(third ? [pad(third)] : [])].join('-')
  return text
}

/** Whether the day of an ISO date is in its month; dates without a day always are. */
export function isCalendarDate(iso: string): boolean {
  if (iso.length < 10) return true
  const exact = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(exact.getTime()) && exact.toISOString().startsWith(iso)
}

const pad = (number: string): string => number.padStart(2, '0')

function asciiDigit(digit: string): string {
  const code = digit.charCodeAt(0)
  const zero = ZEROS.find((start) => code >= start && code <= start + 9) ?? code
  return String(code - zero)
}
