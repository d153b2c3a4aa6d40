/** What joining two records moved and changed; kept in merges.moved. Ids are of rows, unless said. */
export interface MovedRows {
  contacts: string[]
  residences: string[]
  ties: string[]
  tiesToOther: string[]
  consents: string[]
  /** Refusals said again, so that a later and weaker answer of the other record does not cover them. */
  consentsAdded: string[]
  notes: string[]
  links: string[]
  sources: { fingerprint: string; importId: string }[]
  /** The notice of the merged person, where the kept one had none. */
  notice: string | null
  /** Rows that were changed where they stand: each value before and after. */
  changed: ChangedRow[]
  decisions: { other: string; decision: 'not_same' | 'later' }[]
  /** How the pair stood in the queue before. */
  pair: { decision: string | null; decidedBy: string | null; decidedByName: string | null; decidedAt: string | null; decidedHow: string | null } | null
}

export interface ChangedRow {
  table: 'contact_points' | 'residences' | 'notices'
  id: string
  before: Record<string, string | boolean | null>
  after: Record<string, string | boolean | null>
}
