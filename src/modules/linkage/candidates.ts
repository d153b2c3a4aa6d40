/**
 * The pairs worth comparing: those that share a key. Every record is met with each later record once, however many keys they share,
 * and without a set of pairs in memory. A key that very many share says nothing and is left out.
 */
import type { LinkageRecord } from './contract.ts'
import { linkageKeys } from './keys.ts'

/** A key shared by more records than this (a switchboard, 1 January) names no one; other keys find those pairs. */
const MAX_SHARING = 600

/** Which records hold which key, as two flat lists each way: groups of millions of keys without millions of little arrays. */
export interface KeyIndex {
  records: number
  /** Keys of record r: `keys[keyStart[r]]` up to before `keys[keyStart[r + 1]]`. */
  keyStart: Int32Array
  keys: Int32Array
  /** Records of key k, rising: `holders[holderStart[k]]` up to before `holders[holderStart[k + 1]]`. */
  holderStart: Int32Array
  holders: Int32Array
}

/** Groups the records by their keys. */
export function indexKeys(records: readonly LinkageRecord[]): KeyIndex {
  const numbers = new Map<string, number>()
  const keyStart = new Int32Array(records.length + 1)
  const all: number[] = []
  for (const [index, record] of records.entries()) {
    for (const key of linkageKeys(record)) {
      let number = numbers.get(key)
      if (number === undefined) {
        number = numbers.size
        numbers.set(key, number)
      }
      all.push(number)
    }
    keyStart[index + 1] = all.length
  }
  const keys = Int32Array.from(all)
  const holderStart = new Int32Array(numbers.size + 1)
  for (const key of keys) holderStart[key + 1] = (holderStart[key + 1] as number) + 1
  for (let key = 0; key < numbers.size; key += 1) holderStart[key + 1] = (holderStart[key + 1] as number) + (holderStart[key] as number)
  const next = holderStart.slice()
  const holders = new Int32Array(keys.length)
  for (let record = 0; record < records.length; record += 1) {
    for (let at = keyStart[record] as number; at < (keyStart[record + 1] as number); at += 1) {
      const key = keys[at] as number
      const place = next[key] as number
      holders[place] = record
      next[key] = place + 1
    }
  }
  return { records: records.length, keyStart, keys, holderStart, holders }
}

/**
 * Calls `visit` once for each pair of record numbers, the smaller first, that share a key.
 * @param every only the pairs of every so-manieth record with its followers: a fair sample of all pairs
 */
export function eachCandidate(index: KeyIndex, visit: (a: number, b: number) => void, every = 1): void {
  const { keyStart, keys, holderStart, holders } = index
  const seenBy = new Int32Array(index.records).fill(-1)
  for (let record = 0; record < index.records; record += every) {
    for (let at = keyStart[record] as number; at < (keyStart[record + 1] as number); at += 1) {
      const key = keys[at] as number
      const [first, end] = [holderStart[key] as number, holderStart[key + 1] as number]
      if (end - first > MAX_SHARING) continue
      for (let place = end - 1; place >= first; place -= 1) {
        const other = holders[place] as number
        if (other <= record) break
        if (seenBy[other] === record) continue
        seenBy[other] = record
        visit(record, other)
      }
    }
  }
}
