/** A migrant whom another family tells of as well: the mother's house in one village, the husband's in the next. What a register must notice. */
import type { PartialDate } from '../contract.ts'
import type { DemoContact, DemoMigrant } from './contract.ts'
import { writtenAgain } from './contacts.ts'
import { isoDay } from './days.ts'
import type { PopulationKit } from './kit.ts'
import { makeNotice } from './migrants.ts'
import type { Told } from './migrants.ts'
import type { Random } from './random.ts'
import { misspell, spell } from './spelling.ts'
import type { Script } from './spelling.ts'

const ties = ['in_law', 'sibling', 'other_relative', 'friend', 'neighbour', 'parent'] as const

/** The same human being as another family remembers: spelt, dated and reached a little differently. */
export function tellAgain(kit: PopulationKit, first: DemoMigrant, told: Told, random: Random): DemoMigrant {
  const script: Script = random.chance(0.22) ? 'latin' : random.chance(0.14) ? 'cyrillic' : 'home'
  const { facts } = first
  const names = otherwiseNamed(kit, facts.familyName, facts.givenName, random)
  const born = facts.born === undefined ? undefined : otherwiseBorn(facts.born, random)
  const contacts = first.contacts.filter(contact => random.chance(contact.kind === 'phone' ? 0.72 : 0.4)).map((contact): DemoContact => ({
    ...(contact.kind === 'phone' ? { ...contact, ...writtenAgain(contact, random) } : contact), state: 'unconfirmed', confirmedOn: undefined, confirmedHow: undefined,
  })).map(({ kind, raw, value, state }) => ({ kind, raw, value, state }))
  const residence = { country: facts.residence?.country, ...(facts.residence?.city !== undefined && random.chance(0.6) ? { city: facts.residence.city } : {}) }
  const current = first.residences.find(each => each.current)
  const { note: _, born: _born, occupation, ...kept } = facts
  return {
    demo: true,
    key: told.key,
    human: first.human,
    facts: {
      ...kept,
      familyName: spell(kit, script, names.familyName),
      givenName: spell(kit, script, names.givenName),
      ...(born === undefined ? {} : { born }),
      village: told.village,
      family: told.family,
      residence,
      contacts: contacts.map(({ kind, raw, value }) => ({ kind, raw, value })),
      ...(occupation !== undefined && random.chance(0.5) ? { occupation } : {}),
    },
    otherNames: [],
    residences: current === undefined ? [] : [{ country: current.country, current: true, ...(residence.city === undefined ? {} : { city: residence.city, geonamesId: current.geonamesId }) }],
    ...(occupation !== undefined && first.occupationCode !== undefined ? { occupationCode: first.occupationCode } : {}),
    skills: [],
    languages: [kit.homeLanguage],
    preferredLanguage: 'ka',
    interests: [],
    contacts,
    consents: [{ purpose: 'contact', channel: 'any', answer: 'given_by_family', means: told.collection.means, givenOn: isoDay(told.told), givenBy: told.collection.informant }],
    collection: { ...told.collection, informantTie: random.pick(ties) },
    notice: makeNotice(told.told, told.today, false, contacts.some(contact => contact.kind === 'email'), random),
  }
}

function otherwiseNamed(kit: PopulationKit, familyName: string, givenName: string, random: Random): { familyName: string; givenName: string } {
  const short = kit.shortNames[givenName]
  const given = short !== undefined && random.chance(0.35) ? random.pick(short) : random.chance(0.12) ? misspell(kit, givenName, random) : givenName
  return { familyName: random.chance(0.25) ? misspell(kit, familyName, random) : familyName, givenName: given }
}

/** Remembered as a year only, with day and month swapped, or one off. */
function otherwiseBorn(born: PartialDate, random: Random): PartialDate | undefined {
  const [year = '', month, day] = born.split('-')
  const how = random.below(20)
  if (how === 0) return undefined
  if (how < 5) return year
  if (how < 7) return month === undefined ? String(Number(year) + 1) : `${Number(year) + (random.chance(0.5) ? 1 : -1)}-${month}-${day}`
  if (how < 10 && month !== undefined && day !== undefined && Number(day) <= 12) return `${year}-${day}-${month}`
  if (how < 12 && month !== undefined && day !== undefined && Number(day) < 28) return `${year}-${month}-${String(Number(day) + 1).padStart(2, '0')}`
  return born
}
