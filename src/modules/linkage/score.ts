/** From agreements to a probability: the weights of all parts and the odds before any was seen, added up in bits. */
import type { Evidence, LinkageRecord, ScoredPair } from './contract.ts'
import { compareBirths } from './compare-birth.ts'
import { compareFamilies, comparePlaces, compareWork } from './compare-circumstances.ts'
import { compareAllContacts } from './compare-contacts.ts'
import { compareNames } from './compare-names.ts'
import { sizeOf } from './model.ts'
import type { LinkageModel } from './model.ts'
import type { Part } from './part.ts'
import { prepareRecord } from './prepare.ts'
import type { PreparedRecord } from './prepare.ts'

/** No single part outweighs all others (bits). */
const MOST = 20
const RAREST = 1e-4

/** Bits for one person before anything is compared: log2 of the odds that two records of this office are one person's. */
export function priorBits(model: LinkageModel): number {
  const probability = Math.min(0.5, model.duplicatesPerRecord / sizeOf(model))
  return Math.log2(probability / (1 - probability))
}

/** Everything that two records agree or disagree on, not yet weighed. */
export function partsOf(a: PreparedRecord, b: PreparedRecord, size: number): Part[] {
  const parts: Part[] = []
  const given = compareNames(a, b, parts)
  compareBirths(a, b, parts)
  if (a.sex !== null && b.sex !== null) {
    // The given name has already told the sex.
    if (a.sex !== b.sex) parts.push({ subject: 'sex', level: 'different', row: 'sex', rate: 'different', chance: 0.45 })
    else parts.push({ subject: 'sex', level: 'same', row: 'sex', rate: 'same', chance: given === 'different' || given === 'unknown' ? 0.6 : 0.97 })
  }
  compareFamilies(a, b, size, parts)
  comparePlaces(a, b, parts)
  compareWork(a, b, parts)
  compareAllContacts(a, b, size, parts)
  return parts
}

/** The weight of a part in bits. */
export function weightOf(part: Part, model: LinkageModel): number {
  const rate = Math.max(model.rates[part.row][part.rate] ?? RAREST, RAREST)
  const bits = Math.max(-MOST, Math.min(MOST, Math.log2(rate / part.chance)))
  return part.atMost === undefined ? bits : Math.min(bits, part.atMost)
}

/** A probability from bits. */
export function probabilityOf(bits: number): number {
  return 1 / (1 + 2 ** -bits)
}

/** Compares two prepared records. `prior` as of `priorBits`. */
export function bitsOf(parts: readonly Part[], model: LinkageModel, prior: number): number {
  let bits = prior
  for (const part of parts) bits += weightOf(part, model)
  return bits
}

export function scoredPair(a: PreparedRecord, b: PreparedRecord, parts: readonly Part[], bits: number, model: LinkageModel): ScoredPair {
  const evidence: Evidence[] = parts.map((part) => ({ subject: part.subject, level: part.level, weight: Math.round(weightOf(part, model) * 100) / 100 }))
  return { a: a.id, b: b.id, score: probabilityOf(bits), evidence }
}

/**
 * Compares two records of an office. What either does not say counts neither way, so a record still being typed can be compared.
 * @param model of the office that holds at least one of the two (`countTerms`, `estimateRates`)
 */
export function compareRecords(a: LinkageRecord, b: LinkageRecord, model: LinkageModel): ScoredPair {
  const [first, second] = [prepareRecord(a, model), prepareRecord(b, model)]
  const parts = partsOf(first, second, sizeOf(model))
  return scoredPair(first, second, parts, bitsOf(parts, model, priorBits(model)), model)
}
