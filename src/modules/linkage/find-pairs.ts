/** All likely pairs of an office at once. */
import { eachCandidate, indexKeys } from './candidates.ts'
import type { LinkageRecord, ScoredPair } from './contract.ts'
import { estimateRates } from './estimate-rates.ts'
import { countTerms } from './model.ts'
import type { LinkageModel } from './model.ts'
import { pairKey } from './pair-key.ts'
import type { Decisions } from './pair-key.ts'
import { prepareRecord } from './prepare.ts'
import type { PreparedRecord } from './prepare.ts'
import { bitsComparer, bitsOfProbability, priorBits, scorePair } from './score.ts'
import { DEFAULT_THRESHOLD } from './thresholds.ts'

export interface FindPairsOptions {
  /** Pairs below this probability are left out. */
  threshold?: number
  /** The model of the office; trained on the records where absent. */
  model?: LinkageModel
  /** What people have decided: "same" is returned whatever the score, "not_same" never. */
  decided?: Decisions
  /** Told from time to time, and at the end, how many pairs have been compared. To give up, throw. */
  onProgress?: (compared: number) => void
}

const PROGRESS_EVERY = 50_000

/** Counts the values of the records and corrects the rates by what they show. Takes as long as finding the pairs. */
export function trainModel(records: readonly LinkageRecord[]): LinkageModel {
  return estimateRates(records, countTerms(records))
}

/**
 * Finds the pairs of records that are likely one person, the surest first. Ids must be distinct.
 * Some seconds for 100,000 records: call it in a worker thread.
 */
export function findPairs(records: readonly LinkageRecord[], options: FindPairsOptions = {}): ScoredPair[] {
  const { threshold = DEFAULT_THRESHOLD, decided, onProgress } = options
  const index = indexKeys(records)
  const model = options.model ?? estimateRates(records, countTerms(records), index)
  const prepared = records.map((record) => prepareRecord(record, model))
  const enough = bitsOfProbability(threshold) - priorBits(model)
  const bitsOf = bitsComparer(model)
  const pairs: ScoredPair[] = []
  let compared = 0
  eachCandidate(index, (i, j) => {
    compared += 1
    if (compared % PROGRESS_EVERY === 0) onProgress?.(compared)
    const [a, b] = [prepared[i], prepared[j]]
    if (a === undefined || b === undefined || bitsOf(a, b) < enough || decided?.has(pairKey(a.id, b.id)) === true) return
    pairs.push(scorePair(a, b, model))
  })
  onProgress?.(compared)
  for (const pair of pairsSaidToBeSame(prepared, decided, model)) pairs.push(pair)
  return pairs.sort((x, y) => y.score - x.score)
}

function pairsSaidToBeSame(prepared: readonly PreparedRecord[], decided: Decisions | undefined, model: LinkageModel): ScoredPair[] {
  if (decided === undefined) return []
  const byId = new Map(prepared.map((record) => [record.id, record]))
  const pairs: ScoredPair[] = []
  for (const { a, b, decision } of decided.values()) {
    const [first, second] = [byId.get(a), byId.get(b)]
    if (decision === 'same' && first !== undefined && second !== undefined) pairs.push({ ...scorePair(first, second, model), score: 1 })
  }
  return pairs
}
