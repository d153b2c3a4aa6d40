/** Where probabilities become words and questions. */

/** At and above this, a pair is shown as a likely duplicate: wrong in about one of fifty on the registers it was measured with. */
export const DEFAULT_THRESHOLD = 0.5

export type ScoreInWords = 'certain' | 'very_likely' | 'likely' | 'possible'

const CERTAIN = 0.999
const VERY_LIKELY = 0.95

/** A probability in a word; the sentences are `linkage.score.<word>`. */
export function explainScore(score: number): ScoreInWords {
  if (score >= CERTAIN) return 'certain'
  if (score >= VERY_LIKELY) return 'very_likely'
  return score >= DEFAULT_THRESHOLD ? 'likely' : 'possible'
}
