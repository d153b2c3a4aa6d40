/**
 * Chance that is the same everywhere: integer arithmetic only, no clock, no locale. sfc32 (Chris Doty-Humphrey's PractRand, 2010)
 * seeded by a 128-bit hash of a text.
 */

export class Random {
  #a: number
  #b: number
  #c: number
  #counter: number

  /** The same text gives the same numbers, on every machine. */
  constructor(seed: string) {
    const [a, b, c, d] = hash128(seed)
    this.#a = a
    this.#b = b
    this.#c = c
    this.#counter = d
    for (let round = 0; round < 12; round++) this.next()
  }

  /** An integer from 0 to 2^32 - 1. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** An integer from 0 to `limit` - 1. */
  below(limit: number): number {
    return Math.floor((this.next() / 4_294_967_296) * limit)
  }

  /** An integer from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  /** True in `share` of the cases (0 to 1). */
  chance(share: number): boolean {
    return this.next() < share * 4_294_967_296
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.below(from.length)]
    if (picked === undefined) throw new Error('nothing to pick from')
    return picked
  }

  /** One of a list in order of frequency: the first come up most, the last still do (density falls linearly). */
  pickOften<T>(from: readonly T[]): T {
    const picked = from[Math.min(this.below(from.length), this.below(from.length))]
    if (picked === undefined) throw new Error('nothing to pick from')
    return picked
  }
}

/** Picks by weight, ready for many picks. */
export class Weighted<T> {
  readonly #items: readonly T[]
  readonly #upTo: number[] = []
  readonly #total: number

  constructor(items: readonly T[], weightOf: (item: T) => number) {
    this.#items = items
    let total = 0
    for (const item of items) this.#upTo.push((total += weightOf(item)))
    if (!(total > 0)) throw new Error('weights add up to nothing')
    this.#total = total
  }

  pick(random: Random): T {
    const at = (random.next() / 4_294_967_296) * this.#total
    let index = 0
    while (index < this.#upTo.length - 1 && at >= (this.#upTo[index] ?? 0)) index++
    const picked = this.#items[index]
    if (picked === undefined) throw new Error('nothing to pick from')
    return picked
  }
}

/** MurmurHash3's finalizer over four lanes: spreads a short text over 128 bits. */
function hash128(text: string): [number, number, number, number] {
  const lanes: [number, number, number, number] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef]
  for (let at = 0; at < text.length; at++) {
    for (let lane = 0; lane < 4; lane++) lanes[lane] = Math.imul((lanes[lane] ?? 0) ^ (text.charCodeAt(at) + lane * 0x85ebca6b), 0xc2b2ae35 - lane * 2) ^ ((lanes[lane] ?? 0) >>> 13)
  }
  return [finish(lanes[0]), finish(lanes[1]), finish(lanes[2]), finish(lanes[3])]
}

function finish(lane: number): number {
  let mixed = lane ^ (lane >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
