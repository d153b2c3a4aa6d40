// Files that are wrong or meant to harm, through the whole way from the upload to the register and out again: each gets a sentence in
// the reader's language, at its cell where it is about one; what is good comes in as it was written, and goes out harmless.
import { beforeAll, expect, test } from 'vitest'
import { catalogues, translator } from '#platform/i18n/index.server.ts'
import { writeCsv } from '#platform/spreadsheets/index.server.ts'
import { MAIN_NAMESPACE, repeated, xlsxOf, zipOf } from '#platform/spreadsheets/testing/files.ts'
import { castFor, system, type Cast } from '../../../../tests/support/cast.ts'
import { useTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts'
import { continueImport, failureSentence, findRefusals, findReportedRows, getImport, problemSentence, requestApply, uploadImport } from './index.server.ts'

let database: TestDatabase
let cast: Cast
beforeAll(async () => {
  database = await useTestDatabase()
  cast = await castFor(database)
})

type Work<T> = (tx: Parameters<Parameters<Cast['within']>[1]>[0]) => Promise<T>
const asNino = <T>(work: Work<T>): Promise<T> => cast.as(cast.nino, work)

async function check(name: string, content: AsyncIterable<Uint8Array> | Uint8Array | string) {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    if (typeof content === 'string' || content instanceof Uint8Array) yield Buffer.from(content)
    else yield* content
  }
  const id = await asNino((tx) => uploadImport(tx, { name, content: bytes(), collectedOn: '2026-03-01' }))
  const run = { importId: id, within: <T>(work: Work<T>) => cast.within({ office: cast.terjola, actor: system }, work), now: () => new Date('2026-03-01T09:00:00Z') }
  const state = await continueImport(run)
  return { id, run, state, record: await asNino((tx) => getImport(tx, id)) }
}

const languages = Object.keys(catalogues) as (keyof typeof catalogues)[]

/** In each language a sentence of its own, without the code and without a hole. */
function expectSentences(make: (t: ReturnType<typeof translator>['t']) => string, code: string): void {
  const sentences = languages.map((language) => make(translator(language).t))
  expect(new Set(sentences).size, code).toBe(languages.length)
  for (const sentence of sentences) {
    expect(sentence.length).toBeGreaterThan(10)
    expect(sentence).not.toMatch(/undefined|\{|[a-z]_[a-z]/)
  }
}

const sheet = (inside: string): string => `<?xml version="1.0"?><worksheet xmlns="${MAIN_NAMESPACE}"><sheetData>${inside}</sheetData></worksheet>`
const head = 'Village,Given name,Family name,Date of birth,Country,Phone'

test.each<[what: string, name: string, content: () => AsyncIterable<Uint8Array> | Uint8Array | string | Promise<Uint8Array | string>, code: string]>([
  ['a program', 'people.csv', () => Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), Buffer.alloc(5000, 7)]), 'not_a_spreadsheet'],
  ['a picture called a workbook', 'people.xlsx', () => Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), 'not_a_spreadsheet'],
  ['a workbook cut in two', 'people.xlsx', async () => (await xlsxOf({ sheets: { A: '<row><c t="inlineStr"><is><t>Name</t></is></c></row>'.repeat(500) } })).subarray(0, 900), 'broken_zip'],
  ['a sheet that unpacks to gigabytes', 'people.xlsx', () => xlsxOf({ sheets: { A: repeated(sheet('').slice(0, -24), Buffer.alloc(1024 * 1024, 0x20), 400, '') } }), 'zip_bomb'],
  ['a zip in a zip', 'people.xlsx', async () => zipOf({ 'inner.zip': await zipOf({ 'a.txt': 'a'.repeat(1_000_000) }) }), 'not_a_spreadsheet'],
  ['a million columns', 'people.csv', () => `${'a,'.repeat(1_000_000)}a\n`, 'too_many_columns'],
  ['a document type with entities', 'people.xlsx', () => xlsxOf({ sheets: { A: '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>' } }), 'unsafe_xml'],
])('%s is refused with a sentence, and nothing of it stays in the way', { timeout: 60_000 }, async (_what, name, content, code) => {
  const { state, record } = await check(name, await content())
  expect([state, record.problem?.code]).toEqual(['failed', code])
  expectSentences((t) => failureSentence(t, record.problem!), code)
})

