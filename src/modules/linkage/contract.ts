/**
 * Who is the same person? The door takes records and gives pairs with a weight whose parts can be told in words. The engine
 * behind it may change; this does not.
 */

/** One record as linkage sees it; whatever is unknown is absent, never an empty string. */
export interface LinkageRecord {
  id: string
  familyName: string
  givenName: string
  /** 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD'. */
  born?: string
  sex?: string
  village?: string
  /** Name of the head of the family or of the informant. */
  informant?: string
  /** Records of one household are not the same person more often than chance: brothers share much. */
  household?: string
  /** Where it came from (file, sheet): a list seldom names one person twice. */
  source?: string
  country?: string
  city?: string
  occupation?: string
  abroadSince?: string
  /** E.164. */
  phones: string[]
  familyPhones: string[]
  emails: string[]
  messengers: string[]
}

export type EvidenceSubject = 'family_name' | 'given_name' | 'birth' | 'sex' | 'village' | 'informant' | 'country' | 'city' | 'phone' | 'family_phone' | 'email' | 'messenger' | 'occupation' | 'abroad_since'

/** One part of a weight. The words come from the message `linkage.evidence.<subject>.<level>`. */
export interface Evidence {
  subject: EvidenceSubject
  /** e.g. 'same', 'same_other_script', 'similar', 'swapped', 'year_only', 'off_by_one', 'different'. */
  level: string
  /** log2 of the ratio of probabilities (bits): positive speaks for the same person. */
  weight: number
}

export interface ScoredPair {
  a: string
  b: string
  /** Probability from 0 to 1 that both are the same person. */
  score: number
  evidence: Evidence[]
}
