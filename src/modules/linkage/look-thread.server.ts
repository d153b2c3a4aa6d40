/** Looks at a whole register in a thread of its own, so that the server answers meanwhile. */
import { parentPort, workerData } from 'node:worker_threads'
import type { LinkageRecord, ScoredPair } from './contract.ts'
import { findPairs, trainModel } from './find-pairs.ts'
import { linkageKeys } from './keys.ts'
import { countTerms } from './model.ts'
import { packModel } from './pack-model.ts'
import { decisionsOf, type Decision } from './pair-key.ts'

/** Below this many, looking at all of them costs less than a thread, and each newcomer teaches much. */
export const SMALL_REGISTER = 300

export interface LookTask {
  records: LinkageRecord[]
  decided: Decision[]
}

export interface LookResult {
  pairs: ScoredPair[]
  /** As of `packModel`. */
  model: string
  /** Keys of each record, in their order. */
  keys: string[][]
}

/** All pairs of a register, and what was learnt of it. */
export function lookAtAll({ records, decided }: LookTask): LookResult {
  // So few people teach how common names are, and nothing of how often facts agree.
  const model = records.length < SMALL_REGISTER ? countTerms(records) : trainModel(records)
  return { pairs: findPairs(records, { model, decided: decisionsOf(decided) }), model: packModel(model), keys: records.map(linkageKeys) }
}

if (parentPort && (workerData as { lookAtAll?: LookTask } | null)?.lookAtAll) {
  parentPort.postMessage(lookAtAll((workerData as { lookAtAll: LookTask }).lookAtAll))
}
