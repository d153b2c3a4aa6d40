import { createHash } from 'node:crypto'
import { getCity } from '#modules/places/index.server.ts'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { parsePhoneNumberFromString as parseAsTheRegister } from 'libphonenumber-js/min'
import { describe, expect, it } from 'vitest'
import { consentAnswers, contactKinds, contactStates, partialDate } from '../contract.ts'
import { getOccupation } from '../occupations/index.ts'
import { readPhone } from '../rules.ts'
import type { DemoHousehold, DemoMigrant } from './contract.ts'
import { dayNumber, isoDay } from './days.ts'
import { demoMigrants, demoSeed, generateDrafts, generatePopulation, imereti, imeretiOffices, placeVillages, shareMigrants } from './index.ts'
import { fictionalPhones, PhoneBook } from './phones.ts'
import { Random, Weighted } from './random.ts'

const today = '2026-11-24'
const households: DemoHousehold[] = [...generatePopulation({ seed: demoSeed, migrants: demoMigrants, today })]
const migrants: DemoMigrant[] = households.flatMap(household => household.migrants)
const share = (count: number): number => count / migrants.length
const shareOf = (is: (migrant: DemoMigrant) => boolean): number => share(migrants.filter(is).length)

function fingerprint(seed: string, migrantsWanted: number): string {
  const hash = createHash('sha256')
  for (const household of generatePopulation({ seed, migrants: migrantsWanted, today })) hash.update(JSON.stringify(household))
  return hash.digest('hex')
}

