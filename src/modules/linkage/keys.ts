/**
 * Which records are worth comparing: those that share a key. Each rule makes a key of what seldom is wrong in all records of a person
 * at once, so that a mistake in any one or two fields leaves another key whole. Keys are stored beside a person and found by
 * equality; each begins with its rule and a colon.
 */
import { nameKey, soundOfKey } from '#platform/names/index.ts'
import type { LinkageRecord } from './contract.ts'

/** Raised whenever a rule changes, so that stored keys can be rebuilt. Keys change with NAME_KEYS_VERSION too. */
export const LINKAGE_KEYS_VERSION = 1

/** As many last digits of a phone as stay the same with and without country code and trunk zero. */
const PHONE_DIGITS = 8
/** A record with more contacts than this is no person's; the rest is not made into keys. */
const MAX_CONTACTS = 20

function firstWord(key: string): string {
  const space = key.indexOf(' ')
  return space === -1 ? key : key.slice(0, space)
}

/** The first word of a name (the rest is often left out), as sound; longer first words of a double name win over initials. */
function soundOfName(key: string): string {
  const sound = soundOfKey(key)
  const first = firstWord(sound)
  return first.length > 1 || !sound.includes(' ') ? first : sound.slice(first.length + 1)
}

/** Day and month in an order that is the same when they have been swapped: "02-11" for both 11.02. and 02.11. */
function dayAndMonth(born: string): string | null {
  if (born.length !== 10) return null
  const [month, day] = [born.slice(5, 7), born.slice(8, 10)]
  return month < day ? `${month}-${day}` : `${day}-${month}`
}

function contactKeys(record: LinkageRecord): string[] {
  const keys: string[] = []
  for (const phone of record.phones.slice(0, MAX_CONTACTS)) {
    const digits = phone.replace(/\D/g, '')
    if (digits.length >= PHONE_DIGITS) keys.push(`phone:${digits.slice(-PHONE_DIGITS)}`)
  }
  for (const email of record.emails.slice(0, MAX_CONTACTS)) keys.push(`email:${email.trim().toLowerCase()}`)
  for (const handle of record.messengers.slice(0, MAX_CONTACTS)) keys.push(`messenger:${handle.trim().toLowerCase()}`)
  return keys
}

function birthKeys(born: string, family: string, given: string, place: string, since: string): string[] {
  const year = born.slice(0, 4)
  const keys: string[] = []
  if (family !== '') keys.push(`family_year:${family}:${year}`)
  const day = dayAndMonth(born)
  if (day !== null) keys.push(`birth:${year}-${day}`)
  if (given !== '') {
    if (day !== null) keys.push(`given_day:${given}:${day}`)
    // Without a place the key is coarser, and still kept apart from those that have one.
    keys.push(`given_year_place:${given}:${year}:${place}`)
    if (since !== '') keys.push(`given_year_since:${given}:${year}:${since}`)
  }
  return keys
}

/**
 * The keys under which a record is found by its like. Two records of one person nearly always share at least one.
 * @returns distinct keys; empty where the record says nothing
 */
export function linkageKeys(record: LinkageRecord): string[] {
  const familyKey = nameKey(record.familyName)
  const givenKey = nameKey(record.givenName)
  const family = soundOfName(familyKey)
  const given = soundOfName(givenKey)
  const place = (record.country ?? '').toLowerCase()
  const keys = contactKeys(record)
  if (family !== '' && given !== '') {
    // In one order, so that a name whose parts were exchanged is found too.
    keys.push(family < given ? `names:${family}:${given}` : `names:${given}:${family}`)
  }
  const since = record.abroadSince?.slice(0, 4) ?? ''
  if (record.born !== undefined) keys.push(...birthKeys(record.born, family, given, place, since))
  if (place !== '' && since !== '') {
    if (given !== '') keys.push(`given_since:${given}:${since}:${place}`)
    if (family !== '') keys.push(`family_since:${family}:${since}:${place}`)
  }
  if (family !== '' && record.village !== undefined) {
    const village = soundOfKey(nameKey(record.village))
    if (village !== '') keys.push(`village:${family}:${village}:${given.slice(0, 1)}`)
  }
  for (const phone of record.familyPhones.slice(0, MAX_CONTACTS)) {
    const digits = phone.replace(/\D/g, '')
    if (digits.length >= PHONE_DIGITS) keys.push(`family_phone:${digits.slice(-PHONE_DIGITS)}:${given.slice(0, 1)}`)
  }
  return [...new Set(keys)]
}
