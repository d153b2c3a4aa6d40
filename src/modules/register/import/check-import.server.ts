/**
 * Second stage, the dry run: every staged row is read with the mapping, and it is decided what would become of it. Nothing of the
 * register is touched. Starts over after a crash or when the mapping was changed, for a row may depend on the lines above it.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { createChecker, type CheckedRows, type CheckTask, type RowsToCheck } from './check-rows.ts'
import { countOutcomes, decideOutcomes } from './decide-outcomes.server.ts'
import { countDuplicates } from './duplicates-of-import.server.ts'
import { ImportCancelled, cancel, enterStage, lockForBatch, markProgress, setCounts, type ImportRun } from './import-run.server.ts'

const BATCH_ROWS = 2000
const THREAD_MEGABYTES = 96
const THREAD_YOUNG_MEGABYTES = 16
/** So few are read in the time that a thread needs to start. */
const ROWS_WITHOUT_THREAD = 300

/** Reads all staged rows as people; ends in state `checked` with counts. */
export async function checkImport(run: ImportRun): Promise<void> {
  const record = await enterStage(run, 'checking', ['read', 'checked'])
  if (record.mapping === null) throw new Error('an import that was read has a mapping')
  const today = run.now().toISOString().slice(0, 10)
  const salt = await run.within(async (tx) => {
    await tx.client.query('delete from corridor.import_outcomes where office_id = $1 and import_id = $2', [tx.office, run.importId])
    await markProgress(tx, run.importId, 0, 0)
    return getSalt(tx)
  })
  const task = { mapping: record.mapping, today, salt }
  const thread = record.rowsRead > ROWS_WITHOUT_THREAD ? startThread(task) : checkHere(task)
  try {
    await checkRows(run, thread, record.rowsRead)
  } finally {
    await thread.end()
  }
  const done = await run.within(async (tx) => {
    if ((await lockForBatch(tx, run.importId, 'checking')).cancelled) return cancel(tx, run.importId)
    await tx.client.query('select corridor.analyze_staged()')
    await decideOutcomes(tx, run.importId, record.policy, { after: 0 })
    await setCounts(tx, run.importId, { ...(await countOutcomes(tx, run.importId)), duplicates: run.countsDuplicates ? await countDuplicates(tx, run.importId) : undefined })
    await tx.client.query("update corridor.imports set state = 'checked', progress = 1, checked_at = $3 where office_id = $1 and id = $2", [tx.office, run.importId, run.now()])
    return true
  })
  if (!done) throw new ImportCancelled()
  run.watch?.('checked', 1, record.rowsRead)
}

async function getSalt(tx: Tx): Promise<string> {
  const [row] = await selectRows<{ import_salt: string }>(tx, 'select import_salt from corridor.office_settings where office_id = $1', [tx.office])
  if (!row) throw new Error('an office has settings')
  return row.import_salt
}

/** The database fetches the next rows and writes the last ones while the thread reads. */
async function checkRows(run: ImportRun, thread: CheckThread, total: number): Promise<void> {
  let batch = await run.within((tx) => fetchRows(tx, run, 0))
  let storing: Promise<void> = Promise.resolve()
  while (batch.numbers.length > 0) {
    const last = batch.numbers.at(-1) ?? 0
    const [checked, next] = await Promise.all([thread.check(batch), run.within((tx) => fetchRows(tx, run, last)), storing])
    storing = storeChecked(run, checked, last, total)
    storing.catch(() => undefined)
    batch = next
    run.signal?.throwIfAborted()
  }
  await storing
}

async function fetchRows(tx: Tx, { importId, batchRows = BATCH_ROWS }: ImportRun, after: number): Promise<RowsToCheck> {
  const { rows } = await tx.client.query<[number, string, number, string]>({
    text: 'select number, sheet, row, cells::text from corridor.import_rows where office_id = $1 and import_id = $2 and number > $3 and number <= $4 order by number',
    values: [tx.office, importId, after, after + batchRows],
    rowMode: 'array',
  })
  return { numbers: rows.map((row) => row[0]), sheets: rows.map((row) => row[1]), rows: rows.map((row) => row[2]), cells: rows.map((row) => row[3]) }
}

async function storeChecked(run: ImportRun, checked: CheckedRows, last: number, total: number): Promise<void> {
  const cancelled = await run.within(async (tx) => {
    if ((await lockForBatch(tx, run.importId, 'checking')).cancelled) {
      await cancel(tx, run.importId)
      return true
    }
    await tx.client.query(
      `insert into corridor.import_outcomes (office_id, import_id, number, outcome, doubtful, facts, problems, fingerprint, identity, memory_keys)
       select $1, $2, c.number, c.outcome, c.doubtful, c.facts::json, c.problems::json, c.fingerprint, c.identity, string_to_array(c.memory, ' ')
       from unnest($3::integer[], $4::text[], $5::boolean[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[]) as c (number, outcome, doubtful, facts, problems, fingerprint, identity, memory)`,
      [tx.office, run.importId, checked.numbers, checked.outcomes, checked.doubtful, checked.facts, checked.problems, checked.fingerprints, checked.identities, checked.memories],
    )
    await markProgress(tx, run.importId, last, last / Math.max(1, total))
    return false
  })
  if (cancelled) throw new ImportCancelled()
  run.watch?.('checking', last / Math.max(1, total), last)
}

interface CheckThread {
  check(batch: RowsToCheck): Promise<CheckedRows>
  end(): Promise<void>
}

function checkHere(task: CheckTask): CheckThread {
  const check = createChecker(task)
  return { check: async (batch) => check(batch), end: async () => undefined }
}

function startThread(task: CheckTask): CheckThread {
  const worker = new Worker(new URL('./check-thread.server.ts', import.meta.url), { workerData: task, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: THREAD_MEGABYTES, maxYoungGenerationSizeMb: THREAD_YOUNG_MEGABYTES } })
  // An error ends the thread; whoever waits for an answer gets it from `once`.
  worker.on('error', () => undefined)
  return {
    check: async (batch) => {
      worker.postMessage(batch)
      const ended = new AbortController()
      try {
        const [checked] = (await Promise.race([once(worker, 'message', ended), once(worker, 'exit', ended).then(() => Promise.reject(new Error('the thread that checks rows ended early')))])) as [CheckedRows]
        return checked
      } finally {
        ended.abort()
      }
    },
    end: async () => {
      await worker.terminate()
    },
  }
}
