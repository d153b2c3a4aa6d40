/** What people have decided about pairs, found whichever of the two comes first. */

export interface Decision {
  a: string
  b: string
  decision: 'same' | 'not_same'
}

/** By `pairKey`. */
export type Decisions = ReadonlyMap<string, Decision>

/** One key for both orders of a pair. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a}\u0000${b}` : `${b}\u0000${a}`
}

/** The decisions by pair; of two on the same pair the later one counts. */
export function decisionsOf(decisions: Iterable<Decision>): Decisions {
  const by = new Map<string, Decision>()
  for (const decision of decisions) by.set(pairKey(decision.a, decision.b), decision)
  return by
}
