/** How two dates of birth agree, any of which may be a year alone. */
import type { Part } from './part.ts'
import type { PreparedRecord } from './prepare.ts'

/** Years within which a wrongly remembered year usually lies. */
const NEAR_YEARS = 2

function push(parts: Part[], row: 'birth_date' | 'birth_year', rate: string, chance: number): void {
  parts.push({ subject: 'birth', level: rate, row, rate, chance: Math.min(chance, 1) })
}

function compareYears(a: PreparedRecord, b: PreparedRecord, parts: Part[]): void {
  const apart = Math.abs(a.birthYear - b.birthYear)
  const frequency = Math.max(a.birthYearFrequency, b.birthYearFrequency)
  if (apart === 0) {
    const bothMonths = (a.born as string).length >= 7 && (b.born as string).length >= 7
    const sameMonth = (a.born as string).slice(5, 7) === (b.born as string).slice(5, 7)
    if (bothMonths && !sameMonth) push(parts, 'birth_date', 'same_year', frequency)
    else push(parts, 'birth_year', 'year_only', bothMonths ? frequency / 12 : frequency)
  } else if (apart === 1) push(parts, 'birth_year', 'year_off_by_one', 2 * frequency)
  else if (apart <= NEAR_YEARS) push(parts, 'birth_year', 'year_near', 2 * frequency)
  else push(parts, 'birth_year', 'year_different', 0.9)
}

/** Adds what the births say, if both are known. */
export function compareBirths(a: PreparedRecord, b: PreparedRecord, parts: Part[]): void {
  if (a.born === null || b.born === null) return
  if (a.born.length < 10 || b.born.length < 10) {
    compareYears(a, b, parts)
    return
  }
  const year = Math.max(a.birthYearFrequency, b.birthYearFrequency)
  const day = Math.max(a.birthDayFrequency, b.birthDayFrequency)
  const apart = Math.abs(a.birthYear - b.birthYear)
  if (a.born === b.born) push(parts, 'birth_date', 'same', year * day)
  else if (a.born.slice(5) === b.born.slice(5)) push(parts, 'birth_date', apart === 1 ? 'off_by_one' : 'same_day', apart === 1 ? 2 * year * day : day)
  else {
    const [monthA, dayA] = [a.born.slice(5, 7), a.born.slice(8)]
    const [monthB, dayB] = [b.born.slice(5, 7), b.born.slice(8)]
    if (apart === 0 && monthA === dayB && dayA === monthB) push(parts, 'birth_date', 'swapped', year * day)
    else if (apart === 0 && (monthA === monthB || dayA === dayB)) push(parts, 'birth_date', 'partly', year * 0.115)
    else if (apart === 0) push(parts, 'birth_date', 'same_year', year)
    else if (apart <= NEAR_YEARS) push(parts, 'birth_date', 'near', 2 * NEAR_YEARS * year)
    else push(parts, 'birth_date', 'different', 0.9)
  }
}
