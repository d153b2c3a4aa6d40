import { expect, it } from 'vitest'
import { estimateRates } from './estimate-rates.ts'
import { KNOWN_RATES } from './known-rates.ts'
import { countTerms } from './model.ts'
import { officeOf } from './people-for-tests.ts'

const office = officeOf(3000)
/** 600 told twice, of which a quarter with another village and every one with the same year of departure. */
const twice = office.slice(0, 600).map((one, n) => ({ ...one, id: `again-${n}`, informant: 'Another', village: n % 4 === 0 ? 'Elsewhere' : (one.village as string) }))

it('learns from an office how its records of one person agree', () => {
  const model = estimateRates([...office, ...twice], countTerms([...office, ...twice]))
  expect(model.rates.village.different).toBeCloseTo(0.25, 1)
  expect(model.rates.since.same).toBeGreaterThan(0.9)
  expect(model.duplicatesPerRecord).toBeCloseTo(1200 / 3600, 1)
})

it('keeps its experience where there is nothing to learn', () => {
  const model = estimateRates(office.slice(0, 200), countTerms(office.slice(0, 200)))
  for (const row of ['given_name', 'birth_date', 'phone'] as const) expect(model.rates[row].same).toBeCloseTo(KNOWN_RATES[row].same as number, 1)
})

it('keeps every row of rates summing to one', () => {
  const model = estimateRates([...office, ...twice], countTerms(office))
  for (const row of Object.values(model.rates)) expect(Object.values(row).reduce((sum, rate) => sum + rate, 0)).toBeCloseTo(1, 6)
  for (const row of Object.values(KNOWN_RATES)) expect(Object.values(row).reduce((sum, rate) => sum + rate, 0)).toBeCloseTo(1, 6)
})
