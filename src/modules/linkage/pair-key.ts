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

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const PAIR = new RegExp(`^(${UUID})_(${UUID})$`)

/** A pair of people as it stands in an address. */
export function writePair({ a, b }: { a: string; b: string }): string {
  return `${a}_${b}`
}

/** What `writePair` wrote; undefined for anything else. */
export function readPair(text: string): { a: string; b: string } | undefined {
  const [, a, b] = PAIR.exec(text.toLowerCase()) ?? []
  return a !== undefined && b !== undefined && a !== b ? { a, b } : undefined
}
