// people import as an operator runs it: a process with its answers, and one that is killed.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cancelImport, enqueueImport, findImports, isStranded, requestUndo, resumeImport, uploadImport, type ImportReport } from '#modules/register/import/index.server.ts'
import { castFor, system, type Cast } from '../../../tests/support/cast.ts'
import { testApp, type TestApp } from '../../../tests/support/app.ts'
import { corridor, ended, spawnCorridor, type Ended } from '../../../tests/support/corridor.ts'
import { TEST_SECRET } from '../../../tests/support/database.ts'

let testing: TestApp
let cast: Cast
let folder: string
beforeAll(async () => {
  testing = await testApp()
  cast = await castFor(testing.database)
  folder = mkdtempSync(join(tmpdir(), 'corridor-people-import-'))
})
afterAll(async () => {
  await testing.close()
  rmSync(folder, { recursive: true, force: true })
})

let offices = 0
async function newOffice(): Promise<{ id: string; slug: string }> {
  const office = { id: `0195a000-0000-7000-8000-0000000003${String(offices++).padStart(2, '0')}`, slug: `command-${offices}` }
  await cast.within({ office: office.id, actor: system }, (tx) => tx.client.query("select corridor.create_office($1::uuid, $2, 'Office', 'GE', '{ka}', 'ka', 'Asia/Tbilisi', 'Imereti', false)", [office.id, office.slug]))
  return office
}

const env = () => ({ DATABASE_URL: testing.database.ownerUrl, CORRIDOR_SECRET: TEST_SECRET, CORRIDOR_DATA: folder, LOG_LEVEL: 'warn', DATABASE_CONNECTIONS: '4' })
const people = (slug: string, file: string, ...more: string[]): Promise<Ended> => corridor(['people', 'import', file, '--office', slug, ...more], { env: env() })

function written(name: string, ...lines: string[]): string {
  const path = join(folder, name)
  writeFileSync(path, lines.join('\n'))
  return path
}

const heading = 'Village,Head of family,Family phone,Given name,Family name,Date of birth,Country,Phone'
const small = () => written('small.csv', heading, 'Tuzi,Tamar Lomidze,599123456,Marta,Lomidze,04.11.1971,Greece,+30 694 331 2207', 'Tuzi,Tamar Lomidze,599123456,Gia,Lomidze,31.02.1980,Italy,', 'Tuzi,T. Lomidze,599123456,Marta,Lomidze,04.11.1971,Greece,+30 694 331 2207')

const count = async (office: string): Promise<number> => {
  const { rows } = await testing.database.owner.query<{ people: number }>('select count(*)::int as people from corridor.people where office_id = $1', [office])
  return rows[0]!.people
}

test('answers in JSON what was stored, refused and is likely the same; progress goes to standard error; the same file again changes nothing', { timeout: 120_000 }, async () => {
  const { id, slug } = await newOffice()
  const dry = await people(slug, small(), '--dry-run', '--json')
  expect(dry.code).toBe(0)
  const would = JSON.parse(dry.stdout) as ImportReport
  expect(would).toMatchObject({ rows: 3, created: 2, refused: [{ row: 3, column: 5 }], duplicates: [{ a: { sheet: '', row: 2 }, b: { sheet: '', row: 4 } }] })
  expect(await count(id)).toBe(0)
  expect(await cast.within({ office: id, actor: system }, findImports)).toEqual([])

  const done = await people(slug, small(), '--json')
  expect([done.code, done.stderr]).toEqual([0, expect.stringMatching(/reading[\s\S]*checking[\s\S]*applying/)])
  const report = JSON.parse(done.stdout) as ImportReport
  expect(Object.keys(report)).toEqual(['rows', 'created', 'updated', 'unchanged', 'refused', 'duplicates'])
  expect(report).toEqual({
    rows: 3, created: 2, updated: 0, unchanged: 0,
    refused: [{ sheet: '', row: 3, column: 5, code: 'no_such_day', message: expect.stringContaining('31.02.1980') as string }],
    duplicates: [{ a: { sheet: '', row: 2 }, b: { sheet: '', row: 4 }, score: expect.any(Number) as number }],
  })
  const again = await people(slug, small(), '--json')
  expect(JSON.parse(again.stdout)).toMatchObject({ rows: 3, created: 0, updated: 0, unchanged: 2 })
  expect(await count(id)).toBe(2)
})

