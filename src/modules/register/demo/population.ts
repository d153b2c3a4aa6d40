/**
 * A synthetic population for the demo and for benchmarks: the same seed gives the same people on every machine and every day, for
 * chance is integer arithmetic and `today` an argument. Streams: a household at a time, so that a million people need no memory.
 * Nobody in it is real: names are common ones combined by chance, phones are fictional (phones.ts), mail ends in .example.
 */
import type { ContactFacts } from '../contract.ts'
import type { DemoDraft, DemoHousehold, DemoMeans, DemoMigrant } from './contract.ts'
import { newPhone } from './contacts.ts'
import { dayNumber, isoDay } from './days.ts'
import { imereti, imeretiOffices } from './imereti/index.ts'
import type { DestinationSpec, OfficeSpec, PopulationKit, VillageSpec } from './kit.ts'
import { familyNameFrom, givenNameFor, makeMigrant, readyKit } from './migrants.ts'
import type { KnownSex, ReadyKit, Told } from './migrants.ts'
import { PhoneBook } from './phones.ts'
import { Random, Weighted } from './random.ts'
import { tellAgain } from './second-tellings.ts'

/** How many migrants the four municipalities' officials registered, and the demo shows. */
export const demoMigrants = 17_356
export const demoSeed = 'imereti'

export interface PopulationRequest {
  seed: string
  /** Records of migrants in all, second tellings included. */
  migrants: number
  /** ISO date; nothing in the population is later. */
  today: string
  offices?: readonly OfficeSpec[]
  kit?: PopulationKit
  /** Share of records that tell of somebody who was told of before, 0 to 0.5. */
  twice?: number
}

/** Migrants of each office: by weight, largest remainder, so that they add up exactly. */
export function shareMigrants(offices: readonly OfficeSpec[], migrants: number): Map<string, number> {
  const total = offices.reduce((sum, office) => sum + office.weight, 0)
  const exact = offices.map(office => ({ slug: office.slug, whole: Math.floor(migrants * office.weight / total), rest: (migrants * office.weight) % total }))
  let left = migrants - exact.reduce((sum, each) => sum + each.whole, 0)
  for (const each of exact.toSorted((a, b) => b.rest - a.rest)) {
    if (left-- <= 0) break
    each.whole++
  }
  return new Map(exact.map(each => [each.slug, each.whole]))
}

/** The households of all offices, office after office. No phone is given twice in one population of up to a million. */
export function* generatePopulation(request: PopulationRequest): Generator<DemoHousehold> {
  const offices = request.offices ?? imeretiOffices
  const ready = readyKit(request.kit ?? imereti)
  const shares = shareMigrants(offices, request.migrants)
  const book = new PhoneBook()
  for (const office of offices) yield* generateOffice(ready, office, shares.get(office.slug) ?? 0, request, book)
}

interface Making {
  ready: ReadyKit
  office: OfficeSpec
  random: Random
  book: PhoneBook
  villages: Weighted<VillageSpec>
  collectors: readonly string[]
  /** Day numbers. */
  today: number
}

function* generateOffice(ready: ReadyKit, office: OfficeSpec, migrants: number, request: PopulationRequest, book: PhoneBook): Generator<DemoHousehold> {
  const random = new Random(`${request.seed}/${office.slug}`)
  const making: Making = {
    ready, office, random, book, villages: new Weighted(office.villages, village => village.weight),
    collectors: office.staff.map(each => each.name), today: dayNumber(request.today),
  }
  const twice = Math.round(migrants * Math.min(0.5, request.twice ?? 0.03))
  const firsts = migrants - twice
  let made = 0
  let told = 0
  const waiting: DemoMigrant[] = []
  for (let number = 1; made < migrants; number++) {
    // Second tellings come evenly among the first ones, each some households later.
    if (told < twice && waiting.length > 0 && (made - told >= firsts || (waiting.length > 40 && told * firsts < twice * (made - told)))) {
      const [first] = waiting.splice(random.below(waiting.length), 1)
      if (first === undefined) continue
      yield makeSecondHousehold(making, number, first)
      made++
      told++
      continue
    }
    const household = makeHousehold(making, number, Math.min(householdSize(random), firsts - (made - told)))
    made += household.migrants.length
    for (const migrant of household.migrants) {
      if (waiting.length < 60) waiting.push(migrant)
      else if (random.chance(0.05)) waiting[random.below(60)] = migrant
    }
    yield household
  }
}

function householdSize(random: Random): number {
  const at = random.below(100)
  return at < 54 ? 1 : at < 81 ? 2 : at < 93 ? 3 : at < 98 ? 4 : 5
}

