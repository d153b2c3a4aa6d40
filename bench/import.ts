/**
 * The whole import pipeline (file stored, read, understood, checked, let into the register) in rows a second, against PostgreSQL's COPY
 * of the very rows that it wrote into the same tables (indexes, foreign keys and history alike), and the peak memory of the process
 * that imports. The aim is a quarter of COPY, and under 500 MB for a million rows. Linkage follows the register in jobs of its own.
 * Run: bin/node bench/import.ts [migrants]
 */
import { fork } from 'node:child_process'
import { chmodSync, createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { createWithin } from '#platform/database/within.server.ts'
import { newId } from '#platform/ids/uuid.ts'
import { writeCsv } from '#platform/spreadsheets/index.server.ts'
import { generatePopulation } from '#modules/register/demo/index.ts'
import { continueImport, getImport, requestApply, uploadImport, type ImportRun } from '#modules/register/import/index.server.ts'
import { removeWhenEnded, temporaryOffice, type BenchOffice } from './temporary-office.ts'

const AIM_RATIO = 0.25
const AIM_MEGABYTES = 500

/** Tables that an import fills, each after those it points to; staged rows are the pipeline's own affair. */
const tables = ['places', 'households', 'imports', 'collections', 'people', 'contact_points', 'residences', 'consents', 'ties', 'notes', 'notices', 'events', 'import_households', 'person_sources']

interface Measured { stages: Record<string, number>; rows: number; created: number; peakMegabytes: number }

const SAY_EVERY_MS = 30_000
let saidAt = performance.now()
/** A million rows take a quarter of an hour: now and then a line on standard error says how far it is. */
function tell(state: string, progress: number, rows: number): void {
  if (performance.now() - saidAt < SAY_EVERY_MS) return
  saidAt = performance.now()
  process.stderr.write(`${state}: ${progress > 0 ? `${Math.round(progress * 100)} %` : `row ${rows}`}, ${Math.round(process.memoryUsage.rss() / 1024 / 1024)} MB\n`)
}

const asChild = process.argv[2] === '--child'

async function importFile(url: string, office: string, file: string): Promise<Measured> {
  const pool = new pg.Pool({ connectionString: url, max: 6 })
  const within = createWithin(pool)
  const inOffice: ImportRun['within'] = (work) => within({ office, actor: { kind: 'system', name: 'bench' } }, work)
  const stages: Record<string, number> = {}
  let stage = 'stored'
  let began = performance.now()
  const enter = (next: string): void => {
    if (next === stage) return
    stages[stage] = (stages[stage] ?? 0) + performance.now() - began
    began = performance.now()
    stage = next
  }
  const importId = await inOffice((tx) => uploadImport(tx, { name: 'people.csv', content: createReadStream(file) }))
  const watch: ImportRun['watch'] = (state, progress, rows) => {
    enter(state)
    tell(state, progress, rows)
  }
  const run: ImportRun = { importId, within: inOffice, now: () => new Date(), watch }
  await continueImport(run)
  await inOffice((tx) => requestApply(tx, importId))
  await continueImport(run)
  enter('done')
  const { counts } = await inOffice((tx) => getImport(tx, importId))
  await pool.end()
  return { stages, rows: counts.rows ?? 0, created: counts.created ?? 0, peakMegabytes: process.resourceUsage().maxRSS / 1024 }
}

async function writePeople(file: string, migrants: number): Promise<void> {
  function* rows(): Generator<string[]> {
    yield ['Village', 'Head of family', 'Family phone', 'Given name', 'Family name', 'Date of birth', 'Sex', 'Country', 'City', 'Phone', 'Email', 'Since', 'Occupation']
    for (const household of generatePopulation({ seed: 'import', migrants, today: '2026-11-24' })) {
      for (const { facts, contacts } of household.migrants) {
        const contact = (kind: string): string => contacts.find((each) => each.kind === kind)?.value ?? ''
        yield [facts.village ?? '', facts.family?.head ?? '', facts.family?.phone?.value ?? '', facts.givenName, facts.familyName, facts.born ?? '', facts.sex ?? '', facts.residence?.country ?? '', facts.residence?.city ?? '', contact('phone'), contact('email'), facts.residence?.from ?? '', facts.occupation ?? '']
      }
    }
  }
  await pipeline(writeCsv(rows()), createWriteStream(file))
}

/** Copies what the import wrote into another office, table by table; seconds of the COPY FROM alone. */
async function copySame(bench: BenchOffice, folder: string): Promise<number> {
  const other = newId()
  await bench.within({ office: other, actor: { kind: 'system', name: 'bench' } }, (tx) => tx.client.query("select corridor.create_office($1::uuid, 'copy', 'Copy', 'GE', '{en}', 'en', 'UTC', null, false)", [other]))
  let milliseconds = 0
  for (const table of tables) {
    const { rows } = await bench.owner.query<{ column_name: string }>(
      "select column_name from information_schema.columns where table_schema = 'corridor' and table_name = $1 and is_generated = 'NEVER' and column_name <> 'office_id' and not ($1 = 'imports' and column_name = 'file_id') order by ordinal_position",
      [table],
    )
    const columns = rows.map((row) => `"${row.column_name}"`).join(', ')
    const file = join(folder, table)
    await bench.owner.query(`copy (select '${other}', ${columns} from corridor.${table} where office_id = '${bench.office}') to '${file}'`)
    const began = performance.now()
    await bench.owner.query(`copy corridor.${table} (office_id, ${columns}) from '${file}'`)
    milliseconds += performance.now() - began
  }
  return milliseconds / 1000
}

/** The child that imports; ended with its parent. */
function importAside(url: string, office: string, file: string): Promise<Measured> {
  const child = fork(import.meta.filename, ['--child', url, office, file], { execArgv: ['--max-old-space-size=256'] })
  const end = (): void => void child.kill('SIGKILL')
  process.once('exit', end)
  return new Promise<Measured>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Measured))
    child.once('exit', (code) => reject(new Error(`the import ended with ${code}`)))
  }).finally(() => process.off('exit', end))
}

