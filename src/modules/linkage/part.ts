import type { EvidenceSubject } from './contract.ts'
import type { RateRow } from './known-rates.ts'

/** One agreement or disagreement before it is weighed: which rate speaks for one person, which chance for two. */
export interface Part {
  subject: EvidenceSubject
  /** For the words. */
  level: string
  row: RateRow
  rate: string
  /** Probability of this among records of two people. */
  chance: number
  /** Upper bound in bits, where another fact already says most of it. */
  atMost?: number
}
