/**
 * Who is the same person? Finds records of one person across scripts, misspellings and what families remember differently, and says
 * why. The only door of the module; safe in a browser.
 */
export type { Evidence, EvidenceSubject, LinkageRecord, ScoredPair } from './contract.ts'
export { clusterPairs, MAX_CLUSTER } from './clusters.ts'
export type { Clusters } from './clusters.ts'
export { evidenceLevels } from './evidence-levels.ts'
export { LINKAGE_KEYS_VERSION, linkageKeys } from './keys.ts'
export { addToModel, countTerms, emptyModel } from './model.ts'
export type { LinkageModel } from './model.ts'
export { packModel, unpackModel } from './pack-model.ts'
export { compareRecords } from './score.ts'
export { findPairs, trainModel } from './find-pairs.ts'
export type { FindPairsOptions } from './find-pairs.ts'
export { decisionsOf, pairKey, readPair, writePair } from './pair-key.ts'
export type { Decision, Decisions } from './pair-key.ts'
export { mergeFields, type MergeChoices, type MergeField } from './merge-fields.ts'
export { DEFAULT_THRESHOLD, explainScore } from './thresholds.ts'
export type { ScoreInWords } from './thresholds.ts'
