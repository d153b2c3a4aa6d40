/** One migrant of a family: who, where, since when, doing what. Chance is taken in a fixed order, so that a seed is a population. */
import type { InterestKind, PartialDate, Sex, TieKind } from '../contract.ts'
import type { DemoCollection, DemoMigrant, DemoNotice, DemoReadiness, DemoResidence } from './contract.ts'
import { makeConsents, makeContacts } from './contacts.ts'
import { isoDay, numberOf } from './days.ts'
import type { DestinationSpec, GivenNames, OccupationSpec, PopulationKit } from './kit.ts'
import type { PhoneBook } from './phones.ts'
import { Weighted } from './random.ts'
import type { Random } from './random.ts'
import { spell } from './spelling.ts'

/** A kit made ready for millions of picks. */
export interface ReadyKit {
  kit: PopulationKit
  destinations: Weighted<DestinationSpec>
  cities: Map<string, Weighted<DestinationSpec['cities'][number]>>
  work: { female: Weighted<OccupationSpec>; male: Weighted<OccupationSpec> }
}

export function readyKit(kit: PopulationKit): ReadyKit {
  return {
    kit,
    destinations: new Weighted(kit.destinations, each => each.weight),
    cities: new Map(kit.destinations.map(each => [each.country, new Weighted(each.cities, city => city.weight)])),
    work: { female: new Weighted(kit.occupations, each => each.women), male: new Weighted(kit.occupations, each => each.men) },
  }
}

export type KnownSex = Exclude<Sex, 'other'>

export interface Told {
  key: string
  number: number
  /** The head's family name and birth year. */
  familyName: string
  headBorn: number
  headSex: KnownSex
  village: string
  family: NonNullable<DemoMigrant['facts']['family']>
  collection: Omit<DemoCollection, 'informantTie'>
  /** Day numbers. */
  told: number
  today: number
  /** Where the family's last migrant went: chains are how people migrate. */
  follows?: DestinationSpec
}

const kinships = new Weighted<[Kinship, number]>([['child', 50], ['spouse', 14], ['sibling', 9], ['grandchild', 8], ['in_law', 12], ['other_relative', 5], ['self', 2]], ([, weight]) => weight)
type Kinship = 'child' | 'spouse' | 'sibling' | 'grandchild' | 'in_law' | 'other_relative' | 'self'

/** What the head of the family is to the migrant, which is what a tie says. */
const headIs: Record<Kinship, TieKind> = { child: 'parent', spouse: 'spouse', sibling: 'sibling', grandchild: 'grandparent', in_law: 'in_law', other_relative: 'other_relative', self: 'self' }

const interests: readonly InterestKind[] = ['advice', 'donation', 'return', 'investment', 'volunteering', 'trade', 'mentoring', 'expert_mission', 'spokesperson']
const readiness = new Weighted<[DemoReadiness, number]>([['now', 16], ['within_a_year', 24], ['someday', 42], ['no', 18]], ([, weight]) => weight)

export function givenNameFor(names: GivenNames, born: number, random: Random): string {
  return random.pickOften(born < 1965 ? names.older : born < 1986 ? names.middle : names.younger)
}

export function makeMigrant(ready: ReadyKit, told: Told, book: PhoneBook, random: Random): { migrant: DemoMigrant; destination: DestinationSpec } {
  const { kit } = ready
  const thisYear = Number(isoDay(told.today).slice(0, 4))
  const [kinship] = kinships.pick(random)
  const destination = told.follows !== undefined && random.chance(0.55) ? told.follows : ready.destinations.pick(random)
  const sex: KnownSex = kinship === 'spouse' ? (told.headSex === 'female' ? 'male' : 'female') : random.chance(destination.women) ? 'female' : 'male'
  const bornYear = Math.max(told.headBorn + 1 - 30, Math.min(thisYear - 18, told.headBorn + yearsAfterHead(kinship, random)))
  const familyName = kinship === 'in_law' || (kinship === 'other_relative' && random.chance(0.5)) ? familyNameFrom(kit, random) : told.familyName
  const givenName = givenNameFor(kit.givenNames[sex], bornYear, random)
  const residences = makeResidences(ready, destination, bornYear, thisYear, told.today, random)
  const current = residences[residences.length - 1]
  const reach = { country: destination.country, home: kit.homeCountry, family: spell(kit, 'latin', familyName), given: spell(kit, 'latin', givenName), number: told.number, age: thisYear - bornYear, told: told.told, today: told.today }
  const contacts = makeContacts(reach, book, random)
  const occupation = random.chance(0.82) ? ready.work[sex].pick(random) : undefined
  const tie = headIs[kinship]
  const born = bornOf(bornYear, random)
  const note = random.chance(0.09) ? random.pick(kit.notes) : undefined
  const latinName = `${reach.family} ${reach.given}`
  const migrant: DemoMigrant = {
    demo: true,
    key: told.key,
    human: told.key,
    facts: {
      familyName, givenName,
      ...(random.chance(0.96) ? { sex } : {}),
      ...(born === undefined ? {} : { born }),
      village: told.village,
      family: told.family,
      residence: { country: destination.country, ...(current?.city === undefined ? {} : { city: current.city }), ...(current?.from === undefined ? {} : { from: current.from }) },
      contacts: contacts.map(({ kind, raw, value }) => ({ kind, raw, value })),
      ...(occupation === undefined ? {} : { occupation: random.pickOften(occupation.words) }),
      ...(note === undefined ? {} : { note }),
    },
    otherNames: random.chance(0.3) ? [latinName] : random.chance(0.04) ? [`${spell(kit, 'cyrillic', familyName)} ${spell(kit, 'cyrillic', givenName)}`] : [],
    residences,
    ...(occupation === undefined ? {} : { occupationCode: occupation.code }),
    skills: occupation !== undefined && random.chance(0.4) ? [random.pick(occupation.skills)] : [],
    languages: languagesOf(kit, destination, bornYear, current, thisYear, random),
    preferredLanguage: random.chance(0.93) ? 'ka' : destination.language === 'fr' ? 'fr' : destination.language === 'es' ? 'es' : 'en',
    ...makeReadiness(random),
    contacts,
    consents: makeConsents(reach, { by: told.collection.informant, means: told.collection.means, self: tie === 'self' }, random),
    collection: { ...told.collection, informantTie: tie, ...(tie === 'self' ? { informant: `${givenName} ${familyName}` } : {}) },
    notice: makeNotice(told.told, told.today, tie === 'self', contacts.some(contact => contact.kind === 'email'), random),
  }
  return { migrant, destination }
}

