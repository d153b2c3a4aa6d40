/**
 * What a row adds to somebody who is known already. `fill` writes only where nothing stood; `update` also replaces what differs.
 * Contacts and notes are added, never taken away. Pure: the dry run counts with it, the import writes by it, undoing takes it back.
 */
import type { ContactFacts, PersonFacts } from '../contract.ts'
import type { ImportPolicy } from './states.ts'

/** What is held of a person, as far as a row can add to it. */
export interface KnownPerson {
  id: string
  householdId: string | null
  villageId: string | null
  otherNames: string[]
  sex: string | null
  born: string | null
  country: string | null
  city: string | null
  abroadSince: string | null
  occupation: string | null
  contacts: { kind: string; value: string }[]
  notes: string[]
}

export type RevisedField = 'sex' | 'born' | 'occupation' | 'abroadSince'

export interface PersonUpdate {
  fields: Partial<Record<RevisedField, string>>
  otherNames: string[]
  contacts: ContactFacts[]
  /** The person has no current residence, or (policy `update`) another one. */
  residence?: { country: string; city?: string; from?: string }
  /** The current residence stays and only gets its city. */
  city?: string
  note?: string
}

export function planUpdate(facts: PersonFacts, known: KnownPerson, policy: ImportPolicy): PersonUpdate {
  const update: PersonUpdate = { fields: {}, otherNames: [], contacts: [] }
  const may = (held: string | null, told: string | undefined): told is string => told !== undefined && told !== held && (held === null || policy === 'update')
  const { residence } = facts
  if (may(known.sex, facts.sex)) update.fields.sex = facts.sex
  if (may(known.born, facts.born)) update.fields.born = facts.born
  if (may(known.occupation, facts.occupation)) update.fields.occupation = facts.occupation
  const moved = residence?.country !== undefined && may(known.country, residence.country)
  if (moved && residence.country !== undefined) update.residence = { country: residence.country, ...(residence.city && { city: residence.city }), ...(residence.from && { from: residence.from }) }
  else if (known.country !== null && (residence?.country ?? known.country) === known.country) {
    if (may(known.city, residence?.city)) update.city = residence?.city
    if (may(known.abroadSince, residence?.from)) update.fields.abroadSince = residence?.from
  }
  update.otherNames = (facts.otherNames ?? []).filter((name) => !known.otherNames.includes(name))
  update.contacts = facts.contacts.filter((contact) => !known.contacts.some((held) => held.kind === contact.kind && held.value === contact.value))
  if (facts.note !== undefined && !known.notes.includes(facts.note)) update.note = facts.note
  return update
}

export function saysNothingNew(update: PersonUpdate): boolean {
  return (
    Object.keys(update.fields).length === 0 && update.otherNames.length === 0 && update.contacts.length === 0 &&
    update.residence === undefined && update.city === undefined && update.note === undefined
  )
}
