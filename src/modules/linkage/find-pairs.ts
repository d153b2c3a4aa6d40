/** All likely pairs of an office at once. */
import { eachCandidate } from './candidates.ts'
import type { LinkageRecord, ScoredPair } from './contract.ts'
import { estimateRates } from './estimate-rates.ts'
import { countTerms, sizeOf } from './model.ts'
import type { LinkageModel } from './model.ts'
import { pairKey } from './pair-key.ts'
import type { Decisions } from './pair-key.ts'
import { prepareRecord } from './prepare.ts'
import { bitsOf, partsOf, priorBits, probabilityOf, scoredPair } from './score.ts'
import { DEFAULT_THRESHOLD } from './thresholds.ts'

export interface FindPairsOptions {
  /** Pairs below this probability are left out. */
  threshold?: number
  /** The model of the office; trained on the records where absent. */
  model?: LinkageModel
  /** What people have decided: "same" is returned whatever the score, "not_same" never. */
  decided?: Decisions
}

/** Counts the terms of the records and corrects the rates by what they show. */
export function trainModel(records: readonly LinkageRecord[]): LinkageModel {
  return estimateRates(records, countTerms(records))
}

/**
 * Finds the pairs of records that are likely one person, the surest first. Ids must be distinct.
 * Some seconds for 100,000 records: call it in a worker thread.
 */
export function findPairs(records: readonly LinkageRecord[], options: FindPairsOptions = {}): ScoredPair[] {
  const { threshold = DEFAULT_THRESHOLD, model = trainModel(records), decided } = options
  const prepared = records.map((record) => prepareRecord(record, model))
  const [prior, size] = [priorBits(model), sizeOf(model)]
  const pairs: ScoredPair[] = []
  const indexOf = new Map(prepared.map((record, index) => [record.id, index]))
  eachCandidate(records, (i, j) => {
    const [a, b] = [prepared[i], prepared[j]]
    if (a === undefined || b === undefined || decided?.has(pairKey(a.id, b.id)) === true) return
    const parts = partsOf(a, b, size)
    const bits = bitsOf(parts, model, prior)
    if (probabilityOf(bits) >= threshold) pairs.push(scoredPair(a, b, parts, bits, model))
  })
  for (const [, { a: idA, b: idB, decision }] of decided ?? []) {
    const [a, b] = [prepared[indexOf.get(idA) ?? -1], prepared[indexOf.get(idB) ?? -1]]
    if (decision !== 'same' || a === undefined || b === undefined) continue
    pairs.push({ ...scoredPair(a, b, partsOf(a, b, size), 0, model), score: 1 })
  }
  return pairs.sort((x, y) => y.score - x.score)
}