async function measure(migrants: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'corridor-bench-import-'))
  const settled = removeWhenEnded(folder)
  // PostgreSQL, another user where this one is root, writes here.
  chmodSync(folder, 0o777)
  const bench = await temporaryOffice()
  try {
    const file = join(folder, 'people.csv')
    await writePeople(file, migrants)
    const url = (bench.app.options as { connectionString: string }).connectionString
    const measured = await importAside(url, bench.office, file)
    process.stderr.write('imported; COPY of the same begins\n')
    report(measured, await copySame(bench, folder))
  } finally {
    await bench.close()
    rmSync(folder, { recursive: true, force: true })
    settled()
  }
}

function report({ stages, rows, created, peakMegabytes }: Measured, copySeconds: number): void {
  const seconds = Object.values(stages).reduce((sum, each) => sum + each, 0) / 1000
  const ratio = copySeconds / seconds
  const held = (isHeld: boolean): string => (isHeld ? 'held' : 'missed')
  process.stdout.write(
    [
      `${rows} rows, ${created} people`,
      `  stages, seconds: ${Object.entries(stages).map(([name, each]) => `${name} ${(each / 1000).toFixed(1)}`).join(', ')}`,
      `  ${Math.round(rows / seconds)} rows a second; COPY of the same rows into the same tables: ${Math.round(rows / copySeconds)}`,
      `  ratio ${ratio.toFixed(2)} (aim ${AIM_RATIO} or more: ${held(ratio >= AIM_RATIO)})`,
      `  peak memory of the importing process ${Math.round(peakMegabytes)} MB (aim under ${AIM_MEGABYTES} for a million rows: ${held(peakMegabytes < AIM_MEGABYTES)})`,
      '',
    ].join('\n'),
  )
}

if (asChild) {
  const [, , , url = '', office = '', file = ''] = process.argv
  process.send?.(await importFile(url, office, file))
  process.disconnect?.()
} else {
  for (const migrants of process.argv.length > 2 ? process.argv.slice(2).map(Number) : [17_356, 1_000_000]) await measure(migrants)
}
