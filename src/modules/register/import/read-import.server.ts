/**
 * First stage: the stored file is read as a spreadsheet in a thread of its own, every row is staged as it stands, and from all of
 * them a mapping is proposed. What the office decided for the same headings before holds again. Starts over after a crash.
 */
import { readSpreadsheet, SpreadsheetProblem, type SheetRow } from '#platform/spreadsheets/index.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { getOfficeCountry } from '../queries.server.ts'
import { ImportCancelled, cancel, enterStage, failImport, lockForBatch, type ImportRun } from './import-run.server.ts'
import { createColumnStudy } from './study-columns.ts'
import { proposeMapping } from './propose-mapping.ts'
import { readStoredFile } from './upload-import.server.ts'
import { ignoreReasons } from './reasons-column.ts'
import { recallMapping } from './kept-mappings.server.ts'

const BATCH_ROWS = 5000
const BATCH_CHARACTERS = 4_000_000

/** Reads and stages the file; ends in state `read`, or `failed` where the file is no readable spreadsheet. */
export async function readImport(run: ImportRun): Promise<void> {
  const record = await enterStage(run, 'reading', ['uploaded'])
  await run.within((tx) => tx.client.query('delete from corridor.import_rows where office_id = $1 and import_id = $2', [tx.office, run.importId]))
  try {
    await stage(run, record.fileName)
  } catch (error) {
    if (!(error instanceof SpreadsheetProblem)) throw error
    await failImport(run, { code: error.code, details: error.details })
  }
}

async function stage(run: ImportRun, fileName: string): Promise<void> {
  const study = createColumnStudy()
  const rows: StagedRows = { number: 0, characters: 0, rows: [], numbers: [], sheets: [], cells: [] }
  await using reading = await readSpreadsheet({ bytes: readStoredFile(run.within, run.importId), name: fileName }, run.signal ? { signal: run.signal } : {})
  let storing: Promise<void> = Promise.resolve()
  for await (const batch of reading.batches) {
    for (const row of batch) {
      study.see(row)
      add(rows, row)
    }
    if (rows.rows.length < (run.batchRows ?? BATCH_ROWS) && rows.characters < BATCH_CHARACTERS) continue
    await storing
    storing = store(run, take(rows))
    // Awaited with the next batch; until then nobody else looks at it.
    storing.catch(() => undefined)
  }
  await storing
  if (rows.rows.length > 0) await store(run, take(rows))
  await run.within(async (tx) => {
    const homeCountry = await getOfficeCountry(tx)
    const evidence = study.evidence()
    const proposal = ignoreReasons(proposeMapping(evidence, { homeCountry }), evidence)
    const mapping = await recallMapping(tx, proposal)
    await tx.client.query(
      "update corridor.imports set state = 'read', read_as = $3, proposal = $4, mapping = $5, rows_read = $6, progress = 0 where office_id = $1 and id = $2 and state = 'reading'",
      [tx.office, run.importId, JSON.stringify(reading.readAs), JSON.stringify(proposal), JSON.stringify(mapping), rows.number],
    )
  })
}

interface Columns { rows: number[]; numbers: number[]; sheets: string[]; cells: string[] }
interface StagedRows extends Columns { number: number; characters: number }

function add(staged: StagedRows, row: SheetRow): void {
  const cells = JSON.stringify(row.troubles ? { cells: row.cells, troubles: row.troubles } : row.cells)
  // JSON in PostgreSQL takes everything but lone surrogates and NUL, which no text may hold.
  staged.cells.push(cells.includes('\\u') ? cells.replace(/\\u(?:0000|d[89a-f][0-9a-f]{2})/gi, '\ufffd') : cells)
  staged.rows.push(row.row)
  staged.numbers.push(++staged.number)
  staged.sheets.push(row.sheet)
  staged.characters += cells.length
}

function take(staged: StagedRows): Columns {
  const { rows, numbers, sheets, cells } = staged
  Object.assign(staged, { rows: [], numbers: [], sheets: [], cells: [], characters: 0 })
  return { rows, numbers, sheets, cells }
}

async function store(run: ImportRun, { rows, numbers, sheets, cells }: Columns): Promise<void> {
  const last = numbers.at(-1) ?? 0
  const cancelled = await run.within(async (tx: Tx) => {
    if ((await lockForBatch(tx, run.importId, 'reading')).cancelled) {
      await cancel(tx, run.importId)
      return true
    }
    await tx.client.query(
      'insert into corridor.import_rows (office_id, import_id, number, sheet, row, cells) select $1, $2, c.number, c.sheet, c.row, c.cells::json from unnest($3::integer[], $4::text[], $5::integer[], $6::text[]) as c (number, sheet, row, cells)',
      [tx.office, run.importId, numbers, sheets, rows, cells],
    )
    await tx.client.query('update corridor.imports set rows_read = $3 where office_id = $1 and id = $2', [tx.office, run.importId, last])
    return false
  })
  if (cancelled) throw new ImportCancelled()
  run.signal?.throwIfAborted()
  run.watch?.('reading', 0, last)
}
