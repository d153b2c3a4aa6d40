/** How two dates of birth agree, any of which may be a year alone. */
import type { NameAgreement } from './compare-names.ts'
import type { PreparedRecord } from './prepare.ts'
import type { Tally } from './tally.ts'

/** Years within which a wrongly remembered year usually lies. */
const NEAR_YEARS = 2

function push(tally: Tally, row: 'birth_date' | 'birth_year', rate: string, chance: number): void {
  tally.add('birth', row, rate, Math.min(chance, 1))
}

function compareYears(a: PreparedRecord, b: PreparedRecord, tally: Tally): void {
  const apart = Math.abs(a.birthYear - b.birthYear)
  const frequency = Math.max(a.birthYearFrequency, b.birthYearFrequency)
  if (apart === 0) {
    const bothMonths = (a.born as string).length >= 7 && (b.born as string).length >= 7
    const sameMonth = (a.born as string).slice(5, 7) === (b.born as string).slice(5, 7)
    if (bothMonths && !sameMonth) push(tally, 'birth_date', 'same_year', frequency)
    else push(tally, 'birth_year', 'year_only', bothMonths ? frequency / 12 : frequency)
  } else if (apart === 1) push(tally, 'birth_year', 'year_off_by_one', 2 * frequency)
  else if (apart <= NEAR_YEARS) push(tally, 'birth_year', 'year_near', 2 * frequency)
  else push(tally, 'birth_year', 'year_different', 0.9)
}

/** Twins share family and birthday: of two children of one family, and of two with unlike names that may be of one, so many do. */
const TWINS_IN_A_FAMILY = 0.015
const TWINS_PERHAPS = 0.0005

/** How often at least two different people share a birthday, by what is already known of the two. */
export function chanceOfTwins(sharedFamily: boolean, given: NameAgreement | 'unknown'): number {
  if (sharedFamily) return TWINS_IN_A_FAMILY
  return given === 'different' ? TWINS_PERHAPS : 0
}

/** Adds what the births say, if both are known. `twins` as of `chanceOfTwins`. */
export function compareBirths(a: PreparedRecord, b: PreparedRecord, twins: number, tally: Tally): void {
  if (a.born === null || b.born === null) return
  if (a.born.length < 10 || b.born.length < 10) {
    compareYears(a, b, tally)
    return
  }
  const year = Math.max(a.birthYearFrequency, b.birthYearFrequency)
  const day = Math.max(a.birthDayFrequency, b.birthDayFrequency)
  const apart = Math.abs(a.birthYear - b.birthYear)
  if (a.born === b.born) push(tally, 'birth_date', 'same', Math.max(twins, year * day))
  else if (a.born.slice(5) === b.born.slice(5)) push(tally, 'birth_date', apart === 1 ? 'off_by_one' : 'same_day', apart === 1 ? 2 * year * day : day)
  else {
    const [monthA, dayA] = [a.born.slice(5, 7), a.born.slice(8)]
    const [monthB, dayB] = [b.born.slice(5, 7), b.born.slice(8)]
    if (apart === 0 && monthA === dayB && dayA === monthB) push(tally, 'birth_date', 'swapped', year * day)
    else if (apart === 0 && (monthA === monthB || dayA === dayB)) push(tally, 'birth_date', 'partly', year * 0.115)
    else if (apart === 0) push(tally, 'birth_date', 'same_year', year)
    else if (apart <= NEAR_YEARS) push(tally, 'birth_date', 'near', 2 * NEAR_YEARS * year)
    else push(tally, 'birth_date', 'different', 0.9)
  }
}
