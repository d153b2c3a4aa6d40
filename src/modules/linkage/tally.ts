/** Adds up what a comparison finds: as bits alone where millions of pairs are tried, with all parts where a pair is told in words. */
import type { Evidence, EvidenceSubject } from './contract.ts'
import type { RateRow, Rates } from './known-rates.ts'

/** No single part outweighs all others (bits). */
const MOST = 20
const RAREST = 1e-4

/** One agreement or disagreement, not yet weighed. */
export interface Part {
  subject: EvidenceSubject
  /** For the words. */
  level: string
  row: RateRow
  rate: string
  /** Probability of this among records of two people. */
  chance: number
  /** Upper bound in bits, where another fact already says most of it. */
  atMost: number
}

function weigh(rates: Rates, row: RateRow, rate: string, chance: number, atMost: number): number {
  const bits = Math.log2(Math.max(rates[row][rate] ?? RAREST, RAREST) / chance)
  return Math.min(Math.max(bits, -MOST), MOST, atMost)
}

/** The weight of a part in bits. */
export function weightOf(part: Part, rates: Rates): number {
  return weigh(rates, part.row, part.rate, part.chance, part.atMost)
}

/** Sum of bits over parts. */
export function sumOf(parts: readonly Part[], rates: Rates): number {
  let bits = 0
  for (const part of parts) bits += weightOf(part, rates)
  return bits
}

/** The parts as evidence, weights rounded to hundredths of a bit. */
export function evidenceOf(parts: readonly Part[], rates: Rates): Evidence[] {
  return parts.map((part) => ({ subject: part.subject, level: part.level, weight: Math.round(weightOf(part, rates) * 100) / 100 }))
}

export class Tally {
  bits = 0
  readonly parts: Part[] = []
  readonly #rates: Rates
  readonly #keepsParts: boolean

  constructor(rates: Rates, keepsParts: boolean) {
    this.#rates = rates
    this.#keepsParts = keepsParts
  }

  clear(): void {
    this.bits = 0
    this.parts.length = 0
  }

  /** @param level for the words; the rate's name where they are the same */
  add(subject: EvidenceSubject, row: RateRow, rate: string, chance: number, level: string = rate, atMost: number = MOST): void {
    if (this.#keepsParts) this.parts.push({ subject, level, row, rate, chance, atMost })
    else this.bits += weigh(this.#rates, row, rate, chance, atMost)
  }
}
