import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readSpreadsheet } from '#platform/spreadsheets/index.server.ts'
import { translator } from '#platform/i18n/index.server.ts'
import { useTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts'
import { castFor, system, type Cast } from '../../../../tests/support/cast.ts'
import { erasePerson, revisePerson } from '../index.server.ts'
import { cancelImport, continueImport, findImports, findKept, findReportedRows, findRefusals, getImport, purgeImports, reportImport, requestApply, requestUndo, resumeImport, reviseMapping, uploadImport, writeRefusedFile, type ImportRun } from './index.server.ts'

const registers = join(import.meta.dirname, '../../../../../shared/data/registers')

let database: TestDatabase
let cast: Cast
beforeAll(async () => {
  database = await useTestDatabase()
  cast = await castFor(database)
})

const problem = (code: string) => expect.objectContaining({ code })

/** An office of its own, so that tests do not meet. */
let offices = 0
async function newOffice(): Promise<string> {
  const id = `0195a000-0000-7000-8000-0000000001${String(offices++).padStart(2, '0')}`
  await cast.within({ office: id, actor: system }, (tx) => tx.client.query("select corridor.create_office($1::uuid, $2, 'Office', 'GE', '{ka,en}', 'ka', 'Asia/Tbilisi', 'Imereti', false)", [id, `office-${offices}`]))
  return id
}

function runOf(office: string, importId: string, watch?: ImportRun['watch']): ImportRun {
  return { importId, within: (work) => cast.within({ office, actor: system }, work), now: () => new Date('2026-03-01T09:00:00Z'), watch }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

async function upload(office: string, name: string, content: AsyncIterable<Uint8Array> | string): Promise<string> {
  return cast.within({ office, actor: cast.nino }, (tx) => uploadImport(tx, { name, content: typeof content === 'string' ? bytesOf(content) : content, collectedOn: '2026-03-01' }))
}

/** Uploads, checks and applies; answers the counts. */
async function bring(office: string, name: string, content: AsyncIterable<Uint8Array> | string) {
  const id = await upload(office, name, content)
  const run = runOf(office, id)
  await continueImport(run)
  await run.within((tx) => requestApply(tx, id))
  await continueImport(run)
  return run.within((tx) => getImport(tx, id))
}

const state = (office: string) =>
  database.owner.query(
    `select (select count(*) from corridor.people where office_id = $1) as people, (select count(*) from corridor.contact_points where office_id = $1) as contacts,
      (select count(*) from corridor.households where office_id = $1) as households, (select count(*) from corridor.notices where office_id = $1) as notices,
      (select count(*) from corridor.residences where office_id = $1) as residences, (select count(*) from corridor.notes where office_id = $1) as notes,
      (select count(*) from corridor.person_sources where office_id = $1) as sources, (select coalesce(sum(version), 0) from corridor.people where office_id = $1) as versions`,
    [office],
  ).then((result) => result.rows[0] as Record<string, number>)

const heading = 'Village,Head of family,Family phone,Given name,Family name,Date of birth,Sex,Country,City,Phone,Email,Occupation'
const marta = 'Tuzi,Tsitsino Lomidze,599123456,Marta,Lomidze,04.11.1971,F,Greece,Thessaloniki,+30 694 331 2207,marta@example.org,nurse'
const gia = 'Tuzi,Tsitsino Lomidze,599123456,Gia,Lomidze,25.03.1980,M,Italy,Bari,,gia@example.org,driver'
const file = (...rows: string[]) => [heading, ...rows].join('\n')

describe('the four registers', () => {
  const expected = { 'terjola.csv': 4883, 'samtredia.csv': 5508, 'tkibuli.xlsx': 4232, 'baghdati.xlsx': 3782 }

  test('come in with the proposed mapping alone; what is refused is exactly what is wrong, at its cell', { timeout: 240_000 }, async (ctx) => {
    if (!existsSync(registers)) return ctx.skip('../shared/data/registers is missing')
    const office = await newOffice()
    const bad = readFileSync(join(registers, 'bad-rows.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','))
    for (const [name, rows] of Object.entries(expected)) {
      const done = await bring(office, name, createReadStream(join(registers, name)))
      const wrong = bad.filter((each) => each[0] === name).map((each) => `${each[1]}:${each[2]}`)
      const refused = (await cast.within({ office, actor: cast.nino }, (tx) => findRefusals(tx, done.id))).map((each) => `${each.row}:${each.column}`)
      expect(refused.sort(), name).toEqual(wrong.sort())
      const { counts } = done
      expect([done.state, counts.rows, counts.refused, (counts.created ?? 0) + (counts.updated ?? 0) + (counts.unchanged ?? 0)], name).toEqual(['applied', rows, wrong.length, rows - wrong.length])
    }
    const before = await state(office)
    const again = await bring(office, 'baghdati again.xlsx', createReadStream(join(registers, 'baghdati.xlsx')))
    expect(again.counts).toMatchObject({ create: 0, update: 0, unchanged: 3782, created: 0, updated: 0 })
    expect(await state(office)).toEqual(before)
  })
})

describe('an import', () => {
  test('is refused to everyone without the right, and other offices do not see it', async () => {
    const office = await newOffice()
    const id = await upload(office, 'a.csv', file(marta))
    for (const actor of [cast.giorgi, cast.petre, cast.avto, cast.mari, cast.salome]) {
      await expect(cast.within({ office, actor }, (tx) => uploadImport(tx, { name: 'b.csv', content: bytesOf('x') }))).rejects.toEqual(problem('not_found'))
      await expect(cast.within({ office, actor }, (tx) => requestApply(tx, id))).rejects.toEqual(problem('not_found'))
    }
    await expect(cast.within({ office: cast.other, actor: cast.otto }, (tx) => getImport(tx, id))).rejects.toEqual(problem('not_found'))
    expect(await cast.within({ office: cast.other, actor: cast.otto }, (tx) => findImports(tx))).toEqual([])
    expect((await cast.within({ office, actor: cast.avto }, (tx) => findImports(tx))).map((each) => each.id)).toEqual([id])
  })

  test('stores nothing before it is let in; then people with family, contacts, residence, notice and consent', async () => {
    const office = await newOffice()
    const id = await upload(office, 'family.csv', file(marta, gia))
    const run = runOf(office, id)
    expect(await continueImport(run)).toBe('checked')
    expect(await state(office)).toMatchObject({ people: 0, households: 0 })
    await run.within((tx) => requestApply(tx, id))
    expect(await continueImport(run)).toBe('applied')
    expect(await state(office)).toMatchObject({ people: 2, households: 1, notices: 2, residences: 2, contacts: 3, sources: 2 })
    const { rows } = await database.owner.query(
      `select p.given_name, p.country, p.city, p.born, p.sex, n.due_on, c.answer, c.means, k.informant_name, k.import_id from corridor.people p
       join corridor.notices n on n.person_id = p.id join corridor.consents c on c.person_id = p.id join corridor.collections k on k.id = p.collection_id where p.office_id = $1 order by p.given_name`,
      [office],
    )
    expect(rows[1]).toEqual({ given_name: 'Marta', country: 'GR', city: 'Thessaloniki', born: '1971-11-04', sex: 'female', due_on: '2026-03-31', answer: 'not_asked', means: 'import', informant_name: 'Tsitsino Lomidze', import_id: id })
    const events = await database.owner.query("select type from corridor.events where office_id = $1 and type like 'import.%' order by at", [office])
    expect(events.rows.map((row) => row.type)).toEqual(['import.uploaded', 'import.applied'])
  })

  test('of the same file again changes nothing, whatever its name and however it is written', async () => {
    const office = await newOffice()
    await bring(office, 'one.csv', file(marta, gia, gia))
    const before = await state(office)
    const again = await bring(office, 'two.tsv', file(gia, gia, marta).replaceAll(',', '\t'))
    expect(again.counts).toMatchObject({ rows: 3, create: 0, unchanged: 3, created: 0 })
    expect(await state(office)).toEqual(before)
  })

  test('of a mended file tells more of people who are certainly the same, and never overwrites unasked', async () => {
    const office = await newOffice()
    await bring(office, 'one.csv', file(marta.replace('nurse', ''), gia))
    const mended = await bring(office, 'two.csv', file(marta.replace('2207', '2208').replace('Thessaloniki', 'Athens'), gia))
    expect(mended.counts).toMatchObject({ create: 0, update: 1, unchanged: 1, updated: 1 })
    const { rows } = await database.owner.query(
      "select p.city, p.occupation, p.field_sources ? 'occupation' as sourced, (select array_agg(value order by value) from corridor.contact_points c where c.person_id = p.id and c.kind = 'phone') as phones from corridor.people p where p.office_id = $1 and given_name = 'Marta'",
      [office],
    )
    expect(rows).toEqual([{ city: 'Thessaloniki', occupation: 'nurse', sourced: true, phones: ['+306943312207', '+306943312208'] }])
    const third = await bring(office, 'two again.csv', file(marta.replace('2207', '2208').replace('Thessaloniki', 'Athens')))
    expect(third.counts).toMatchObject({ unchanged: 1, updated: 0 })
  })

  test('never makes one of two rows of one file', async () => {
    const office = await newOffice()
    const twice = await bring(office, 'one.csv', file(marta, marta.replace('2207', '9999')))
    expect(twice.counts).toMatchObject({ created: 2 })
    const report = await cast.within({ office, actor: cast.nino }, (tx) => reportImport(tx, twice.id, { dryRun: false, sentence: (each) => each.code }))
    expect(report.duplicates.map(({ a, b }) => [a, b])).toEqual([[{ sheet: '', row: 2 }, { sheet: '', row: 3 }]])
    const third = await bring(office, 'two.csv', file(marta, marta.replace('2207', '9999'), marta.replace('2207', '1111')))
    expect(third.counts).toMatchObject({ unchanged: 2, created: 1, updated: 0 })
  })

  test('does not bring back who was erased, and says so', async () => {
    const office = await newOffice()
    await bring(office, 'one.csv', file(marta, gia))
    const { rows } = await database.owner.query("select id from corridor.people where office_id = $1 and given_name = 'Marta'", [office])
    await cast.within({ office, actor: cast.nino }, (tx) => erasePerson(tx, rows[0].id))
    const left = await database.owner.query("select (select count(*) from corridor.import_rows where office_id = $1 and cells::text like '%marta%') as rows, (select count(*) from corridor.file_chunks where office_id = $1) as chunks", [office])
    expect(left.rows[0]).toEqual({ rows: 0, chunks: 0 })
    const again = await bring(office, 'old copy.csv', file(marta, gia))
    expect(again.counts).toMatchObject({ created: 0, unchanged: 1, erased: 1 })
    const refusals = await cast.within({ office, actor: cast.nino }, (tx) => findRefusals(tx, again.id))
    expect(refusals).toMatchObject([{ row: 2, column: null, code: 'erased_before' }])
  })

  test('is corrected by the officer, who is remembered for the next file of that shape', async () => {
    const office = await newOffice()
    const odd = (phone: string) => `Name A,Name B,What\nLomidze,Marta,${phone}\nDoe,Jane,nothing\n`
    const id = await upload(office, 'odd.csv', odd('x'))
    await continueImport(runOf(office, id))
    await cast.within({ office, actor: cast.nino }, (tx) => reviseMapping(tx, id, { sheets: [{ columns: [{ column: 0, meaning: 'family_name' }, { heading: 'name b', meaning: 'given_name' }, { column: 2, meaning: 'occupation' }] }] }))
    await expect(cast.within({ office, actor: cast.nino }, (tx) => reviseMapping(tx, id, { sheets: [{ columns: [{ column: 0, meaning: 'everything' }] }] }))).rejects.toEqual(problem('import_mapping_invalid'))
    expect(await continueImport(runOf(office, id))).toBe('checked')
    const next = await upload(office, 'odd 2.csv', odd('y'))
    await continueImport(runOf(office, next))
    const { mapping } = await cast.within({ office, actor: cast.nino }, (tx) => getImport(tx, next))
    expect(mapping?.sheets[0]?.columns.map((column) => column.meaning)).toEqual(['family_name', 'given_name', 'occupation'])
  })
})

describe('refused rows', () => {
  test('come back as a file of the same shape with reasons, which can be mended and fed in again', async () => {
    const office = await newOffice()
    const titled = `Register of Tuzi;;;;;;;;;;;\n${file(marta.replace('04.11.1971', '31.02.1975'), gia, marta.replace('+30 694 331 2207', 'call the sister')).replaceAll(',', ';')}`
    const done = await bring(office, 'list.csv', titled)
    expect(done.counts).toMatchObject({ refused: 2, created: 1, refusedBy: { no_such_day: 1, not_a_phone: 1 } })
    const refused = await writeRefusedFile((work) => cast.within({ office, actor: cast.nino }, work), done.id, translator('fr'))
    const text = (await refused.content.toArray()).map(String).join('')
    const lines = text.split('\r\n')
    expect([refused.name, lines.length, lines[1]?.endsWith(';Motif du refus'), lines[2]?.includes('31.02.1975')]).toEqual(['list-refused.csv', 5, true, true])
    expect(lines[0]).toContain('Register of Tuzi')
    const mended = await bring(office, refused.name, text.replace('31.02.1975', '28.02.1975').replace('call the sister', '+30 694 331 2207'))
    expect(mended.counts).toMatchObject({ rows: 2, refused: 0, created: 2 })
    const notes = await database.owner.query('select count(*) as notes from corridor.notes where office_id = $1', [office])
    expect(notes.rows[0].notes).toBe(0)
  })

  test('of a workbook with family lines keep their families', { timeout: 120_000 }, async (ctx) => {
    if (!existsSync(registers)) return ctx.skip('../shared/data/registers is missing')
    const office = await newOffice()
    const done = await bring(office, 'tkibuli.xlsx', createReadStream(join(registers, 'tkibuli.xlsx')))
    const refused = await writeRefusedFile((work) => cast.within({ office, actor: cast.nino }, work), done.id, translator('ka'))
    const reading = await readSpreadsheet({ bytes: Buffer.concat(await refused.content.toArray()), name: refused.name })
    const rows = await Array.fromAsync(reading.rows)
    expect(rows.filter((row) => row.cells.some((cell) => typeof cell === 'string' && cell.includes('31.02.1975'))).length).toBe(22)
  })
})

describe('undoing', () => {
  test('takes everything back but what was changed by hand since, which is listed', async () => {
    const office = await newOffice()
    const first = await bring(office, 'one.csv', file(marta.replace('nurse', '')))
    const before = await state(office)
    const second = await bring(office, 'two.csv', file(marta.replace('2207', '2208'), gia, gia.replace('Gia', 'Nia')))
    expect(second.counts).toMatchObject({ created: 2, updated: 1 })
    const { rows } = await database.owner.query("select id, version from corridor.people where office_id = $1 and given_name = 'Nia'", [office])
    await cast.within({ office, actor: cast.nino }, (tx) =>
      revisePerson(tx, rows[0].id, { familyName: 'Lomidze', givenName: 'Nia', otherNames: [], skills: ['cooking'], languages: [], interests: [], version: rows[0].version } as never, { means: 'office', on: '2026-03-01' }),
    )
    await cast.within({ office, actor: cast.nino }, (tx) => requestUndo(tx, second.id))
    expect(await continueImport(runOf(office, second.id))).toBe('undone')
    const undone = await cast.within({ office, actor: cast.nino }, (tx) => getImport(tx, second.id))
    expect(undone.counts).toMatchObject({ removed: 1, kept: 1, takenBack: 1, fieldsKept: 0 })
    expect((await cast.within({ office, actor: cast.nino }, (tx) => findKept(tx, second.id))).map((each) => each.givenName)).toEqual(['Nia'])
    const after = await state(office)
    expect(after).toMatchObject({ people: Number(before.people) + 1, households: before.households, notes: before.notes })
    const martaNow = await database.owner.query("select occupation, (select count(*) from corridor.contact_points c where c.person_id = p.id) as contacts from corridor.people p where office_id = $1 and given_name = 'Marta'", [office])
    expect(martaNow.rows).toEqual([{ occupation: null, contacts: 2 }])
    // The first import is taken back whole: nobody touched Marta by hand.
    await cast.within({ office, actor: cast.nino }, (tx) => requestUndo(tx, first.id))
    await continueImport(runOf(office, first.id))
    expect(await state(office)).toMatchObject({ people: 1 })
    const history = await database.owner.query("select count(*) as kept from corridor.history where office_id = $1 and before->>'given_name' = 'Marta'", [office])
    expect(history.rows[0].kept).toBe(0)
  })

  test('and bringing in again makes the people anew', async () => {
    const office = await newOffice()
    const first = await bring(office, 'one.csv', file(marta, gia))
    await cast.within({ office, actor: cast.nino }, (tx) => requestUndo(tx, first.id))
    await continueImport(runOf(office, first.id))
    expect(await state(office)).toMatchObject({ people: 0, households: 0, contacts: 0, notices: 0 })
    const again = await bring(office, 'one.csv', file(marta, gia))
    expect(again.counts).toMatchObject({ created: 2 })
  })
})

describe('stopping', () => {
  const many = (count: number) => file(...Array.from({ length: count }, (_, index) => `Tuzi,Head ${index},59912${String(index).padStart(4, '0')},Marta,Lomidze ${index},04.11.1971,F,Greece,Athens,,m${index}@example.org,nurse`))

  test('an import between two batches leaves what was applied, which goes on or is undone', { timeout: 120_000 }, async () => {
    const office = await newOffice()
    const id = await upload(office, 'many.csv', many(2500))
    await continueImport(runOf(office, id))
    await cast.within({ office, actor: cast.nino }, (tx) => requestApply(tx, id))
    let asked = false
    const cancelling: ImportRun = {
      ...runOf(office, id),
      within: async (work) => {
        const result = await cast.within({ office, actor: system }, work)
        const { counts } = await cast.within({ office, actor: system }, (tx) => getImport(tx, id))
        if ((counts.created ?? 0) >= 1000 && !asked) {
          asked = true
          await cast.within({ office, actor: cast.nino }, (tx) => cancelImport(tx, id))
        }
        return result
      },
    }
    expect(await continueImport(cancelling)).toBe('cancelled')
    const held = await state(office)
    expect(Number(held.people)).toBeLessThan(2500)
    await cast.within({ office, actor: cast.nino }, (tx) => resumeImport(tx, id))
    expect(await continueImport(runOf(office, id))).toBe('applied')
    expect(await state(office)).toMatchObject({ people: 2500, sources: 2500, households: 2500 })
  })

  test('before anything is applied leaves nothing', async () => {
    const office = await newOffice()
    const id = await upload(office, 'many.csv', many(10))
    await cast.within({ office, actor: cast.nino }, (tx) => cancelImport(tx, id))
    expect(await continueImport(runOf(office, id))).toBe('cancelled')
    await expect(cast.within({ office, actor: cast.nino }, (tx) => requestApply(tx, id))).rejects.toEqual(problem('import_not_ready'))
    expect(await state(office)).toMatchObject({ people: 0 })
  })

  test('two who let it in at once: only one does, and two workers store each row once', { timeout: 120_000 }, async () => {
    const office = await newOffice()
    const id = await upload(office, 'many.csv', many(1500))
    await continueImport(runOf(office, id))
    const asked = await Promise.allSettled([1, 2].map(() => cast.within({ office, actor: cast.nino }, (tx) => requestApply(tx, id))))
    expect(asked.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await Promise.all([continueImport(runOf(office, id)), continueImport(runOf(office, id))])).sort()).toEqual(['applied', 'busy'])
    expect(await state(office)).toMatchObject({ people: 1500, sources: 1500 })
  })
})

describe('a hostile file', () => {
  test('fails with a reason and leaves nothing', async () => {
    const office = await newOffice()
    for (const [content, code] of [['%PDF-1.7 and so on', 'not_a_spreadsheet'], ['PK\u0003\u0004 no zip at all', 'broken_zip'], ['\n\n\n', 'empty']] as const) {
      const id = await upload(office, 'x.csv', content)
      expect(await continueImport(runOf(office, id)), code).toBe('failed')
      expect((await cast.within({ office, actor: cast.nino }, (tx) => getImport(tx, id))).problem?.code).toBe(code)
    }
    await expect(upload(office, 'x.csv', '')).rejects.toEqual(problem('import_file_empty'))
  })

  test('with strange characters, HTML and SQL in names is stored as text or refused, never lost', async () => {
    const office = await newOffice()
    const names = ["Robert'); drop table people;--", '<script>alert(1)</script>Ana', 'Ma\u200brta', '\u202eanirtaM', 'Zo\u0000e', '😀 Smiley', '=cmd|calc', 'a'.repeat(5000), '\ud800x']
    const done = await bring(office, 'strange.csv', file(...names.map((name) => marta.replace('Marta', `"${name}"`))))
    expect([done.state, done.counts.rows]).toEqual(['applied', names.length])
    expect((done.counts.created ?? 0) + (done.counts.refused ?? 0)).toBe(names.length)
    expect(done.counts.refusedBy).toEqual({ too_long: 1 })
    const looked = await cast.within({ office, actor: cast.nino }, (tx) => findReportedRows(tx, done.id, 'doubtful', { limit: 50 }))
    expect(looked.length).toBeGreaterThanOrEqual(5)
  })
})

test('raw rows and files go when the office no longer keeps them; the people stay', async () => {
  const office = await newOffice()
  const done = await bring(office, 'one.csv', file(marta, gia))
  expect(await cast.within({ office, actor: system }, (tx) => purgeImports(tx, new Date('2026-12-01')))).toBe(0)
  expect(await cast.within({ office, actor: system }, (tx) => purgeImports(tx, new Date('2028-01-01')))).toBe(1)
  const left = await database.owner.query('select (select count(*) from corridor.import_rows where office_id = $1) as rows, (select count(*) from corridor.import_outcomes where office_id = $1) as outcomes, (select count(*) from corridor.file_chunks where office_id = $1) as chunks', [office])
  expect(left.rows[0]).toEqual({ rows: 0, outcomes: 0, chunks: 0 })
  expect(await state(office)).toMatchObject({ people: 2, sources: 2 })
  await expect(writeRefusedFile((work) => cast.within({ office, actor: cast.nino }, work), done.id, translator('en'))).rejects.toEqual(problem('import_purged'))
  // Undoing needs no raw rows.
  await cast.within({ office, actor: cast.nino }, (tx) => requestUndo(tx, done.id))
  expect(await continueImport(runOf(office, done.id))).toBe('undone')
  expect(await state(office)).toMatchObject({ people: 0 })
})

test('removing an office removes its imports whole', async () => {
  const office = await newOffice()
  await bring(office, 'one.csv', file(marta))
  await cast.within({ office, actor: system }, (tx) => tx.client.query('select corridor.remove_office($1)', [office]))
  const left = await database.owner.query('select (select count(*) from corridor.import_rows where office_id = $1) + (select count(*) from corridor.import_outcomes where office_id = $1) as rows', [office])
  expect(left.rows[0].rows).toBe(0)
})
