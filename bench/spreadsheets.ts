/**
 * How fast spreadsheets are read and written, and how much memory the whole process takes. Each case runs in a process of its own and is
 * compared with a limit measured in that same process: for CSV, reading the file and cutting it into lines; for XLSX, unzipping it.
 *
 *     node bench/spreadsheets.ts [csv | xlsx | ods | write-csv | write-xlsx] [ROWS]
 */
import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import yauzl from 'yauzl'
import { ZipFile } from 'yazl'
import { readSpreadsheet, writeCsv, writeXlsx, type WritableCell } from '../src/platform/spreadsheets/index.server.ts'

const CASES = { csv: 1_000_000, xlsx: 100_000, ods: 100_000, 'write-csv': 1_000_000, 'write-xlsx': 100_000 }
type Case = keyof typeof CASES
const MEGABYTE = 1024 * 1024
const SAMPLE_EVERY = 20

const VILLAGES = ['დიმი', 'როხი', 'ვარციხე', 'Persati', 'Kulashi']
const COUNTRIES = ['Greece', 'Italy', 'Germany', 'Türkiye', 'United States']

function* people(rows: number): Generator<WritableCell[]> {
  for (let row = 0; row < rows; row++) {
    const day = { date: new Date(Date.UTC(1940 + (row % 65), row % 12, 1 + (row % 28))).toISOString().slice(0, 10) }
    yield [
      row + 1, `ბერიძე${row % 9973}`, `Nino ${row % 997}`, row % 2 ? 'f' : 'm', day, VILLAGES[row % 5], `Giorgi Beridze ${row % 4999}`,
      `+99559${String(row).padStart(7, '0')}`, COUNTRIES[row % 5], `person${row}@mail.example`, String(1990 + (row % 35)), row % 3 ? 'care worker' : null,
    ]
  }
}

/** Peak of the process's memory while `work` runs, all threads together. */
async function measured<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number; cpu: number; peak: number }> {
  let peak = process.memoryUsage().rss
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), SAMPLE_EVERY)
  const start = performance.now()
  const before = process.cpuUsage()
  const result = await work()
  clearInterval(timer)
  const { user, system } = process.cpuUsage(before)
  return { result, seconds: (performance.now() - start) / 1000, cpu: (user + system) / 1_000_000, peak: Math.max(peak, process.memoryUsage().rss) / MEGABYTE }
}

async function linesOf(path: string): Promise<number> {
  const decoder = new TextDecoder()
  let lines = 0
  for await (const piece of createReadStream(path, { highWaterMark: 128 * 1024 })) lines += decoder.decode(piece as Uint8Array, { stream: true }).split('\n').length - 1
  return lines
}

async function unzippedOf(path: string): Promise<number> {
  const zip = await yauzl.openPromise(path, { lazyEntries: true })
  let bytes = 0
  for await (const entry of zip.eachEntry()) for await (const piece of await zip.openReadStreamPromise(entry)) bytes += (piece as Uint8Array).length
  return bytes
}

async function read(path: string): Promise<number> {
  const reading = await readSpreadsheet({ path })
  let rows = 0
  for await (const batch of reading.batches) rows += batch.length
  return rows
}

function odsXml(rows: number): Readable {
  const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return Readable.from((function* () {
    yield Buffer.from('<o:document xmlns:o="o" xmlns:t="t" xmlns:x="x"><o:body><o:spreadsheet><t:table t:name="A">')
    for (const cells of people(rows)) {
      const xml = cells.map((cell) => {
        if (cell === null || cell === undefined) return '<t:table-cell/>'
        if (typeof cell === 'number') return `<t:table-cell o:value-type="float" o:value="${cell}"><x:p>${cell}</x:p></t:table-cell>`
        if (typeof cell === 'object') return `<t:table-cell o:value-type="date" o:date-value="${cell.date}"><x:p>${cell.date}</x:p></t:table-cell>`
        return `<t:table-cell o:value-type="string"><x:p>${escape(cell)}</x:p></t:table-cell>`
      })
      yield Buffer.from(`<t:table-row>${xml.join('')}</t:table-row>`)
    }
    yield Buffer.from('</t:table></o:spreadsheet></o:body></o:document>')
  })(), { objectMode: false })
}

async function make(kind: Case, rows: number, path: string): Promise<void> {
  if (kind.endsWith('csv')) return pipeline(writeCsv(people(rows)), createWriteStream(path))
  if (kind.endsWith('xlsx')) return pipeline(writeXlsx([{ name: 'People', rows: people(rows) }]), createWriteStream(path))
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from('application/vnd.oasis.opendocument.spreadsheet'), 'mimetype', { compress: false })
  zip.addReadStream(odsXml(rows), 'content.xml')
  zip.end()
  return pipeline(zip.outputStream as Readable, createWriteStream(path))
}

async function limitOf(kind: Case, rows: number, path: string): Promise<number> {
  const start = performance.now()
  if (kind.startsWith('write')) for (const cells of people(rows)) Buffer.from(cells.join(','))
  else if (kind === 'csv') await linesOf(path)
  else await unzippedOf(path)
  return (performance.now() - start) / 1000
}

async function run(kind: Case, rows: number, path: string): Promise<void> {
  const figures = await measured(async () => (kind.startsWith('write') ? (await make(kind, rows, path), rows) : read(path)))
  if (figures.result !== rows) throw new Error(`${figures.result} rows instead of ${rows}`)
  const limit = await limitOf(kind, rows, path)
  const size = ((await stat(path)).size / MEGABYTE).toFixed(1)
  console.log(
    `${kind}: ${rows} rows x 12 (${size} MB) in ${figures.seconds.toFixed(2)} s, ${Math.round(rows / figures.seconds)} rows a second, `
    + `CPU ${figures.cpu.toFixed(2)} s, peak ${figures.peak.toFixed(0)} MB; limit ${limit.toFixed(2)} s, ratio ${(limit / figures.seconds).toFixed(2)}`,
  )
}

/** The file is made in another process, so that its making does not count as memory of its reading. */
function inProcess(step: string, kind: Case, rows: number, path: string): void {
  const { status } = spawnSync(process.execPath, [import.meta.filename, step, kind, String(rows), path], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

const [first = '', second = '', third = '', path = ''] = process.argv.slice(2)
if (first === 'step-make') await make(second as Case, Number(third), path)
else if (first === 'step-run') await run(second as Case, Number(third), path)
else {
  const folder = await mkdtemp(join(tmpdir(), 'bench-spreadsheets-'))
  for (const kind of Object.keys(CASES) as Case[]) {
    if (first && first !== kind) continue
    const rows = Number(second) || CASES[kind]
    const file = join(folder, kind)
    if (!kind.startsWith('write')) inProcess('step-make', kind, rows, file)
    inProcess('step-run', kind, rows, file)
  }
  await rm(folder, { recursive: true })
}