test('an empty file is refused at once', async () => {
  await expect(check('people.csv', '')).rejects.toMatchObject({ code: 'import_file_empty' })
})

test('a cell of 50 MB refuses its row alone', { timeout: 60_000 }, async () => {
  async function* content(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${head}\nDimi,Marta,Lomidze,1971-11-04,Greece,\nDimi,`)
    for (let count = 0; count < 50; count++) yield Buffer.alloc(1_000_000, 0x61)
    yield Buffer.from(',Lomidze,1971-11-04,Greece,\nDimi,Gia,Lomidze,1980-03-25,Italy,\n')
  }
  const { id, state, record } = await check('people.csv', content())
  expect([state, record.counts.create, record.counts.refused]).toEqual(['checked', 2, 1])
  expect(await asNino((tx) => findRefusals(tx, id))).toContainEqual(expect.objectContaining({ row: 3, column: 1, code: 'too_long' }))
})

test('each wrong cell has its sentence in each language, and the rows beside it come in', async () => {
  const { id, record } = await check('people.csv', [head, 'Dimi,Nino,Wrongday,31.02.1975,Greece,', 'Dimi,Nino,Notborn,04.05.2067,Greece,', 'Dimi,Nino,Nophone,04.05.1975,Greece,call the sister', 'Dimi,Nino,Right,14.05.1975,Greece,+30 694 331 2207'].join('\n'))
  const refused = await asNino((tx) => findRefusals(tx, id))
  expect(refused.map(({ row, column, code }) => [row, column, code])).toEqual([[2, 3, 'no_such_day'], [3, 3, 'in_the_future'], [4, 5, 'not_a_phone']])
  expect(record.counts.create).toBe(1)
  for (const problem of refused) expectSentences((t) => problemSentence(t, problem), problem.code)
})

test('formulas, markup, SQL, emoji and marks of direction in names are text: kept, told, executed by nobody, and harmless in an export', async () => {
  const names = ['=HYPERLINK("http://x.example";"y")', "=cmd|' /C calc'!A0", '<script>alert(1)</script>', "Robert'); drop table corridor.people;--", '@SUM(A1)', 'Nino 😀', 'Ni\u200bno \u202eonin']
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
  const { id, run, state } = await check('people.csv', [head, ...names.map((name, index) => `Hostile,${quoted(name)},Lomidze,1970-01-1${index},Greece,`)].join('\n'))
  expect(state).toBe('checked')
  const rows = await asNino((tx) => findReportedRows(tx, id, 'doubtful', { limit: 20 }))
  await asNino((tx) => requestApply(tx, id))
  expect(await continueImport(run)).toBe('applied')
  const { rows: stored } = await database.owner.query<{ given: string; born: string }>("select p.given_name as given, p.born from corridor.people p join corridor.places v on v.office_id = p.office_id and v.id = p.village_id where v.name = 'Hostile' order by p.born")
  expect(stored.map((row) => row.given)).toEqual([...names.slice(0, 6), 'Nino onin'])
  expect(JSON.stringify(rows)).toContain('strange_characters')
  let csv = ''
  for await (const part of writeCsv([['Given name'], ...stored.map((row) => [row.given])])) csv += String(part)
  for (const line of csv.split('\r\n')) expect(line.replace(/^\ufeff?"?/, '')).not.toMatch(/^[=+\-@\t\r]/)
})

test('bytes that are no text are told and kept as far as they can be read', async () => {
  const { state, record } = await check('people.csv', Buffer.concat([Buffer.from(`${head}\nDimi,Mart`), Buffer.from([0xff, 0xfe, 0xc3]), Buffer.from(',Lomidze,1971-11-04,Greece,\nდიმი,გია,ლომიძე,1980-03-25,Italy,\n')]))
  expect([state, record.counts.rows]).toEqual(['checked', 2])
})