describe('the demo’s population', () => {
  it('has exactly 17,356 migrants in four offices', () => {
    expect(migrants).toHaveLength(17_356)
    const byOffice = Map.groupBy(households, household => household.office)
    expect([...byOffice].map(([slug, all]) => [slug, all.reduce((sum, each) => sum + each.migrants.length, 0)])).toEqual([['terjola', 4620], ['tkibuli', 3900], ['samtredia', 5210], ['baghdati', 3626]])
  })

  it('is the same for the same seed and another for another', () => {
    expect(fingerprint('a', 1500)).toBe(fingerprint('a', 1500))
    expect(fingerprint('a', 1500)).not.toBe(fingerprint('b', 1500))
  })

  it('does not depend on the clock, the locale or Math.random', () => {
    const before = fingerprint('a', 500)
    const [random, now, compare] = [Math.random, Date.now, String.prototype.localeCompare]
    try {
      Math.random = () => { throw new Error('chance of its own') }
      Date.now = () => { throw new Error('the clock') }
      String.prototype.localeCompare = () => { throw new Error('the locale') }
      expect(fingerprint('a', 500)).toBe(before)
    } finally {
      Math.random = random
      Date.now = now
      String.prototype.localeCompare = compare
    }
  })

  it.each([0, 1, 2, 7, 100, 999])('makes exactly %i when asked', count => {
    expect([...generatePopulation({ seed: 'x', migrants: count, today })].flatMap(each => each.migrants)).toHaveLength(count)
  })

  it('is marked as a demo throughout', () => {
    expect(households.every(household => household.demo) && migrants.every(migrant => migrant.demo)).toBe(true)
    expect(new Set(migrants.map(migrant => migrant.key)).size).toBe(migrants.length)
  })

  it('lives where people of Imereti live, in cities that exist', () => {
    const lives = (country: string): number => shareOf(migrant => migrant.facts.residence?.country === country)
    expect(lives('GR')).toBeGreaterThan(0.17)
    expect(lives('GR')).toBeLessThan(0.27)
    for (const country of ['RU', 'IT', 'TR']) expect(lives(country), country).toBeGreaterThan(0.1)
    expect(new Set(migrants.map(migrant => migrant.facts.residence?.country)).size).toBeGreaterThanOrEqual(20)
    for (const destination of imereti.destinations) {
      for (const city of destination.cities) expect(getCity(city.geonamesId), city.name).toMatchObject({ country: destination.country })
    }
    const women = migrants.filter(migrant => migrant.facts.residence?.country === 'IT' && migrant.facts.sex === 'female').length
    expect(women / migrants.filter(migrant => migrant.facts.residence?.country === 'IT').length).toBeGreaterThan(0.65)
  })

  it('can be reached about as well as a register of two years', () => {
    const reached = shareOf(migrant => migrant.contacts.some(contact => contact.state === 'confirmed'))
    expect(reached).toBeGreaterThan(0.55)
    expect(reached).toBeLessThan(0.85)
    const stale = shareOf(migrant => migrant.contacts.some(contact => contact.confirmedOn !== undefined && contact.confirmedOn < '2025-11-24'))
    expect(stale).toBeGreaterThan(0.1)
    for (const state of contactStates) expect(migrants.some(migrant => migrant.contacts.some(contact => contact.state === state)), state).toBe(true)
    for (const kind of ['phone', 'email', 'whatsapp', 'viber', 'telegram', 'messenger', 'skype'] as const) {
      expect(contactKinds).toContain(kind)
      expect(migrants.some(migrant => migrant.contacts.some(contact => contact.kind === kind)), kind).toBe(true)
    }
    for (const answer of consentAnswers) expect(migrants.some(migrant => migrant.consents.some(consent => consent.answer === answer)), answer).toBe(true)
  })

  it('has occupations of ISCO-08, ages of adults and days that are not to come', () => {
    const wrong = migrants.filter(({ facts, occupationCode, residences, collection, consents, contacts }) => {
      const days = [collection.on, ...residences.flatMap(each => [each.from, each.until]), ...consents.map(each => each.givenOn), ...contacts.map(each => each.confirmedOn)]
      return (occupationCode !== undefined && getOccupation(occupationCode)?.level !== 4)
        || (facts.born !== undefined && (!partialDate.safeParse(facts.born).success || facts.born < '1915' || facts.born >= '2010'))
        || residences.filter(residence => residence.current).length !== 1
        || days.some(day => day !== undefined && day > today.slice(0, day.length))
    })
    expect(wrong).toEqual([])
  })

  it('has some hundred records told by a second family, spelt or dated differently', () => {
    const twice = [...Map.groupBy(migrants, migrant => migrant.human).values()].filter(records => records.length > 1)
    expect(twice.length).toBe(Math.round(4620 * 0.03) + Math.round(3900 * 0.03) + Math.round(5210 * 0.03) + Math.round(3626 * 0.03))
    const differing = twice.filter(([a, b]) => a?.facts.familyName !== b?.facts.familyName || a?.facts.givenName !== b?.facts.givenName || a?.facts.born !== b?.facts.born)
    expect(differing.length / twice.length).toBeGreaterThan(0.5)
    const samePhone = twice.filter(([a, b]) => a?.contacts.some(one => one.kind === 'phone' && b?.contacts.some(other => other.value === one.value)))
    expect(samePhone.length / twice.length).toBeGreaterThan(0.35)
    for (const records of twice) expect(new Set(records.map(record => record.key.split('-')[0])).size).toBe(1)
  })

  it('leaves some notices due and some forms unfinished', () => {
    const due = migrants.filter(migrant => migrant.notice.state === 'due')
    expect(due.length).toBeGreaterThan(40)
    expect(due.length).toBeLessThan(400)
    expect(due.some(migrant => migrant.notice.dueOn < today)).toBe(true)
    const drafts = generateDrafts({ seed: demoSeed, today })
    for (const office of imeretiOffices) expect(drafts.filter(draft => draft.office === office.slug).length).toBeGreaterThanOrEqual(2)
  })
})

