/** From agreements to a probability: the weights of all parts and the odds before any was seen, added up in bits. */
import type { LinkageRecord, ScoredPair } from './contract.ts'
import { chanceOfTwins, compareBirths } from './compare-birth.ts'
import { compareFamilies, comparePlaces, compareWork } from './compare-circumstances.ts'
import { compareAllContacts } from './compare-contacts.ts'
import { compareNames } from './compare-names.ts'
import { sizeOf } from './model.ts'
import type { LinkageModel } from './model.ts'
import { prepareRecord } from './prepare.ts'
import type { PreparedRecord } from './prepare.ts'
import { evidenceOf, sumOf, Tally } from './tally.ts'
import type { Part } from './tally.ts'

/** Bits for one person before anything is compared: log2 of the odds that two records of this office are one person's. */
export function priorBits(model: LinkageModel): number {
  const probability = Math.min(0.5, model.duplicatesPerRecord / sizeOf(model))
  return Math.log2(probability / (1 - probability))
}

/** A probability from bits. */
export function probabilityOf(bits: number): number {
  return 1 / (1 + 2 ** -bits)
}

/** Bits from a probability. */
export function bitsOfProbability(probability: number): number {
  return Math.log2(probability / (1 - probability))
}

function compareAll(a: PreparedRecord, b: PreparedRecord, size: number, tally: Tally): void {
  const sharedFamily = compareFamilies(a, b, size, tally)
  const sharedContact = compareAllContacts(a, b, size, sharedFamily, tally)
  const given = compareNames(a, b, sharedFamily, tally)
  compareBirths(a, b, chanceOfTwins(sharedFamily, given), tally)
  if (a.sex !== null && b.sex !== null) {
    if (a.sex !== b.sex) tally.add('sex', 'sex', 'different', 0.45)
    // A given name that agrees has already told the sex.
    else tally.add('sex', 'sex', 'same', given === 'different' || given === 'unknown' ? 0.6 : 0.97)
  }
  comparePlaces(a, b, sharedFamily || sharedContact, tally)
  compareWork(a, b, sharedFamily || sharedContact, tally)
}

/** Everything that two records agree or disagree on, not yet weighed. */
export function partsOf(a: PreparedRecord, b: PreparedRecord, model: LinkageModel): Part[] {
  const tally = new Tally(model.rates, true)
  compareAll(a, b, sizeOf(model), tally)
  return tally.parts
}

/** A comparison for millions of pairs: only the bits of their evidence, without the prior. */
export function bitsComparer(model: LinkageModel): (a: PreparedRecord, b: PreparedRecord) => number {
  const tally = new Tally(model.rates, false)
  const size = sizeOf(model)
  return (a, b) => {
    tally.clear()
    compareAll(a, b, size, tally)
    return tally.bits
  }
}

/** The pair with its score and its evidence. */
export function scorePair(a: PreparedRecord, b: PreparedRecord, model: LinkageModel): ScoredPair {
  const parts = partsOf(a, b, model)
  return { a: a.id, b: b.id, score: probabilityOf(priorBits(model) + sumOf(parts, model.rates)), evidence: evidenceOf(parts, model.rates) }
}

/**
 * Compares two records of an office. What either does not say counts neither way, so a record still being typed can be compared.
 * @param model of the office that holds at least one of the two (`trainModel`, or `emptyModel` before there is one)
 */
export function compareRecords(a: LinkageRecord, b: LinkageRecord, model: LinkageModel): ScoredPair {
  return scorePair(prepareRecord(a, model), prepareRecord(b, model), model)
}
