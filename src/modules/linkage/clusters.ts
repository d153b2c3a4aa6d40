/**
 * From pairs to people: all records of one person together. A pair of pairs makes a chain, and a chain of half-right pairs can join
 * two people who have nothing in common but a stranger between them. So pairs are joined from the surest down, and never where two
 * records of the grown group speak against each other or a person has said that they are not the same.
 */
import type { LinkageRecord, ScoredPair } from './contract.ts'
import type { LinkageModel } from './model.ts'
import { pairKey } from './pair-key.ts'
import type { Decisions } from './pair-key.ts'
import { prepareRecord } from './prepare.ts'
import type { PreparedRecord } from './prepare.ts'
import { bitsComparer } from './score.ts'

/** Nobody is registered more often than this; a bigger group is a mistake of the comparison. */
export const MAX_CLUSTER = 30
/** Bits of evidence, the rarity of duplicates not counted: at and below this two records speak against being one person. */
const CONTRADICTION_BITS = -3

export interface Clusters {
  /** Ids of the records of one person, two or more, in the order of the records given. */
  clusters: string[][]
  /** Pairs that would have joined records that contradict each other: for a person to look at. */
  refused: ScoredPair[]
}

function contradictionBetween(records: readonly LinkageRecord[], model: LinkageModel): (a: string, b: string) => boolean {
  const byId = new Map(records.map((record) => [record.id, record]))
  const prepared = new Map<string, PreparedRecord>()
  const bitsOf = bitsComparer(model)
  const prepare = (id: string): PreparedRecord | undefined => {
    const record = byId.get(id)
    const known = prepared.get(id)
    if (known !== undefined || record === undefined) return known
    const made = prepareRecord(record, model)
    prepared.set(id, made)
    return made
  }
  return (a, b) => {
    const [first, second] = [prepare(a), prepare(b)]
    return first !== undefined && second !== undefined && bitsOf(first, second) <= CONTRADICTION_BITS
  }
}

/**
 * Groups records by person.
 * @param pairs as of `findPairs`, any order
 * @param decided a "same" joins whatever the records say, a "not_same" keeps apart whatever stands between
 */
export function clusterPairs(pairs: readonly ScoredPair[], records: readonly LinkageRecord[], model: LinkageModel, decided?: Decisions): Clusters {
  const contradicts = contradictionBetween(records, model)
  const groupOf = new Map<string, string[]>(records.map((record) => [record.id, [record.id]]))
  const refused: ScoredPair[] = []
  const verdict = (a: string, b: string): string | undefined => decided?.get(pairKey(a, b))?.decision
  const mayJoin = (a: readonly string[], b: readonly string[], sure: boolean): boolean => {
    if (a.length + b.length > MAX_CLUSTER) return false
    return a.every((x) => b.every((y) => {
      const said = verdict(x, y)
      return said === 'same' || (said === undefined && (sure || !contradicts(x, y)))
    }))
  }
  const sureness = (pair: ScoredPair): number => (verdict(pair.a, pair.b) === 'same' ? 2 : pair.score)
  for (const pair of [...pairs].sort((x, y) => sureness(y) - sureness(x))) {
    const [a, b] = [groupOf.get(pair.a), groupOf.get(pair.b)]
    if (a === undefined || b === undefined || a === b) continue
    if (!mayJoin(a, b, verdict(pair.a, pair.b) === 'same')) {
      refused.push(pair)
      continue
    }
    a.push(...b)
    for (const id of b) groupOf.set(id, a)
  }
  return { clusters: groupsInOrder(records, groupOf), refused }
}

function groupsInOrder(records: readonly LinkageRecord[], groupOf: ReadonlyMap<string, string[]>): string[][] {
  const order = new Map(records.map((record, index) => [record.id, index]))
  const groups = new Set<string[]>()
  for (const { id } of records) {
    const group = groupOf.get(id)
    if (group !== undefined && group.length > 1) groups.add(group)
  }
  return [...groups].map((group) => group.sort((x, y) => (order.get(x) ?? 0) - (order.get(y) ?? 0)))
}
