/** The fields of a person out of the cells of a row, one function for each subject. */
import type { ContactFacts } from '../contract.ts'
import type { ColumnMapping } from './contract.ts'
import { readContacts } from './read-contacts.ts'
import type { ContactsContext } from './read-contacts.ts'
import { readDate } from './read-date.ts'
import { splitName } from './read-name.ts'
import { readPlace } from './read-place.ts'
import { cleanCell, MAX_NAME, MAX_NOTE, MAX_TEXT, problem, rawCell, villageName } from './row-plan.ts'
import type { Draft, RowPlan } from './row-plan.ts'
import { cleanText, saysNothing, saysUnknownName } from './text.ts'
import { countryOf } from './words/countries.ts'
import { tieOf } from './words/relations.ts'
import { sexOf } from './words/sexes.ts'

const ODD_IN_NAMES = /[\p{N}\p{Extended_Pictographic}<>{}[\]=@#$%^*|\\~;:"?!+/&]/u
const LETTER = /\p{L}/u

/** A name that names somebody, or '' with the reason told. */
function nameCell(draft: Draft, column: number, required: boolean): string {
  const before = draft.problems.length
  const name = cleanCell(draft, column, MAX_NAME)
  if (draft.problems.slice(before).some((found) => found.severity === 'refusal')) return ''
  if (!LETTER.test(name) || saysUnknownName(name)) {
    if (required) problem(draft, column, 'no_name', 'refusal')
    return ''
  }
  if (ODD_IN_NAMES.test(name) && !draft.problems.slice(before).some((found) => found.code === 'strange_characters')) problem(draft, column, 'strange_characters', 'doubt')
  return name
}

function joined(draft: Draft, columns: ColumnMapping[], required: boolean): string {
  if (columns.length === 1 && columns[0] !== undefined) return nameCell(draft, columns[0].column, required)
  const parts = columns.map((column) => nameCell(draft, column.column, false)).filter((part) => part !== '')
  if (required && parts.length === 0 && columns[0] !== undefined && !draft.problems.some((found) => found.severity === 'refusal')) problem(draft, columns[0].column, 'no_name', 'refusal')
  return parts.join(' ')
}

function readName(plan: RowPlan, draft: Draft): void {
  const { facts } = draft
  const [full] = plan.columns('full_name')
  const families = plan.columns('family_name')
  const givens = plan.columns('given_name')
  if (full !== undefined) {
    const whole = nameCell(draft, full.column, families.length === 0 && givens.length === 0)
    if (whole !== '') {
      const { patronymic, ...parts } = splitName(whole, full.nameOrder ?? 'given_first', full.twoFamilyNames)
      Object.assign(facts, parts)
      if (patronymic !== undefined) facts.otherNames = [patronymic]
    }
  }
  const wanted = full === undefined
  if (families.length > 0) facts.familyName = joined(draft, families, wanted) || facts.familyName
  if (givens.length > 0) facts.givenName = joined(draft, givens, wanted) || facts.givenName
  const others = plan.columns('patronymic').map((column) => nameCell(draft, column.column, false)).filter((name) => name !== '')
  if (others.length > 0) facts.otherNames = [...(facts.otherNames ?? []), ...others]
}

/** Birth: what cannot be a birth refuses the row. */
export function readBirth(plan: RowPlan, draft: Draft): void {
  for (const { column, dateOrder } of plan.columns('birth')) {
    const text = cleanText(rawCell(draft, column).slice(0, 400)).text
    if (text === '' || saysNothing(text)) continue
    const { value, code } = readDate(text, dateOrder ?? 'dmy', draft.today)
    if (value !== undefined) draft.facts.born ??= value
    if (code !== undefined) problem(draft, column, code, value === undefined ? 'refusal' : 'doubt')
  }
}

function readSince(plan: RowPlan, draft: Draft): void {
  for (const { column, dateOrder } of plan.columns('abroad_since')) {
    const text = cleanText(rawCell(draft, column).slice(0, 400)).text
    if (text === '' || saysNothing(text)) continue
    const { value, code } = readDate(text, dateOrder ?? 'dmy', draft.today)
    if (value !== undefined) draft.facts.residence = { ...draft.facts.residence, from: value }
    if (code !== undefined) problem(draft, column, code, 'doubt')
  }
}

function readResidence(plan: RowPlan, draft: Draft): void {
  let country: string | undefined
  let city: string | undefined
  for (const { column } of plan.columns('country')) {
    const text = cleanCell(draft, column, MAX_TEXT)
    if (text === '' || saysNothing(text)) continue
    country ??= countryOf(text)
    if (country !== undefined) continue
    const place = readPlace(text)
    country = place.country
    city ??= place.city
    if (place.unknown) problem(draft, column, 'unknown_country', 'doubt')
  }
  for (const { column } of plan.columns('place_abroad')) {
    const text = cleanCell(draft, column, MAX_TEXT)
    if (text === '' || saysNothing(text)) continue
    const place = readPlace(text)
    country ??= place.country
    city ??= place.city
    if (place.unknown && country === undefined) problem(draft, column, 'unknown_country', 'doubt')
  }
  for (const { column } of plan.columns('city')) {
    const text = cleanCell(draft, column, MAX_TEXT)
    if (text === '' || saysNothing(text)) continue
    const place = country === undefined || text.includes(',') ? readPlace(text) : { city: text }
    if (country === undefined && 'country' in place) country = place.country
    city = place.city ?? city
  }
  if (country !== undefined || city !== undefined) draft.facts.residence = { ...(country !== undefined && { country }), ...(city !== undefined && { city }) }
}

function addNote(draft: Draft, text: string): void {
  draft.facts.note = draft.facts.note === undefined ? text : `${draft.facts.note}; ${text}`
}

/** What a cell of contacts holds; unread pieces beside a contact are notes, alone they refuse the row. */
function contactCell(draft: Draft, column: number, context: ContactsContext): ContactFacts[] {
  const raw = rawCell(draft, column)
  if (raw === '') return []
  const { contacts, doubtful, unread } = readContacts(raw, context)
  if (doubtful.length > 0) problem(draft, column, 'not_a_phone', 'doubt')
  if (unread.length > 0) {
    if (contacts.length > 0) addNote(draft, unread.join('; ').slice(0, MAX_TEXT))
    else problem(draft, column, context.usually === 'phone' ? 'not_a_phone' : context.usually === 'email' ? 'not_an_email' : 'not_a_contact', context.usually === 'phone' || context.usually === 'email' || context.usually === 'contacts' ? 'refusal' : 'doubt')
  }
  return contacts
}

function readReach(plan: RowPlan, draft: Draft): void {
  const { facts } = draft
  const countries = [facts.residence?.country, plan.homeCountry]
  for (const usually of ['phone', 'email', 'contacts'] as const) {
    for (const { column } of plan.columns(usually)) facts.contacts.push(...contactCell(draft, column, { usually, countries }))
  }
  for (const { column, messenger } of plan.columns('messenger')) facts.contacts.push(...contactCell(draft, column, { usually: messenger ?? 'messenger', countries }))
  for (const { column } of plan.columns('address')) {
    const text = cleanCell(draft, column, 500)
    if (text !== '' && !saysNothing(text)) facts.contacts.push({ kind: 'postal', raw: text, value: text })
  }
  if (facts.contacts.length > 1) facts.contacts = distinct(facts.contacts)
}

function distinct(contacts: ContactFacts[]): ContactFacts[] {
  return contacts.filter((contact, i) => !contacts.slice(0, i).some((other) => other.kind === contact.kind && other.value === contact.value))
}

function readFamily(plan: RowPlan, draft: Draft): void {
  const head = joined(draft, plan.columns('family_head'), false)
  const informant = joined(draft, plan.columns('informant'), false)
  const phones = plan.columns('family_phone').flatMap(({ column }) => contactCell(draft, column, { usually: 'phone', countries: [plan.homeCountry, draft.facts.residence?.country] }))
  const [phone, ...more] = phones
  for (const other of more) addNote(draft, other.raw)
  const tie = plan.columns('relation').map(({ column }) => {
    const text = cleanCell(draft, column, MAX_TEXT)
    const found = tieOf(text)
    if (found === undefined && text !== '' && !saysNothing(text)) {
      problem(draft, column, 'unknown_value', 'doubt')
      addNote(draft, text)
    }
    return found
  }).find((found) => found !== undefined)
  if (head === '' && informant === '' && phone === undefined) return
  draft.facts.family = { head: head || informant, ...(head !== '' && informant !== '' && { informant }), ...(phone !== undefined && { phone }), ...(tie !== undefined && { tie }) }
}

function readSex(plan: RowPlan, draft: Draft): void {
  for (const { column } of plan.columns('sex')) {
    const text = cleanCell(draft, column, MAX_TEXT)
    const sex = sexOf(text)
    if (sex !== undefined) draft.facts.sex = sex
    else if (text !== '' && !saysNothing(text)) problem(draft, column, 'unknown_value', 'doubt')
  }
}

function texts(plan: RowPlan, draft: Draft, meaning: 'village' | 'occupation' | 'note', max: number): string {
  let all = ''
  for (const { column } of plan.columns(meaning)) {
    const text = cleanCell(draft, column, max)
    if (text !== '' && !saysNothing(text)) all = all === '' ? text : `${all}, ${text}`
  }
  return all.slice(0, max)
}

/** Everything of a person but the birth, in an order in which each step knows what it needs (the country before the phones). */
export function readPerson(plan: RowPlan, draft: Draft): void {
  readName(plan, draft)
  readSex(plan, draft)
  const village = texts(plan, draft, 'village', MAX_TEXT)
  if (village !== '') draft.facts.village = villageName(village)
  readResidence(plan, draft)
  readSince(plan, draft)
  const occupation = texts(plan, draft, 'occupation', MAX_TEXT)
  if (occupation !== '') draft.facts.occupation = occupation
  const note = texts(plan, draft, 'note', MAX_NOTE)
  if (note !== '') addNote(draft, note)
  readReach(plan, draft)
  readFamily(plan, draft)
}
