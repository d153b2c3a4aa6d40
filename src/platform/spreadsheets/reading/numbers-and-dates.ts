/**
 * Numbers and dates as spreadsheets store them: a double, and a count of days since an epoch.
 */

const DAY = 86_400_000
/** 1900-01-01 is day 1; day 60 is 29 February 1900, which never was (ECMA-376 part 1, 18.17.4.1). */
const EPOCH_1900 = Date.UTC(1899, 11, 31)
const EPOCH_1904 = Date.UTC(1904, 0, 1)
const NEVER_DAY = 60
/** 9999-12-31 in either system. */
const LAST_DAY = 2_958_465
/** Digits that a double holds for certain, and that spreadsheet programs show at most. */
const DIGITS = 15

/**
 * The number as people would write it: no exponent, no trailing zeros, no binary dust ("1974.0" is 1974, "9.95595970411E11" is
 * 995595970411, 0.30000000000000004 is 0.3). Digits of whole numbers stay as they are, however many. Null for what is no number.
 */
export function decimalText(stored: string): string | null {
  const text = stored.trim()
  if (/^[1-9][0-9]{0,14}$/.test(text)) return text
  if (!/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$/.test(text)) return null
  const whole = /^([+-]?)0*([0-9]+)(?:\.0*)?$/.exec(text)
  if (whole?.[2] !== undefined) return whole[1] === '-' && whole[2] !== '0' ? `-${whole[2]}` : whole[2]
  const number = Number(text)
  if (!Number.isFinite(number)) return null
  return withoutExponent(String(Number(number.toPrecision(DIGITS))))
}

function withoutExponent(text: string): string {
  const match = /^(-?)([0-9]+)(?:\.([0-9]+))?e([+-][0-9]+)$/.exec(text)
  if (!match) return text === '-0' ? '0' : text
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const point = whole.length + Number(exponent)
  const digits = whole + fraction
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return sign + (point >= digits.length ? digits.padEnd(point, '0') : `${digits.slice(0, point)}.${digits.slice(point)}`)
}

/** The day of a serial number, ISO 8601; null where the serial is no day that the calendar has. A time of day is left out. */
export function dateOfSerial(serial: number, epoch: 1900 | 1904): string | null {
  const days = Math.floor(serial + 1e-9)
  if (!(days >= (epoch === 1900 ? 1 : 0)) || days > LAST_DAY || (epoch === 1900 && days === NEVER_DAY)) return null
  const since = epoch === 1904 ? EPOCH_1904 + days * DAY : EPOCH_1900 + (days > NEVER_DAY ? days - 1 : days) * DAY
  const date = new Date(since)
  return date.getUTCFullYear() > 9999 ? null : date.toISOString().slice(0, 10)
}

/** The inverse for the system of 1900; null for days before 1 March 1900, which programs do not agree on, and for no day at all. */
export function serialOfDate(iso: string): number | null {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(iso)
  if (!match) return null
  const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))
  if (new Date(time).toISOString().slice(0, 10) !== iso) return null
  const days = Math.round((time - EPOCH_1900) / DAY) + 1
  return days > NEVER_DAY && days <= LAST_DAY ? days : null
}

/** A part of a day as a clock shows it ("14:05" or "14:05:09"); durations may be over 24 hours. */
export function timeOfSerial(serial: number): string {
  const seconds = Math.round(Math.abs(serial) * 86_400)
  const two = (value: number): string => String(value).padStart(2, '0')
  const text = `${serial < 0 ? '-' : ''}${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`
  return seconds % 60 === 0 ? text : `${text}:${two(seconds % 60)}`
}
