/**
 * The refused rows as a file of the same shape: the same sheets, headings and columns, what stands above the headings, the family
 * lines above refused rows, and a last column with the reasons in the officer's language. Mended, it can be fed in again as it is.
 */
import type { Readable } from 'node:stream'
import { requirePermission } from '#platform/access/permissions.ts'
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import type { Translator } from '#platform/i18n/index.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { writeCsv, writeXlsx, type Cell, type WritableCell } from '#platform/spreadsheets/index.server.ts'
import type { CellProblem, SheetMapping } from './contract.ts'
import { problemSentence } from './problem-sentences.ts'
import { loadImport } from './queries.server.ts'

const PAGE_ROWS = 1000

export interface RefusedFile { name: string; mediaType: string; content: Readable }

type WithinOffice = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

interface StoredRow { number: number; row: number; cells: Cell[] | { cells: Cell[] }; outcome: string | null; problems: CellProblem[] | null }

/** @throws ProblemError not_found where nothing was refused, import_purged where the rows are gone */
export async function writeRefusedFile(within: WithinOffice, importId: string, translator: Pick<Translator, 't' | 'dir'>): Promise<RefusedFile> {
  const { record, mapping, widths } = await within(async (tx) => {
    requirePermission(tx.actor, 'import.read')
    const record = await loadImport(tx, importId)
    if (record.purgedAt) throw new ProblemError('import_purged')
    const widths = await findWidths(tx, importId)
    if (record.mapping === null || widths.size === 0) throw new ProblemError('not_found')
    return { record, mapping: record.mapping, widths }
  })
  const base = record.fileName.replace(/\.[^.]{1,5}$/, '')
  const sheets = mapping.sheets.filter((sheet) => widths.has(sheet.sheet))
  const rows = (sheet: SheetMapping): AsyncGenerator<WritableCell[]> => rowsOf(within, importId, sheet, widths.get(sheet.sheet) ?? 0, translator)
  if (record.readAs?.format === 'csv') {
    const separator = ([',', ';', '\t', '|'] as const).find((each) => each === record.readAs?.separator)
    return { name: `${base}-refused.csv`, mediaType: 'text/csv; charset=utf-8', content: writeCsv(rows(sheets[0]!), separator ? { separator } : {}) }
  }
  return {
    name: `${base}-refused.xlsx`,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    content: writeXlsx(sheets.map((sheet) => ({ name: sheet.sheet, rows: rows(sheet), rightToLeft: translator.dir === 'rtl' }))),
  }
}

/** Sheets with refused rows, and how many columns their refused rows and headings fill. */
async function findWidths(tx: Tx, importId: string): Promise<Map<string, number>> {
  const rows = await selectRows<{ sheet: string; width: number }>(
    tx,
    `select r.sheet, max(json_array_length(case json_typeof(r.cells) when 'array' then r.cells else r.cells->'cells' end)) as width
     from corridor.import_outcomes o join corridor.import_rows r using (office_id, import_id, number)
     where o.office_id = $1 and o.import_id = $2 and o.outcome = 'refused' group by r.sheet`,
    [tx.office, importId],
  )
  return new Map(rows.map((row) => [row.sheet, row.width]))
}

async function* rowsOf(within: WithinOffice, importId: string, sheet: SheetMapping, width: number, { t }: Pick<Translator, 't'>): AsyncGenerator<WritableCell[]> {
  const last = Math.max(width, ...sheet.columns.map((column) => column.column + 1))
  const heading = t('register.import.reasons_heading')
  const headings = new Map(sheet.columns.map((column) => [column.column, column.heading]))
  // Lines that announce a family or a village are given where a refused row stands beneath them.
  let above: StoredRow[] = []
  for (let after = 0; ; ) {
    const rows = await within((tx) => fetchRows(tx, importId, sheet, after))
    for (const row of rows) {
      if (row.outcome === 'family') {
        above = sheet.villageLines === undefined ? [row] : [...above, row]
        continue
      }
      for (const line of above) yield cellsOf(line, last)
      above = []
      const reasons = (row.problems ?? []).filter((problem) => problem.severity === 'refusal').map((problem) => {
        const name = problem.column === null ? '' : (headings.get(problem.column) ?? '')
        return `${name === '' ? '' : `${name}: `}${problemSentence(t, problem)}`
      })
      const text = row.row === sheet.headingRow ? heading : reasons.join(' ')
      yield [...cellsOf(row, last), sheet.headingRow === null && text !== '' ? `${heading}: ${text}` : text]
    }
    const end = rows.at(-1)
    if (end === undefined) return
    after = end.number
  }
}

/** What stands above the table, family lines, refused rows. */
async function fetchRows(tx: Tx, importId: string, sheet: SheetMapping, after: number): Promise<StoredRow[]> {
  return selectRows<StoredRow & Record<string, unknown>>(
    tx,
    `select r.number, r.row, r.cells, o.outcome, o.problems from corridor.import_rows r left join corridor.import_outcomes o using (office_id, import_id, number)
     where r.office_id = $1 and r.import_id = $2 and r.number > $3 and r.sheet = $4 and (r.row < $5 or o.outcome in ('refused', 'family')) order by r.number limit $6`,
    [tx.office, importId, after, sheet.sheet, sheet.firstRow, PAGE_ROWS],
  )
}

function cellsOf(row: StoredRow, width: number): WritableCell[] {
  const cells = Array.isArray(row.cells) ? row.cells : row.cells.cells
  return Array.from({ length: width }, (_, column) => cells[column] ?? null)
}
