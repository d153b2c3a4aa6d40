/** The three inputs of a DateField, to and from one ISO 8601 date whose day, or day and month, may be missing. */

export interface DateParts {
  day: string
  month: string
  year: string
}

/** Why the three parts make no date; a form says it in its own words. */
export type DateMistake = 'year_missing' | 'month_missing' | 'day_missing' | 'not_a_date'

export type ReadDate = { value: string | null; typed: DateParts; mistake?: undefined } | { value?: undefined; typed: DateParts; mistake: DateMistake }

/** '1974-05-02' to day 2, month 5, year 1974; anything that is no such date to three empty parts. */
export function dateParts(value: string): DateParts {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(value)
  const plain = (digits: string | undefined) => (digits ? String(Number(digits)) : '')
  return { day: plain(match?.[3]), month: plain(match?.[2]), year: match?.[1] ?? '' }
}

/**
 * Reads `name.day`, `name.month`, `name.year` of a posted form. All empty is null. With `partial` the day, or the day and the
 * month, may be empty. What was typed comes back beside the result, to be shown again.
 */
export function readDate(form: FormData, name: string, { partial = false } = {}): ReadDate {
  const text = (part: string) => String(form.get(`${name}.${part}`) ?? '').trim().slice(0, 10)
  const typed = { day: text('day'), month: text('month'), year: text('year') }
  const [day, month, year] = [latin(typed.day), latin(typed.month), latin(typed.year)]
  if (!day && !month && !year) return { value: null, typed }
  if (!year) return { typed, mistake: 'year_missing' }
  if (!month && (day || !partial)) return { typed, mistake: 'month_missing' }
  if (!day && !partial) return { typed, mistake: 'day_missing' }
  const value = [year, month && month.padStart(2, '0'), day && day.padStart(2, '0')].filter(Boolean).join('-')
  return isDate(value) ? { value, typed } : { typed, mistake: 'not_a_date' }
}

/** Digits as they are typed in Arabic and Persian, to ASCII. */
function latin(text: string): string {
  return text.replace(/[٠-٩]/g, (d) => String(d.charCodeAt(0) - 0x660)).replace(/[۰-۹]/g, (d) => String(d.charCodeAt(0) - 0x6f0))
}

function isDate(value: string): boolean {
  const match = /^([12]\d{3})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(value)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)]
  const at = new Date(Date.UTC(year, month - 1, day))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day
}
