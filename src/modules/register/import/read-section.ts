/** Lines that announce what follows: a family with its phone above its migrants, a village above its people. */
import type { SheetRow } from '#platform/spreadsheets/types.ts'
import type { PersonFacts } from '../contract.ts'
import type { CellProblem, SheetMapping } from './contract.ts'
import { readContacts } from './read-contacts.ts'
import { villageName } from './row-plan.ts'
import type { RowPlan } from './row-plan.ts'
import { cleanText, textOf } from './text.ts'

export interface Section {
  family?: NonNullable<PersonFacts['family']>
  village?: string
  problems?: CellProblem[]
}

/** Cells that a line without a word of its own may fill: the name, and one phone. */
const MAX_BARE_CELLS = 2
/** Longer lines are no announcement. */
const MAX_LINE = 300

function startsWith(text: string, prefix: string): boolean {
  return text.length >= prefix.length && text.slice(0, prefix.length).toLocaleLowerCase() === prefix.toLocaleLowerCase() && !/^[\p{L}\p{M}]/u.test(prefix.endsWith(':') ? '' : text.slice(prefix.length))
}

/** Few cells are filled: a member's row tells more. */
function isSparse(row: SheetRow, plan: RowPlan): boolean {
  return row.cells.filter((cell) => textOf(cell).trim() !== '').length <= Math.max(3, plan.telling.length / 2)
}

function familyFrom(line: string, row: SheetRow, column: number, plan: RowPlan): Section {
  const problems: CellProblem[] = []
  let name = line
  let phone: ReturnType<typeof readContacts>['contacts'][number] | undefined
  const context = { usually: 'contacts' as const, countries: [plan.homeCountry] }
  const digits = /[,;(\-–]?\s*(?:(?:tel|tél|phone|mob|тел|моб|ტელ|მობ|هاتف)[.:]*\s*)*([+(]?\d[\d\s().-]{6,})\)?\s*$/iu.exec(line)
  if (digits?.[1] !== undefined) {
    phone = readContacts(digits[1], context).contacts[0]
    if (phone !== undefined) name = line.slice(0, digits.index)
  }
  row.cells.forEach((cell, at) => {
    const text = textOf(cell)
    if (at === column || text.trim() === '' || !/\d{3}|\p{Nd}{3}/u.test(text)) return
    const reading = readContacts(text, context)
    phone ??= reading.contacts[0]
    if (reading.doubtful.length > 0) problems.push({ column: at, code: 'not_a_phone', value: text.slice(0, 200), severity: 'doubt' })
  })
  const head = cleanText(name).text.replace(/^[\s:.\-–—№#\d]+(?=\p{L})|[\s:;,(–—-]+$/gu, '').slice(0, 200)
  return { family: { head, ...(phone !== undefined && { phone }) }, ...(problems.length > 0 && { problems }) }
}

function isBareFamily(row: SheetRow, column: number): boolean {
  const filled = row.cells.flatMap((cell, at) => (textOf(cell).trim() === '' ? [] : [at]))
  if (filled.length === 0 || filled.length > MAX_BARE_CELLS || !filled.includes(column) || !/^\p{L}/u.test(textOf(row.cells[column]).trim())) return false
  return filled.every((at) => at === column || /^[\s+(]*\d[\d\s().+-]{6,}$/.test(textOf(row.cells[at])))
}

/** A function that says what a row announces; undefined for all other rows. */
export function createSectionReader(sheet: SheetMapping, plan: RowPlan): (row: SheetRow) => Section | undefined {
  const { familyLines, villageLines } = sheet
  if (familyLines === undefined && villageLines === undefined) return () => undefined
  return (row) => {
    for (const [lines, is] of [[villageLines, 'village'], [familyLines, 'family']] as const) {
      if (lines === undefined) continue
      const cell = textOf(row.cells[lines.column])
      if (cell === '' || cell.length > MAX_LINE) continue
      if (lines.prefix === '') {
        if (isBareFamily(row, lines.column)) return familyFrom(cell, row, lines.column, plan)
        continue
      }
      const { text } = cleanText(cell)
      if (!startsWith(text, lines.prefix) || !isSparse(row, plan)) continue
      const rest = text.slice(lines.prefix.length).replace(/^[\s:.\-–—]+/, '')
      return is === 'village' ? { village: villageName(rest === '' ? text : rest) } : familyFrom(rest, row, lines.column, plan)
    }
    return undefined
  }
}
