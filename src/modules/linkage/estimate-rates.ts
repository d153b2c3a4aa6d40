/**
 * Corrects the table of experience by an office's own records: expectation and maximisation (Dempster, Laird, Rubin 1977) on the
 * candidate pairs. The table stays in as so many imagined pairs, so that a small office, or one without duplicates, keeps it.
 */
import { eachCandidate, indexKeys } from './candidates.ts'
import type { KeyIndex } from './candidates.ts'
import type { LinkageRecord } from './contract.ts'
import { KNOWN_RATES } from './known-rates.ts'
import type { Rates } from './known-rates.ts'
import { USUAL_DUPLICATES } from './model.ts'
import type { LinkageModel } from './model.ts'
import { prepareRecord } from './prepare.ts'
import { bitsComparer, partsOf, priorBits, probabilityOf } from './score.ts'
import { sumOf } from './tally.ts'
import type { Part } from './tally.ts'

/** For how many pairs of one person the table of experience counts. */
const OPINION = 60
/** For how many records the usual share of duplicates counts. */
const OPINION_ON_DUPLICATES = 200
const ROUNDS = 6
/** Pairs this improbable from the start never become probable: they are not kept. */
const HOPELESS_BITS = -12
/** More than this many others for each record is no register but a sign that the estimate ran away: experience is the better guide. */
const IMPLAUSIBLE_DUPLICATES = 5
/** In a larger office a sample of its pairs tells the rates as well. */
const ENOUGH_RECORDS = 20_000

function plausiblePairs(records: readonly LinkageRecord[], model: LinkageModel, index: KeyIndex, every: number): Part[][] {
  const prepared = records.map((record) => prepareRecord(record, model))
  const prior = priorBits(model)
  const bitsOf = bitsComparer(model)
  const pairs: Part[][] = []
  eachCandidate(index, (i, j) => {
    const [a, b] = [prepared[i], prepared[j]]
    if (a !== undefined && b !== undefined && prior + bitsOf(a, b) >= HOPELESS_BITS) pairs.push(partsOf(a, b, model))
  }, every)
  return pairs
}

function opinion(): Rates {
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
export function estimateRates(records: readonly LinkageRecord[], model: LinkageModel, index: KeyIndex = indexKeys(records)): LinkageModel {
  const every = Math.max(1, Math.ceil(records.length / ENOUGH_RECORDS))
  const pairs = plausiblePairs(records, model, index, every)
  let estimated = model
  for (let round = 0; round < ROUNDS; round += 1) {
    const sums = opinion()
    const prior = priorBits(estimated)
    let expected = 0
    for (const parts of pairs) {
      const probability = probabilityOf(prior + sumOf(parts, estimated.rates))
      expected += probability
      for (const { row, rate } of parts) sums[row][rate] = (sums[row][rate] ?? 0) + probability
    }
    // Each pair is met from both of its records. An office that has merged all its duplicates will still be told of people twice.
    const duplicates = (2 * every * expected + OPINION_ON_DUPLICATES * USUAL_DUPLICATES) / (records.length + OPINION_ON_DUPLICATES)
    if (duplicates > IMPLAUSIBLE_DUPLICATES) return model
    estimated = { ...estimated, rates: normalised(sums), duplicatesPerRecord: Math.max(duplicates, USUAL_DUPLICATES) }
  }
  return estimated
}