interface House { key: string; told: Omit<Told, 'key' | 'number' | 'follows'>; household: DemoHousehold }

function makeHouse(making: Making, number: number): House {
  const { ready: { kit }, random, office, today } = making
  const key = `${office.slug}-${String(number).padStart(6, '0')}`
  const headBorn = Number(isoDay(today).slice(0, 4)) - random.between(42, 84)
  const headSex: KnownSex = random.chance(0.56) ? 'female' : 'male'
  const familyName = familyNameFrom(kit, random)
  const head = `${givenNameFor(kit.givenNames[headSex], headBorn, random)} ${familyName}`
  const village = making.villages.pick(random)
  const phone: ContactFacts | undefined = random.chance(0.86) ? newPhone(making.book, kit.homeCountry, random) : undefined
  const day = collectedOn(today, random)
  const means: DemoMeans = random.chance(0.78) ? 'visit' : random.chance(0.6) ? 'office' : 'phone'
  const informant = random.chance(0.74) ? head : `${givenNameFor(kit.givenNames[random.chance(0.6) ? 'female' : 'male'], headBorn + 20, random)} ${familyName}`
  const family = phone === undefined ? { head } : { head, phone }
  const household: DemoHousehold = {
    demo: true, key, office: office.slug, head, village: village.name, villageLatin: village.latin, migrants: [],
    ...(random.chance(0.3) ? { address: `${random.pick(kit.streets)} ${random.between(1, 64)}` } : {}), ...(phone === undefined ? {} : { phone }),
  }
  return { key, household, told: { familyName, headBorn, headSex, village: village.name, family, collection: { means, informant, collector: random.pick(making.collectors), on: isoDay(day) }, told: day, today } }
}

/** A campaign of half a year that began two and a half years ago; since then a trickle, some of it this month. */
function collectedOn(today: number, random: Random): number {
  const at = random.below(1000)
  if (at < 720) return today - 730 - random.below(183)
  if (at < 985) return today - 31 - random.below(699)
  return today - random.below(31)
}

function makeHousehold(making: Making, number: number, size: number): DemoHousehold {
  const { key, told, household } = makeHouse(making, number)
  let follows: DestinationSpec | undefined
  for (let at = 1; at <= size; at++) {
    const made = makeMigrant(making.ready, { ...told, key: `${key}-${at}`, number: number * 10 + at, ...(follows === undefined ? {} : { follows }) }, making.book, making.random)
    follows = made.destination
    household.migrants.push(made.migrant)
  }
  return household
}

function makeSecondHousehold(making: Making, number: number, first: DemoMigrant): DemoHousehold {
  const { key, told, household } = makeHouse(making, number)
  household.migrants.push(tellAgain(making.ready.kit, first, { ...told, key: `${key}-1`, number: number * 10 + 1 }, making.random))
  return household
}

/** A few forms that were begun and left, for each office. */
export function generateDrafts(request: Pick<PopulationRequest, 'seed' | 'today' | 'offices' | 'kit'>): DemoDraft[] {
  const kit = request.kit ?? imereti
  const today = dayNumber(request.today)
  return (request.offices ?? imeretiOffices).flatMap(office => {
    const random = new Random(`${request.seed}/${office.slug}/drafts`)
    return Array.from({ length: random.between(2, 4) }, (): DemoDraft => {
      const familyName = familyNameFrom(kit, random)
      const named = (): { familyName: string; givenName: string } => ({ familyName, givenName: random.chance(0.7) ? givenNameFor(kit.givenNames.female, 1980, random) : '' })
      return {
        demo: true, office: office.slug,
        form: {
          village: random.pick(office.villages).name, headName: `${givenNameFor(kit.givenNames.female, 1955, random)} ${familyName}`, means: 'visit',
          collectedOn: isoDay(today - random.below(6)), migrants: Array.from({ length: random.between(1, 2) }, named),
        },
      }
    })
  })
}

/** Villages with a position: the known ones where they are, the others within about 12 km of their town, the same for the same seed. */
export function placeVillages(office: OfficeSpec, seed: string): Required<VillageSpec>[] {
  const { latitude, longitude, latin } = office.municipality
  return office.villages.map(village => {
    if (village.latin === latin) return { ...village, latitude, longitude }
    const random = new Random(`${seed}/${office.slug}/${village.latin}`)
    const off = (most: number): number => (random.chance(0.5) ? 1 : -1) * (0.015 + random.below(1000) / 1000 * most)
    return { ...village, latitude: village.latitude ?? round(latitude + off(0.08)), longitude: village.longitude ?? round(longitude + off(0.11)) }
  })
}

function round(degrees: number): number {
  return Math.round(degrees * 1000) / 1000
}
