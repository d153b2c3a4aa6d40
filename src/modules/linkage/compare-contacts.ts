/** How phones, addresses and handles agree. One in common says much; none in common says little, for people have several. */
import { editDistance } from '#platform/names/index.ts'
import type { EvidenceSubject } from './contract.ts'
import type { RateRow } from './known-rates.ts'
import type { PreparedContact, PreparedRecord } from './prepare.ts'
import type { Tally } from './tally.ts'

/** Of those who are registered, how many share their own phone, address or handle with another registered person. */
const SHARED_PHONES = 0.04
const SHARED_EMAILS = 0.02
/** Of two people of one family, so many use one phone or address. */
const WITHIN_FAMILY = 0.1
/** Chance that two phones of different people are one slip apart, and that two addresses have the same name before the @. */
const SLIP_BY_CHANCE = 0.0005
const SAME_BEFORE_AT = 0.0005
const PHONE_DIGITS = 8
const MANY = 6
const FEW_HOLDERS = 4

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

interface ContactRule {
  subject: EvidenceSubject
  row: RateRow
  /** Share of people who have it in common with another registered person. */
  shared: number
  /** When two that differ are likely one, mistyped or moved, and how often that happens by chance. */
  almost?: { is: (x: string, y: string) => boolean; chance: number }
}

const PHONES: ContactRule = { subject: 'phone', row: 'phone', shared: SHARED_PHONES, almost: { is: isNumberAlmostSame, chance: SLIP_BY_CHANCE } }
const EMAILS: ContactRule = { subject: 'email', row: 'email', shared: SHARED_EMAILS, almost: { is: isAddressAlmostSame, chance: SAME_BEFORE_AT } }
const MESSENGERS: ContactRule = { subject: 'messenger', row: 'messenger', shared: SHARED_EMAILS }

function compareContacts(rule: ContactRule, a: readonly PreparedContact[], b: readonly PreparedContact[], size: number, sharedFamily: boolean, tally: Tally): boolean {
  if (a.length === 0 || b.length === 0) return false
  const holders = holdersInCommon(a, b)
  if (holders > 0) {
    // Beyond a few it is the number of a house or an office, whoever answers there.
    const chance = Math.min(0.5, (rule.shared * Math.max(1, holders - 1) + Math.max(0, holders - FEW_HOLDERS)) / size)
    tally.add(rule.subject, rule.row, 'same', sharedFamily ? Math.max(chance, WITHIN_FAMILY) : chance)
    return true
  }
  const { almost } = rule
  if (almost !== undefined && a.length <= MANY && b.length <= MANY && a.some((x) => b.some((y) => almost.is(x.value, y.value)))) {
    tally.add(rule.subject, rule.row, 'similar', almost.chance)
  } else tally.add(rule.subject, rule.row, 'different', 1)
  return false
}

/**
 * Adds what the contacts say.
 * @param size number of records in the office
 * @returns whether they have one in common
 */
export function compareAllContacts(a: PreparedRecord, b: PreparedRecord, size: number, sharedFamily: boolean, tally: Tally): boolean {
  const phone = compareContacts(PHONES, a.phones, b.phones, size, sharedFamily, tally)
  const email = compareContacts(EMAILS, a.emails, b.emails, size, sharedFamily, tally)
  const messenger = compareContacts(MESSENGERS, a.messengers, b.messengers, size, sharedFamily, tally)
  return phone || email || messenger
}
