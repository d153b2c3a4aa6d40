/**
 * Lists in blocks: the family, its phone and the village stand in the first row of a block and the cells below are empty (or were
 * merged). An empty cell then means "as above", not "unknown".
 */
import type { SheetRow } from '#platform/spreadsheets/types.ts'
import type { ColumnMapping, ColumnMeaning } from './contract.ts'
import { textOf } from './text.ts'

const OF_A_BLOCK = new Set<ColumnMeaning>(['village', 'family_head', 'informant', 'family_phone'])
const LEAST_ROWS = 6
/** So many of the cells must be empty that it is a habit, and so few that something stands there. */
const FILLED = { least: 0.1, most: 0.75 }
/** In a block's column a value differs from the one before; where every row is filled, neighbours repeat. */
const CHANGES = 0.9

function isOfBlocks(values: string[]): boolean {
  const filled = values.filter((value) => value !== '')
  if (values[0] === '' || filled.length < 2 || filled.length < values.length * FILLED.least || filled.length > values.length * FILLED.most) return false
  const changes = filled.slice(1).filter((value, i) => value !== filled[i]).length
  return changes >= (filled.length - 1) * CHANGES
}

/** Columns whose empty cells repeat what stands above, in rows of people that follow each other from the table's beginning. */
export function findFillDown(rows: SheetRow[], columns: ColumnMapping[]): number[] {
  if (rows.length < LEAST_ROWS) return []
  const found = columns
    .filter(({ meaning }) => OF_A_BLOCK.has(meaning))
    .map((column) => ({ column, values: rows.map((row) => textOf(row.cells[column.column]).trim()) }))
    .filter(({ values }) => isOfBlocks(values))
  // Unknown heads and unknown phones lie scattered; those of blocks are empty in the same rows.
  const family = found.filter(({ column }) => column.meaning !== 'village')
  const same = family.filter(({ values }) => family.every((other) => other.values.filter((value, i) => (value === '') === (values[i] === '')).length >= values.length * CHANGES))
  const told = columns.filter(({ meaning }) => meaning === 'family_head' || meaning === 'informant')
  const certain = told.length > 0 && told.every((column) => same.some((block) => block.column === column)) ? same : []
  return [...found.filter(({ column }) => column.meaning === 'village'), ...certain].map(({ column }) => column.column)
}
