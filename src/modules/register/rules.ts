/** Decisions of the register without I/O: how a contact is read, how fresh it is, which dates can be true. */
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js'
import type { ContactFacts, ContactKind, PartialDate } from './contract.ts'
import { isCalendarDate } from './typed-date.ts'

export type FieldMistake = 'not_a_phone' | 'not_an_email' | 'no_such_day' | 'in_the_future' | 'too_long_ago' | 'partial_date' | 'required'

const PHONE_KINDS: ReadonlySet<ContactKind> = new Set(['phone', 'whatsapp', 'viber', 'signal'])
/** As browsers check it (HTML, "valid e-mail address"), with a dot in the domain. */
const EMAIL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i
const OLDEST_YEAR = 1900

/**
 * The normal form of a contact as somebody wrote it. `countries` are tried in order for a phone without a country code: where the
 * person lives, then home. Returns the mistake's code where it is none.
 */
export function readContact(kind: ContactKind, raw: string, countries: readonly string[]): ContactFacts | FieldMistake {
  const written = raw.trim()
  if (written === '') return 'required'
  if (PHONE_KINDS.has(kind) && !/^@/.test(written)) {
    const value = readPhone(written, countries)
    if (value) return { kind, raw: written, value }
    return kind === 'phone' || !/[\p{L}]/u.test(written) ? 'not_a_phone' : { kind, raw: written, value: written.toLowerCase() }
  }
  if (kind === 'email') return EMAIL.test(written) ? { kind, raw: written, value: written.toLowerCase() } : 'not_an_email'
  if (kind === 'postal' || kind === 'other') return { kind, raw: written, value: written }
  return { kind, raw: written, value: written.replace(/^(?:https?:\/\/)?(?:t\.me|m\.me|www\.facebook\.com)\//i, '').replace(/^@/, '').toLowerCase() }
}

/** E.164, or null where the text holds no number that could be dialled. */
export function readPhone(written: string, countries: readonly string[]): string | null {
  const digits = written.replace(/[^\d+]/g, '').replace(/^00/, '+')
  if (digits.replace(/\D/g, '').length < 5) return null
  const attempts: (string | undefined)[] = digits.startsWith('+') ? [undefined] : [...countries]
  for (const country of attempts) {
    const number = parsePhoneNumberFromString(digits, country as CountryCode | undefined)
    if (number?.isValid()) return number.number
  }
  const international = parsePhoneNumberFromString(digits.startsWith('+') ? digits : `+${digits}`)
  if (international?.isValid() || (digits.startsWith('+') && international?.isPossible())) return international.number
  const possible = parsePhoneNumberFromString(digits, countries[0] as CountryCode | undefined)
  return possible?.isPossible() ? possible.number : null
}

/** As people read it: "+30 694 331 2207"; text that is no number comes back as it is. */
export function formatPhone(value: string): string {
  return parsePhoneNumberFromString(value)?.formatInternational() ?? value
}

/** Checks that a partial date exists and is not after `today` (ISO date). */
export function checkPartialDate(date: PartialDate, today: string): FieldMistake | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date)
  if (!match) return 'partial_date'
  const year = Number(match[1])
  if (year < OLDEST_YEAR) return 'too_long_ago'
  if (!isCalendarDate(date)) return 'no_such_day'
  return date > today.slice(0, date.length) ? 'in_the_future' : null
}

export type Freshness = 'fresh' | 'ageing' | 'stale' | 'never'

/** How much a confirmation is still worth: stale after the office's limit of days, ageing after half of it. */
export function freshnessOf(confirmedOn: string | null, today: string, staleAfterDays: number): Freshness {
  if (!confirmedOn) return 'never'
  const days = (Date.parse(today) - Date.parse(confirmedOn)) / 86_400_000
  if (days > staleAfterDays) return 'stale'
  return days > staleAfterDays / 2 ? 'ageing' : 'fresh'
}
