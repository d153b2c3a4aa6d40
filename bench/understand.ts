/**
 * How many rows a second become people: the reading of rows alone, over registers made in the shapes and languages that offices hand
 * over. The limit is JSON.parse of the same rows, which every staged row passes anyway. CPU time, so a busy machine does not matter.
 *
 *     bin/node bench/understand.ts [rows]
 */
import type { SheetRow } from '#platform/spreadsheets/types.ts'
import { createColumnStudy, createRowReader, proposeMapping } from '#modules/register/import/index.ts'
import { languages, makeRegister } from '#modules/register/import/tests/make-register.ts'

const wanted = Number(process.argv[2] ?? 200_000)
const TODAY = '2026-03-15'

function seconds(work: () => void): number {
  const began = process.cpuUsage()
  work()
  const used = process.cpuUsage(began)
  return (used.user + used.system) / 1e6
}

const times = { read: 0, limit: 0, study: 0, propose: 0 }
let rows = 0
let people = 0
for (let seed = 1; rows < wanted; seed++) {
  for (const language of Object.keys(languages)) {
    const register = makeRegister(seed, language, 2000)
    const text = register.rows.map((row) => JSON.stringify(row.cells))
    const study = createColumnStudy()
    times.study += seconds(() => register.rows.forEach((row) => study.see(row)))
    let mapping = proposeMapping({ sheets: [] }, { homeCountry: register.home })
    times.propose += seconds(() => void (mapping = proposeMapping(study.evidence(), { homeCountry: register.home })))
    const read = createRowReader(mapping, { today: TODAY })
    const parsed: SheetRow[] = []
    times.limit += seconds(() => text.forEach((cells, i) => parsed.push({ sheet: '', row: i + 1, cells: JSON.parse(cells) as SheetRow['cells'] })))
    times.read += seconds(() => register.rows.forEach((row) => void (people += read(row).kind === 'person' ? 1 : 0)))
    rows += register.rows.length
  }
}

const rate = (time: number): string => Math.round(rows / time).toLocaleString('en')
process.stdout.write(`${rows} rows, ${people} people. Read: ${rate(times.read)} rows a second; JSON.parse of the same: ${rate(times.limit)}; ratio ${(times.limit / times.read).toFixed(2)}. Study: ${rate(times.study)} rows a second. Proposals: ${(times.propose * 1000 / (rows / 3500)).toFixed(0)} ms for each 3,500 rows\n`)