describe('nobody real is reached', () => {
  /** Ranges that a country's regulator has set aside for fiction. */
  const reserved = [/^\+1\d{3}55501\d\d$/, /^\+447700900\d{3}$/, /^\+3363998\d{4}$/]

  it('every phone is reserved for fiction, or possible and in no range that its country has given out', () => {
    const numbers = new Set([...households.flatMap(each => each.phone ?? []), ...migrants.flatMap(each => each.contacts)].map(contact => contact.value).filter(value => value.startsWith('+')))
    const wrong = [...numbers].filter(number => {
      const phone = parsePhoneNumberFromString(number)
      return phone?.isPossible() !== true || (phone.isValid() && !reserved.some(range => range.test(number))) || parseAsTheRegister(number)?.number !== number
    })
    expect(numbers.size).toBeGreaterThan(20_000)
    expect(wrong).toEqual([])
  })

  it('every range holds that to its end', () => {
    for (const [country, { range }] of Object.entries(fictionalPhones)) {
      for (let step = 0; step < 100; step++) {
        const number = `+${range.code}${range.prefix}${String(Math.floor(10 ** range.digits / 100 * step) + step).padStart(range.digits, '0').slice(-range.digits)}`
        const phone = parsePhoneNumberFromString(number)
        expect(phone?.isValid() !== true || reserved.some(each => each.test(number)), `${country} ${number}`).toBe(true)
      }
    }
  })

  it('gives no phone to two people', () => {
    const book = new PhoneBook()
    for (const country of ['GE', 'US', 'GB']) expect(new Set(Array.from({ length: 5000 }, () => book.next(country))).size).toBe(5000)
  })

  it('is understood by the register as written', () => {
    const misread = migrants.slice(0, 2000).filter(migrant => migrant.contacts.some(contact => contact.kind === 'phone' && readPhone(contact.raw, [migrant.facts.residence?.country ?? 'GE', 'GE']) !== contact.value))
    expect(misread).toEqual([])
  })

  it('every mail address ends in .example and every handle says demo', () => {
    const contacts = migrants.flatMap(migrant => migrant.contacts)
    expect(contacts.filter(contact => contact.kind === 'email' && !/^[a-z0-9.]+@[a-z]+\.example$/.test(contact.value))).toEqual([])
    expect(contacts.filter(contact => ['messenger', 'telegram', 'skype'].includes(contact.kind) && !/^demo[._]/.test(contact.value))).toEqual([])
    for (const office of imeretiOffices) for (const staff of office.staff) expect(staff.email).toMatch(/\.example$/)
  })
})

describe('the parts', () => {
  it('shares add up exactly', () => {
    for (const count of [0, 1, 3, 10, 17_356, 1_000_001]) expect([...shareMigrants(imeretiOffices, count).values()].reduce((a, b) => a + b, 0)).toBe(count)
  })

  it('days are those of the calendar', () => {
    for (let number = -20_000; number < 30_000; number += 13) {
      const iso = new Date(number * 86_400_000).toISOString().slice(0, 10)
      expect(isoDay(number)).toBe(iso)
      expect(dayNumber(iso)).toBe(number)
    }
  })

  it('chance is even, and weights are kept', () => {
    const random = new Random('even')
    const weighted = new Weighted(['a', 'b'], each => each === 'a' ? 3 : 1)
    let a = 0
    for (let turn = 0; turn < 100_000; turn++) if (weighted.pick(random) === 'a') a++
    expect(a / 100_000).toBeCloseTo(0.75, 1)
    const even = new Random('again')
    const tally = new Array<number>(10).fill(0)
    for (let turn = 0; turn < 100_000; turn++) {
      const at = even.below(10)
      tally[at] = (tally[at] ?? 0) + 1
    }
    for (const count of tally) expect(Math.abs(count - 10_000)).toBeLessThan(500)
  })

  it('villages lie near their town, each in its own place', () => {
    for (const office of imeretiOffices) {
      const placed = placeVillages(office, demoSeed)
      expect(placed).toEqual(placeVillages(office, demoSeed))
      for (const village of placed) {
        expect(Math.abs(village.latitude - office.municipality.latitude)).toBeLessThan(0.11)
        expect(Math.abs(village.longitude - office.municipality.longitude)).toBeLessThan(0.14)
      }
      expect(new Set(placed.map(village => `${village.latitude},${village.longitude}`)).size).toBe(placed.length)
    }
  })

  it('field officials look after villages that their office serves', () => {
    for (const office of imeretiOffices) {
      for (const staff of office.staff) for (const village of staff.villages ?? []) expect(office.villages.map(each => each.latin)).toContain(village)
    }
  })
})
