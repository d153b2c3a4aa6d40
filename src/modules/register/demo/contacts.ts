/** How a migrant is reached, how sure that is, and what was agreed: all invented, nothing reaches anybody. */
import type { ConsentAnswer, ContactFacts, ContactKind } from '../contract.ts'
import type { DemoConsent, DemoContact, DemoMeans } from './contract.ts'
import { isoDay } from './days.ts'
import type { PhoneBook } from './phones.ts'
import { Weighted } from './random.ts'
import type { Random } from './random.ts'

const states = new Weighted([['confirmed', 62], ['unconfirmed', 24], ['failing', 6], ['dead', 6], ['opted_out', 2]] as const, ([, weight]) => weight)
const mailHosts = ['mail.example', 'post.example', 'inbox.example'] as const

/** A phone as somebody would write it; always such that it is understood with the country known. */
function asWritten(e164: string, code: string, random: Random): string {
  const national = e164.slice(code.length + 1)
  switch (random.below(6)) {
    case 0: return e164
    case 1: return `+${code} ${national.slice(0, 3)} ${national.slice(3, 6)} ${national.slice(6)}`
    case 2: return `00${code}${national}`
    case 3: return `(+${code}) ${national.slice(0, 3)}-${national.slice(3)}`
    case 4: return `+${code} ${national.slice(0, 2)} ${national.slice(2, 5)} ${national.slice(5)}`
    default: return `+${code}-${national.slice(0, 3)}-${national.slice(3, 5)}-${national.slice(5)}`
  }
}

const codes: Readonly<Record<string, string>> = {
  GE: '995', GR: '30', RU: '7', IT: '39', TR: '90', DE: '49', ES: '34', UA: '380', PL: '48', IL: '972', CY: '357', AZ: '994', BE: '32', AT: '43', PT: '351', CZ: '420', IE: '353', CH: '41', GB: '44', FR: '33', US: '1', CA: '1',
}

/** A new fictional phone in a country (alpha-2), or undefined where we have no range for it. */
export function newPhone(book: PhoneBook, country: string, random: Random): ContactFacts | undefined {
  const value = book.next(country)
  const code = codes[country]
  return value === undefined || code === undefined ? undefined : { kind: 'phone', raw: asWritten(value, code, random), value }
}

/** The same phone as another person would write it. */
export function writtenAgain(phone: ContactFacts, random: Random): ContactFacts {
  const code = Object.values(codes).filter(each => phone.value.startsWith(`+${each}`)).sort((a, b) => b.length - a.length)[0] ?? ''
  return { ...phone, raw: asWritten(phone.value, code, random) }
}

export interface Reach {
  country: string
  home: string
  /** Latin names, for addresses. */
  family: string
  given: string
  number: number
  age: number
  /** Day numbers: told, and the demo's today. */
  told: number
  today: number
}

/** The contacts of one migrant, each with its own state and age. One in seven has none: that too is what registers are like. */
export function makeContacts(reach: Reach, book: PhoneBook, random: Random): DemoContact[] {
  const contacts: DemoContact[] = []
  const add = (facts: ContactFacts): void => { contacts.push({ ...facts, ...freshness(reach, random) }) }
  const phone = random.chance(0.76) ? newPhone(book, reach.country, random) : undefined
  if (phone !== undefined) {
    add(phone)
    const same = (kind: ContactKind): ContactFacts => ({ kind, raw: phone.raw, value: phone.value })
    if (random.chance(0.3)) add(same('viber'))
    if (random.chance(0.22)) add(same('whatsapp'))
  }
  if (random.chance(0.05)) {
    const second = newPhone(book, reach.home, random)
    if (second !== undefined) add(second)
  }
  const handle = `${reach.given}.${reach.family}${reach.number}`.toLowerCase()
  if (random.chance(reach.age < 45 ? 0.42 : 0.2)) add(addressOf(handle, random))
  // Handles say that they are the demo's: a real person may have any other.
  if (random.chance(0.16)) add({ kind: 'messenger', raw: `demo.${handle}`, value: `demo.${handle}` })
  if (reach.age < 40 && random.chance(0.12)) add({ kind: 'telegram', raw: `@demo_${handle.replace('.', '_')}`, value: `demo_${handle.replace('.', '_')}` })
  if (reach.age >= 40 && random.chance(0.08)) add({ kind: 'skype', raw: `demo.${handle}`, value: `demo.${handle}` })
  return contacts
}

function addressOf(handle: string, random: Random): ContactFacts {
  const value = `${handle}@${random.pick(mailHosts)}`
  return { kind: 'email', raw: random.chance(0.1) ? value.charAt(0).toUpperCase() + value.slice(1) : value, value }
}

/** Contacts age: most were confirmed once, some lately, some so long ago that they are due again. */
function freshness(reach: Reach, random: Random): Pick<DemoContact, 'state' | 'confirmedOn' | 'confirmedHow'> {
  const [state] = states.pick(random)
  if (state === 'unconfirmed') return { state }
  const since = reach.today - reach.told
  const day = reach.told + (random.chance(0.45) ? 0 : random.below(since + 1))
  return { state, confirmedOn: isoDay(day), confirmedHow: random.chance(0.35) ? 'personal_link' : random.chance(0.5) ? 'phone' : 'visit' }
}

const firstAnswers = new Weighted<[ConsentAnswer, number]>([['given_by_family', 68], ['given_by_person', 18], ['not_asked', 10], ['declined', 4]], ([, weight]) => weight)
const laterAnswers = new Weighted<[ConsentAnswer, number]>([['given_by_person', 70], ['declined', 22], ['withdrawn', 8]], ([, weight]) => weight)
const channels = ['email', 'sms', 'phone', 'messenger'] as const

/** What was agreed when the family told, and what the migrant said later over the personal link or on the phone. */
export function makeConsents(reach: Reach, told: { by: string; means: DemoMeans; self: boolean }, random: Random): DemoConsent[] {
  const [first] = firstAnswers.pick(random)
  const answer: ConsentAnswer = told.self && first === 'given_by_family' ? 'given_by_person' : first
  const on = isoDay(reach.told)
  const consents: DemoConsent[] = [{ purpose: 'contact', channel: 'any', answer, means: told.means, givenOn: on, ...(answer === 'given_by_person' ? {} : { givenBy: told.by }) }]
  if (random.chance(0.5)) consents.push({ purpose: 'statistics', channel: 'any', answer: answer === 'declined' ? 'declined' : 'given_by_family', means: told.means, givenOn: on, givenBy: told.by })
  if (answer === 'declined' || !random.chance(0.34)) return consents
  const day = reach.told + random.below(reach.today - reach.told + 1)
  for (const purpose of ['news', 'opportunities', 'research'] as const) {
    if (!random.chance(purpose === 'research' ? 0.25 : 0.7)) continue
    const [said] = laterAnswers.pick(random)
    consents.push({
      purpose, channel: random.pick(channels), answer: said, means: random.chance(0.7) ? 'personal_link' : 'phone', givenOn: isoDay(day),
      ...(said === 'given_by_person' && random.chance(0.3) ? { until: isoDay(day + 730) } : {}),
    })
  }
  return consents
}
