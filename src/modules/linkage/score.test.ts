import { describe, expect, it } from 'vitest'
import type { LinkageRecord, ScoredPair } from './contract.ts'
import { trainModel } from './find-pairs.ts'
import { emptyModel } from './model.ts'
import { officeOf, record } from './people-for-tests.ts'
import { compareRecords } from './score.ts'
import { DEFAULT_THRESHOLD, explainScore } from './thresholds.ts'

const model = trainModel(officeOf(2000))

const compare = (a: Partial<LinkageRecord>, b: Partial<LinkageRecord>): ScoredPair => compareRecords(record('a', a), record('b', b), model)
const levelOf = (pair: ScoredPair, subject: string): string | undefined => pair.evidence.find((part) => part.subject === subject)?.level

const marta: Partial<LinkageRecord> = {
  familyName: 'Khurtsidze', givenName: 'Ketevan', sex: 'female', born: '1974-03-11', village: 'Dimi', country: 'GR', city: 'Athens', abroadSince: '2005', phones: ['+306901112223'], informant: 'Guram Khurtsidze',
}

describe('one person, told twice', () => {
  it('is found in another script with day and month swapped', () => {
    const pair = compare(marta, { ...marta, familyName: 'ხურციძე', givenName: 'ქეთევანი', born: '1974-11-03', phones: [], informant: 'Lela Beridze', village: 'Khani' })
    expect(levelOf(pair, 'family_name')).toBe('same_other_script')
    expect(levelOf(pair, 'birth')).toBe('swapped')
    expect(pair.score).toBeGreaterThan(0.95)
  })

  it('is found with a misspelt name, a year only, and another phone', () => {
    const pair = compare(marta, { ...marta, familyName: 'Khurtside', born: '1974', phones: ['+306977777777'], informant: 'Lela Beridze' })
    expect(levelOf(pair, 'family_name')).toBe('similar')
    expect(levelOf(pair, 'birth')).toBe('year_only')
    expect(pair.score).toBeGreaterThan(DEFAULT_THRESHOLD)
  })

  it('is found under her married name by phone', () => {
    const pair = compare(marta, { familyName: 'Beridze', givenName: 'Keto', born: '1974', phones: ['+306901112223'], village: 'Khani' })
    expect(levelOf(pair, 'given_name')).toBe('short_form')
    expect(levelOf(pair, 'family_name')).toBe('different')
    expect(pair.score).toBeGreaterThan(DEFAULT_THRESHOLD)
  })

  it('is found with first and last name exchanged', () => {
    const pair = compare(marta, { ...marta, familyName: 'Ketevan', givenName: 'Khurtsidze', informant: 'Lela Beridze' })
    expect(levelOf(pair, 'family_name')).toBe('swapped')
    expect(pair.score).toBeGreaterThan(0.95)
  })

  it('scores alike in either order', () => {
    const other = { ...marta, familyName: 'Хурцидзе', givenName: 'Кето', born: '1975-03-11' }
    expect(compare(marta, other).score).toBeCloseTo(compare(other, marta).score, 10)
  })
})

describe('two people who are alike', () => {
  const father: Partial<LinkageRecord> = { familyName: 'Beridze', givenName: 'Giorgi', sex: 'male', born: '1950-06-01', village: 'Dimi', country: 'GR', informant: 'Lela Beridze', familyPhones: ['+995599123456'] }

  it('are not one: namesakes of a village with other birthdays', () => {
    expect(compare(father, { ...father, born: '1976-02-17', informant: 'Nana Lomidze', familyPhones: [] }).score).toBeLessThan(0.05)
  })

  it('are not one: grandfather and grandson of one family', () => {
    expect(compare(father, { ...father, born: '1998-02-17' }).score).toBeLessThan(0.05)
  })

  it('are not one: twins, who share family, birthday and country', () => {
    const sister = { ...father, givenName: 'Lali', sex: 'female', city: 'Athens', abroadSince: '2010' }
    expect(compare(sister, { ...sister, givenName: 'Manana' }).score).toBeLessThan(DEFAULT_THRESHOLD)
  })

  it('are not one: a couple with one phone', () => {
    const her = { ...marta, sex: 'female' }
    expect(compare(her, { familyName: 'Beridze', givenName: 'Zaza', sex: 'male', born: '1969-08-30', country: 'GR', city: 'Athens', abroadSince: '2005', phones: ['+306901112223'] }).score).toBeLessThan(0.05)
    expect(compare({ ...her, born: undefined, sex: undefined } as Partial<LinkageRecord>, { familyName: 'Beridze', givenName: 'Zaza', country: 'GR', city: 'Athens', phones: ['+306901112223'] }).score).toBeLessThan(DEFAULT_THRESHOLD)
  })

  it('are not one: brothers of one household', () => {
    const brother = { ...father, household: '12', source: 'list', born: '1976-02-17' }
    const pair = compare(brother, { ...brother, givenName: 'Levan', born: '1978-09-02' })
    expect(levelOf(pair, 'informant')).toBe('same_household')
    expect(pair.score).toBeLessThan(0.01)
  })
})

describe('a record still being typed', () => {
  it('grows surer with every field that agrees', () => {
    const steps: Partial<LinkageRecord>[] = [
      { familyName: marta.familyName, givenName: marta.givenName }, { village: marta.village }, { born: '1974' }, { born: marta.born }, { phones: marta.phones },
    ] as Partial<LinkageRecord>[]
    let typed: Partial<LinkageRecord> = {}
    let before = 0
    for (const step of steps) {
      typed = { ...typed, ...step }
      const { score } = compare(marta, typed)
      expect(score).toBeGreaterThan(before)
      before = score
    }
    expect(explainScore(before)).toBe('certain')
  })

  it('is only possible by a common name, and says nothing of what is not there', () => {
    const pair = compare(marta, { familyName: 'Khurtsidze', givenName: 'Ketevan' })
    expect(explainScore(pair.score)).toBe('possible')
    expect(pair.evidence.map((part) => part.subject)).toEqual(['family_name', 'given_name'])
  })

  it('is compared before the office has a model, and with nothing at all', () => {
    const pair = compareRecords(record('a', marta), record('b', marta), emptyModel())
    expect(pair.score).toBeGreaterThan(0.95)
    expect(compare({}, {}).evidence).toEqual([])
    expect(compare({}, {}).score).toBeLessThan(0.01)
  })
})

describe('rare and common', () => {
  it('weighs a rare name more than a common one', () => {
    const common = compare({ familyName: 'Beridze', givenName: 'Giorgi' }, { familyName: 'Beridze', givenName: 'Giorgi' })
    const rare = compare({ familyName: 'Mnatsakanov', givenName: 'Galaktion' }, { familyName: 'Mnatsakanov', givenName: 'Galaktion' })
    expect(rare.score).toBeGreaterThan(10 * common.score)
  })
})