function yearsAfterHead(kinship: Kinship, random: Random): number {
  switch (kinship) {
    case 'child': return random.between(20, 36)
    case 'in_law': return random.between(18, 36)
    case 'grandchild': return random.between(42, 58)
    case 'spouse': return random.between(-5, 7)
    case 'self': return 0
    default: return random.between(-8, 14)
  }
}

export function familyNameFrom(kit: PopulationKit, random: Random): string {
  return random.chance(0.72) ? random.pickOften(kit.familyNames) : random.pick(kit.familyStems) + random.pickOften(kit.familyEndings)
}

function bornOf(year: number, random: Random): PartialDate | undefined {
  if (random.chance(0.04)) return undefined
  if (random.chance(0.17)) return String(year)
  return isoDay(numberOf(year, random.between(1, 12), random.between(1, 28)))
}

/** Where somebody lives, and for one in six where they lived before. */
function makeResidences(ready: ReadyKit, destination: DestinationSpec, born: number, thisYear: number, today: number, random: Random): DemoResidence[] {
  const earliest = Math.min(thisYear - 1, Math.max(destination.since, born + 18))
  // The later of two: migration from here has grown, and those who left long ago have partly come back.
  const left = Math.max(random.between(earliest, thisYear), random.between(earliest, thisYear))
  const city = random.chance(0.88) ? ready.cities.get(destination.country)?.pick(random) : undefined
  const from = sinceWhen(left, today, random)
  const current: DemoResidence = { country: destination.country, ...(city === undefined ? {} : { city: city.name, geonamesId: city.geonamesId }), ...(from === undefined ? {} : { from }), current: true }
  if (left - earliest < 3 || !random.chance(0.17)) return [current]
  const earlier = random.chance(0.3) ? destination : ready.destinations.pick(random)
  const where = ready.cities.get(earlier.country)?.pick(random)
  return [{ country: earlier.country, ...(where === undefined ? {} : { city: where.name, geonamesId: where.geonamesId }), from: String(random.between(earliest, left - 1)), until: String(left), current: false }, current]
}

function sinceWhen(year: number, today: number, random: Random): PartialDate | undefined {
  const how = random.below(20)
  if (how < 3) return undefined
  const month = random.between(1, 12)
  // In a year that is not over, a month would often be one that is still to come.
  return how < 8 && numberOf(year, month, 28) <= today ? `${year}-${String(month).padStart(2, '0')}` : String(year)
}

function languagesOf(kit: PopulationKit, destination: DestinationSpec, born: number, current: DemoResidence | undefined, thisYear: number, random: Random): string[] {
  const languages = [kit.homeLanguage]
  const add = (language: string): void => { if (!languages.includes(language)) languages.push(language) }
  if (random.chance(born < 1975 ? kit.secondLanguage.older : kit.secondLanguage.younger)) add(kit.secondLanguage.language)
  const years = current?.from === undefined ? 4 : thisYear - Number(current.from.slice(0, 4))
  if (random.chance(Math.min(0.92, 0.35 + years * 0.06))) add(destination.language)
  if (random.chance(born < 1980 ? 0.08 : 0.42)) add('en')
  return languages
}

/** Only some were asked what they would take part in. */
function makeReadiness(random: Random): Pick<DemoMigrant, 'interests' | 'readiness'> {
  if (!random.chance(0.38)) return { interests: [] }
  const [ready] = readiness.pick(random)
  if (ready === 'no') return { interests: [], readiness: ready }
  const chosen = new Set<InterestKind>([random.pickOften(interests)])
  while (random.chance(0.4) && chosen.size < 4) chosen.add(random.pickOften(interests))
  return { interests: [...chosen], readiness: ready }
}

/** Days within which a person must be told (GDPR Article 14). */
const noticeDays = 30

/** Nearly all were told in time; of those told of lately some wait, and a few were forgotten. */
export function makeNotice(told: number, today: number, self: boolean, hasEmail: boolean, random: Random): DemoNotice {
  const dueOn = isoDay(told + noticeDays)
  if (self) return { dueOn, state: 'not_needed' }
  const waiting = told + noticeDays >= today ? random.chance(0.5) : random.chance(0.0012)
  if (waiting) return { dueOn, state: 'due' }
  const toldOn = isoDay(Math.min(today, told + random.between(0, noticeDays)))
  return hasEmail ? { dueOn, state: 'sent', toldOn, how: 'email' } : { dueOn, state: 'told', toldOn, how: 'phone' }
}
