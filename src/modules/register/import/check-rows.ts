/**
 * Staged rows read as people, batch by batch in the order of the file: JSON texts in, columns of texts out, ready to be written, so
 * that whoever hands them on only carries them.
 */
import type { Cell, CellTrouble } from '#platform/spreadsheets/types.ts'
import type { ImportMapping } from './contract.ts'
import { createRowReader } from './read-row.ts'
import { fingerprintOf, identityOf, memoryKeysOf } from '../row-keys.ts'

export interface CheckTask {
  mapping: ImportMapping
  /** ISO date. */
  today: string
  salt: string
}

/** Staged rows, by column. `cells` as stored: JSON. */
export interface RowsToCheck { numbers: number[]; sheets: string[]; rows: number[]; cells: string[] }

/** What was found, by column; rows without a person and without a word to say are left out. */
export interface CheckedRows {
  numbers: number[]
  outcomes: ('create' | 'refused' | 'family')[]
  doubtful: boolean[]
  facts: (string | null)[]
  problems: (string | null)[]
  fingerprints: (string | null)[]
  identities: (string | null)[]
  /** Memory keys of each row, with blanks between. */
  memories: (string | null)[]
}

/** A function over batches in the order of the file. */
export function createChecker({ mapping, today, salt }: CheckTask): (batch: RowsToCheck) => CheckedRows {
  const read = createRowReader(mapping, { today })
  return (batch) => {
    const checked: CheckedRows = { numbers: [], outcomes: [], doubtful: [], facts: [], problems: [], fingerprints: [], identities: [], memories: [] }
    for (const [index, text] of batch.cells.entries()) {
      const stored = JSON.parse(text) as Cell[] | { cells: Cell[]; troubles: CellTrouble[] }
      const { cells, troubles } = Array.isArray(stored) ? { cells: stored, troubles: undefined } : stored
      const parsed = read({ sheet: batch.sheets[index] ?? '', row: batch.rows[index] ?? 0, cells, ...(troubles !== undefined && { troubles }) })
      if (parsed.kind === 'blank') continue
      const { problems } = parsed
      const refused = parsed.kind === 'refused'
      const facts = parsed.kind === 'person' ? parsed.facts : undefined
      checked.numbers.push(batch.numbers[index] ?? 0)
      checked.outcomes.push(refused ? 'refused' : parsed.kind === 'family' ? 'family' : 'create')
      checked.doubtful.push(problems.some((problem) => problem.severity === 'doubt'))
      checked.facts.push(facts === undefined ? null : JSON.stringify(facts))
      checked.problems.push(problems.length === 0 ? null : JSON.stringify(problems))
      checked.fingerprints.push(facts === undefined ? null : fingerprintOf(facts, salt))
      checked.identities.push(facts === undefined ? null : (identityOf(facts, salt) ?? null))
      checked.memories.push(facts === undefined ? null : memoryKeysOf(facts, salt).join(' '))
    }
    return checked
  }
}
