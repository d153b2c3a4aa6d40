/** How phones, addresses and handles agree. One in common says much; none in common says little, for people have several. */
import { editDistance } from '#platform/names/index.ts'
import type { EvidenceSubject } from './contract.ts'
import type { Part } from './part.ts'
import type { RateRow } from './known-rates.ts'
import type { PreparedContact, PreparedRecord } from './prepare.ts'

/** Of those who are registered, how many share their own phone, address or handle with another registered person. */
const SHARED_PHONES = 0.04
const SHARED_EMAILS = 0.02
/** Chance that two phones of different people are one slip apart, and that two addresses have the same name before the @. */
const SLIP_BY_CHANCE = 0.0005
const SAME_BEFORE_AT = 0.0005
const PHONE_DIGITS = 8
const MANY = 6

function holdersInCommon(a: readonly PreparedContact[], b: readonly PreparedContact[]): number {
  for (const { value, holders } of a) {
    if (b.some((other) => other.value === value)) return holders
  }
  return 0
}

function isNumberAlmostSame(a: string, b: string): boolean {
  if (a.length < PHONE_DIGITS || b.length < PHONE_DIGITS) return false
  return a.slice(-PHONE_DIGITS) === b.slice(-PHONE_DIGITS) || editDistance(a, b, 1) === 1
}

function isAddressAlmostSame(a: string, b: string): boolean {
  const [nameA, nameB] = [a.slice(0, a.indexOf('@')), b.slice(0, b.indexOf('@'))]
  return nameA.length > 4 && nameA === nameB
}

function compareContacts(
  subject: EvidenceSubject, row: RateRow, a: readonly PreparedContact[], b: readonly PreparedContact[], shared: number, size: number,
  almost: ((x: string, y: string) => boolean) | null, almostChance: number, parts: Part[],
): void {
  if (a.length === 0 || b.length === 0) return
  const holders = holdersInCommon(a, b)
  if (holders > 0) {
    parts.push({ subject, level: 'same', row, rate: 'same', chance: Math.min(0.5, (shared * Math.max(1, holders - 1)) / size) })
  } else if (almost !== null && a.length <= MANY && b.length <= MANY && a.some((x) => b.some((y) => almost(x.value, y.value)))) {
    parts.push({ subject, level: 'similar', row, rate: 'similar', chance: almostChance })
  } else parts.push({ subject, level: 'different', row, rate: 'different', chance: 1 })
}

/** Adds what the contacts say. `size`: number of records in the office. */
export function compareAllContacts(a: PreparedRecord, b: PreparedRecord, size: number, parts: Part[]): void {
  compareContacts('phone', 'phone', a.phones, b.phones, SHARED_PHONES, size, isNumberAlmostSame, SLIP_BY_CHANCE, parts)
  compareContacts('email', 'email', a.emails, b.emails, SHARED_EMAILS, size, isAddressAlmostSame, SAME_BEFORE_AT, parts)
  compareContacts('messenger', 'messenger', a.messengers, b.messengers, SHARED_EMAILS, size, null, 1, parts)
}
