/**
 * The pairs worth comparing: those that share a key. Every record is met with each later record once, however many keys they share,
 * and without a set of pairs in memory. A key that very many share says nothing and is left out.
 */
import type { LinkageRecord } from './contract.ts'
import { linkageKeys } from './keys.ts'

/** A key shared by more records than this (a switchboard, 1 January) names no one; other keys find those pairs. */
const MAX_SHARING = 600

function groupByKey(records: readonly LinkageRecord[]): { keysOf: string[][]; groups: Map<string, number[]> } {
  const groups = new Map<string, number[]>()
  const keysOf = records.map((record) => linkageKeys(record))
  for (const [index, keys] of keysOf.entries()) {
    for (const key of keys) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [index])
      else group.push(index)
    }
  }
  return { keysOf, groups }
}

/** Calls `visit` once for each pair of indexes (the smaller first) that share a key. */
export function eachCandidate(records: readonly LinkageRecord[], visit: (a: number, b: number) => void): void {
  const { keysOf, groups } = groupByKey(records)
  const seenBy = new Int32Array(records.length).fill(-1)
  for (const [index, keys] of keysOf.entries()) {
    for (const key of keys) {
      const group = groups.get(key) as number[]
      if (group.length > MAX_SHARING) continue
      for (let at = group.length - 1; at >= 0; at -= 1) {
        const other = group[at] as number
        if (other <= index) break
        if (seenBy[other] === index) continue
        seenBy[other] = index
        visit(index, other)
      }
    }
  }
}
