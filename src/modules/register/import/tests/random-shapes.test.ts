import { expect, test } from 'vitest'
import type { ParsedRow } from '../contract.ts'
import { languages, makeRegister } from './make-register.ts'
import type { TrueRow } from './make-register.ts'
import { understand } from './understand.ts'

const SHAPES = 25

function differences(truth: TrueRow, parsed: ParsedRow | undefined): string[] {
  if (truth.mistake !== undefined) {
    const seen = parsed?.kind === 'refused' && parsed.problems.some((problem) => problem.severity === 'refusal' && problem.column === truth.mistake)
    return seen ? [] : [`row ${truth.row}: its mistake in column ${truth.mistake} was not seen`]
  }
  if (parsed?.kind !== 'person') return [`row ${truth.row}: a good row is ${parsed?.kind} ${JSON.stringify(parsed)}`]
  const { facts } = parsed
  const pairs: [string | undefined, string | undefined][] = [
    [facts.familyName, truth.familyName], [facts.givenName, truth.givenName], [facts.born, truth.born], [facts.residence?.country, truth.country], [facts.village, truth.village],
    [facts.family?.head, truth.head], [facts.family?.phone?.value, truth.headPhone], [facts.contacts.find((contact) => contact.kind === 'phone')?.value, truth.phone],
  ]
  return pairs.filter(([found, wanted]) => found !== wanted).map(([found, wanted]) => `row ${truth.row}: ${found} instead of ${wanted}`)
}

test.each(Object.keys(languages))('registers of %s in random shapes are understood without a hand, mistakes at their cells and nobody lost', (language) => {
  for (let seed = 1; seed <= SHAPES; seed++) {
    const register = makeRegister(seed, language)
    const { mapping, parsed } = understand(register.rows, register.home)
    const byRow = new Map(parsed.map((row) => [row.row, row]))
    const wrong = register.truth.flatMap((truth) => differences(truth, byRow.get(truth.row)))
    expect(wrong, `${register.told}\n${JSON.stringify(mapping.sheets[0]?.columns.map((column) => column.meaning))}`).toEqual([])
    expect(parsed.filter((row) => row.kind === 'person' || row.kind === 'refused')).toHaveLength(register.truth.length)
  }
})
