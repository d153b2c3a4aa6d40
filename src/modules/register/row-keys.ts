/**
 * By what a row is recognised again. The fingerprint is a hash of everything that the row tells: the same row again changes nothing.
 * The identity is a hash of name, birth, village and family: the same record with another phone. Both are salted for each office.
 */
import { hash } from 'node:crypto'
import { placeKey } from '#modules/places/index.ts'
import { nameKey } from '#platform/names/index.ts'
import type { PersonFacts } from './contract.ts'

/** 132 bits. */
const HASH_LENGTH = 22
/** Characters of a date whose day is known. */
const WHOLE_DAY = 10

function hashOf(salt: string, text: string): string {
  return hash('sha256', `${salt}\n${text}`, 'base64url').slice(0, HASH_LENGTH)
}

function fold(text: string | undefined): string {
  return text === undefined ? '' : text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}

/** The fingerprint before it is counted within its file. The order of contacts, the case of letters and blanks make no difference. */
export function fingerprintOf(facts: PersonFacts, salt: string): string {
  const contacts = facts.contacts.map((contact) => `${contact.kind}:${fold(contact.value)}`).sort()
  const { residence, family } = facts
  return hashOf(salt, JSON.stringify([
    fold(facts.familyName), fold(facts.givenName), facts.sex ?? '', facts.born ?? '', fold(facts.village), fold(family?.head), family?.phone?.value ?? '',
    residence?.country ?? '', fold(residence?.city), residence?.from ?? '', contacts, fold(facts.occupation), fold(facts.note),
  ]))
}

/**
 * By what somebody who was erased is recognised in another file, in other words or another script: each contact with the given name
 * (a family shares its phone), and the name with the whole day of birth and the village.
 */
export function memoryKeysOf(facts: Pick<PersonFacts, 'familyName' | 'givenName' | 'born' | 'village'> & { contacts: readonly { value: string }[] }, salt: string): string[] {
  const [family, given] = [nameKey(facts.familyName), nameKey(facts.givenName)]
  const keys = facts.contacts.map(({ value }) => hashOf(salt, `contact|${fold(value)}|${given}`))
  const village = facts.village === undefined ? '' : placeKey(facts.village)
  if (facts.born?.length === WHOLE_DAY && family !== '' && given !== '' && village !== '') keys.push(hashOf(salt, `born|${family}|${given}|${facts.born}|${village}`))
  return [...new Set(keys)]
}

/** Undefined where the row says too little to be certain: without a birth, or with neither village nor family. */
export function identityOf(facts: PersonFacts, salt: string): string | undefined {
  const [family, given] = [nameKey(facts.familyName), nameKey(facts.givenName)]
  const village = facts.village === undefined ? '' : placeKey(facts.village)
  const head = facts.family === undefined ? '' : nameKey(facts.family.head)
  if (family === '' || given === '' || facts.born === undefined || (village === '' && head === '')) return undefined
  return hashOf(salt, `identity|${family}|${given}|${facts.born}|${village}|${head}`)
}