test('a mapping given by hand is used; what cannot be is 1 with a sentence, a wrong call is 2', { timeout: 120_000 }, async () => {
  const { id, slug } = await newOffice()
  const file = written('odd.csv', 'Village,Given name,Family name', 'Tuzi,Marta,Lomidze', 'Tuzi,Gia,Beridze')
  const mapping = written('mapping.json', JSON.stringify({ sheets: [{ sheet: '', columns: [{ column: 0, meaning: 'village' }, { column: 1, meaning: 'family_name' }, { column: 2, meaning: 'given_name' }] }] }))
  const [done, none, nonsense, wrongMapping, noOffice, noFile, unknown] = await Promise.all([
    people(slug, file, '--mapping', mapping, '--json'),
    people(slug, join(folder, 'none.csv')),
    people(slug, written('nonsense.xlsx', 'PK\u0003\u0004 this is no workbook')),
    people(slug, file, '--mapping', written('broken.json', '{')),
    people('nowhere', file, '--json'),
    corridor(['people', 'import', '--office', slug], { env: env() }),
    people(slug, file, '--nonsense'),
  ])
  expect([done.code, JSON.parse(done.stdout)]).toEqual([0, expect.objectContaining({ created: 2 })])
  const { rows } = await testing.database.owner.query('select family_name, given_name from corridor.people where office_id = $1 order by 1', [id])
  expect(rows).toEqual([{ family_name: 'Gia', given_name: 'Beridze' }, { family_name: 'Marta', given_name: 'Lomidze' }])
  expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('There is no file')])
  expect([nonsense.code, nonsense.stdout, nonsense.stderr.includes('at ')]).toEqual([1, '', false])
  expect([wrongMapping.code, wrongMapping.stderr]).toEqual([1, expect.stringContaining('not written in JSON')])
  expect([noOffice.code, JSON.parse(noOffice.stdout)]).toEqual([1, { error: { message: 'There is no office "nowhere".' } }])
  expect([noFile.code, unknown.code]).toEqual([2, 2])
})

const PEOPLE = 4000
function large(): string {
  const lines = Array.from({ length: PEOPLE }, (_, number) => `Village ${number % 9},Tamar Lomidze,59${9_000_000 + number},Marta ${number},Lomidze,04.11.19${50 + (number % 50)},Greece,+30 69${10_000_000 + number}`)
  return written('large.csv', heading, ...lines)
}

/** Kills the command when it has stored a part of the people. */
async function killedWhileApplying(slug: string, file: string): Promise<void> {
  const child: ChildProcess = spawnCorridor(['people', 'import', file, '--office', slug], { env: env() })
  let isKilled = false
  child.stderr?.on('data', (part: Buffer) => {
    if (isKilled || !/applying: [1-6]\d %/.test(part.toString())) return
    isKilled = true
    child.kill('SIGKILL')
  })
  expect((await ended(child)).code).toBeNull()
}

test('killed while it stores, it goes on when it is called again, and nothing is lost or doubled', { timeout: 180_000 }, async () => {
  const { id, slug } = await newOffice()
  const file = large()
  await killedWhileApplying(slug, file)
  expect(await count(id)).toBeGreaterThan(0)
  expect(await count(id)).toBeLessThan(PEOPLE)
  const dry = await people(slug, file, '--dry-run')
  expect([dry.code, dry.stderr]).toEqual([1, expect.stringContaining('interrupted')])
  const again = await people(slug, file, '--json')
  expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('it goes on where it was')])
  expect(JSON.parse(again.stdout)).toMatchObject({ rows: PEOPLE, created: PEOPLE, unchanged: 0, refused: [] })
  expect(await count(id)).toBe(PEOPLE)
  expect(await cast.within({ office: id, actor: system }, findImports)).toMatchObject([{ state: 'applied', counts: { created: PEOPLE } }])
})

test('what a killed command left is seen as stranded on the Desk, and can be resumed there or cancelled and taken back', { timeout: 180_000 }, async () => {
  for (const way of ['resume', 'cancel'] as const) {
    const { id, slug } = await newOffice()
    await killedWhileApplying(slug, large())
    const desk = <T>(work: Parameters<Cast['within']>[1]): Promise<T> => cast.within({ office: id, actor: cast.nino }, work) as Promise<T>
    const [left] = await desk<Awaited<ReturnType<typeof findImports>>>(findImports)
    // The database notices the death of its client at its own time.
    await expect.poll(() => desk((tx) => isStranded(tx, left!)), { timeout: 10_000 }).toBe(true)
    await desk(async (tx) => {
      await (way === 'resume' ? resumeImport(tx, left!.id) : cancelImport(tx, left!.id))
      await enqueueImport(tx, left!.id)
    })
    expect(await desk((tx) => isStranded(tx, left!))).toBe(false)
    await testing.app.jobs.drain(testing.app)
    expect(await desk(findImports)).toMatchObject([{ state: way === 'resume' ? 'applied' : 'cancelled' }])
    if (way === 'resume') expect(await count(id)).toBe(PEOPLE)
    else {
      await desk(async (tx) => {
        await requestUndo(tx, left!.id)
        await enqueueImport(tx, left!.id)
      })
      await testing.app.jobs.drain(testing.app)
      expect(await count(id)).toBe(0)
    }
  }
})

test('what ended before anything was stored is begun anew, not beside it', async () => {
  const { id, slug } = await newOffice()
  const file = small()
  async function* content(): AsyncGenerator<Uint8Array> {
    yield readFileSync(file)
  }
  await cast.within({ office: id, actor: { kind: 'system', name: 'people import' } }, (tx) => uploadImport(tx, { name: 'small.csv', content: content(), collectedOn: '2026-03-01' }))
  expect((await people(slug, file)).code).toBe(0)
  expect(await cast.within({ office: id, actor: system }, findImports)).toMatchObject([{ state: 'applied' }])
  expect(existsSync(file)).toBe(true)
})
