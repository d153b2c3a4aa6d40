/**
 * Corrects the table of experience by an office's own records: expectation and maximisation (Dempster, Laird, Rubin 1977) on the
 * candidate pairs. The table stays in as so many imagined pairs, so that a small office, or one without duplicates, keeps it.
 */
import { eachCandidate } from './candidates.ts'
import type { LinkageRecord } from './contract.ts'
import type { RateRow, Rates } from './known-rates.ts'
import { KNOWN_RATES } from './known-rates.ts'
import { sizeOf } from './model.ts'
import type { LinkageModel } from './model.ts'
import type { Part } from './part.ts'
import { prepareRecord } from './prepare.ts'
import { bitsOf, partsOf, priorBits, probabilityOf } from './score.ts'

/** For how many pairs of one person the table of experience counts. */
const OPINION = 60
const OPINION_ON_DUPLICATES = 200
const ROUNDS = 6
/** Pairs this improbable from the start never become probable: they are not kept. */
const HOPELESS_BITS = -12
/** Enough to estimate rates from; more only cost memory. */
const MAX_PAIRS = 200_000

function plausiblePairs(records: readonly LinkageRecord[], model: LinkageModel): Part[][] {
  const prepared = records.map((record) => prepareRecord(record, model))
  const [prior, size] = [priorBits(model), sizeOf(model)]
  const pairs: Part[][] = []
  eachCandidate(records, (i, j) => {
    const [a, b] = [prepared[i], prepared[j]]
    if (a === undefined || b === undefined || pairs.length >= MAX_PAIRS) return
    const parts = partsOf(a, b, size)
    if (bitsOf(parts, model, prior) >= HOPELESS_BITS) pairs.push(parts)
  })
  return pairs
}

function startOfSums(): Rates {
  const sums = structuredClone(KNOWN_RATES)
  for (const row of Object.values(sums)) for (const rate of Object.keys(row)) row[rate] = (row[rate] ?? 0) * OPINION
  return sums
}

function normalised(sums: Rates): Rates {
  for (const row of Object.values(sums)) {
    const total = Object.values(row).reduce((sum, value) => sum + value, 0)
    for (const rate of Object.keys(row)) row[rate] = (row[rate] ?? 0) / total
  }
  return sums
}

/** @returns a model with the counts of the one given and the rates that these records suggest */
export function estimateRates(records: readonly LinkageRecord[], model: LinkageModel): LinkageModel {
  const pairs = plausiblePairs(records, model)
  let estimated = model
  for (let round = 0; round < ROUNDS; round += 1) {
    const sums = startOfSums()
    const prior = priorBits(estimated)
    let expected = 0
    for (const parts of pairs) {
      const probability = probabilityOf(bitsOf(parts, estimated, prior))
      expected += probability
      for (const { row, rate } of parts) addTo(sums, row, rate, probability)
    }
    // Each pair is met from both of its records.
    const duplicates = (2 * expected + OPINION_ON_DUPLICATES * KNOWN_DUPLICATES) / (records.length + OPINION_ON_DUPLICATES)
    estimated = { ...estimated, rates: normalised(sums), duplicatesPerRecord: duplicates }
  }
  return estimated
}

/** As the model's own expectation before anything was counted. */
const KNOWN_DUPLICATES = 0.06

function addTo(sums: Rates, row: RateRow, rate: string, amount: number): void {
  sums[row][rate] = (sums[row][rate] ?? 0) + amount
}
