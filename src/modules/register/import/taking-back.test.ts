// What an import may do to known people, and what undoing it leaves: exactly what was there before, and what somebody changed since.
import { beforeAll, expect, test } from 'vitest'
import { castFor, system, type Cast } from '../../../../tests/support/cast.ts'
import { useTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts'
import { revisePerson } from '../index.server.ts'
import { changePolicy, continueImport, findKept, getImport, purgeImports, purgeImportsJob, requestApply, requestUndo, uploadImport, type ImportPolicy } from './index.server.ts'

let database: TestDatabase
let cast: Cast
beforeAll(async () => {
  database = await useTestDatabase()
  cast = await castFor(database)
})

let offices = 0
async function newOffice(): Promise<string> {
  const id = `0195a000-0000-7000-8000-0000000004${String(offices++).padStart(2, '0')}`
  await cast.within({ office: id, actor: system }, (tx) => tx.client.query("select corridor.create_office($1::uuid, $2, 'Office', 'GE', '{ka,en}', 'ka', 'Asia/Tbilisi', 'Imereti', false)", [id, `back-${offices}`]))
  return id
}

const heading = 'Village,Head of family,Family phone,Given name,Family name,Date of birth,Country,City,Phone,Occupation'
const asNino = <T>(office: string, work: Parameters<Cast['within']>[1]): Promise<T> => cast.within({ office, actor: cast.nino }, work) as Promise<T>
const runOf = (office: string, importId: string) => ({ importId, within: <T>(work: Parameters<Cast['within']>[1]) => cast.within({ office, actor: system }, work) as Promise<T>, now: () => new Date('2026-03-01T09:00:00Z') })

async function bring(office: string, rows: string[], policy: ImportPolicy = 'fill'): Promise<string> {
  async function* content(): AsyncGenerator<Uint8Array> {
    yield Buffer.from([heading, ...rows].join('\n'))
  }
  const id = await asNino<string>(office, (tx) => uploadImport(tx, { name: 'people.csv', content: content(), collectedOn: '2026-03-01' }))
  const run = runOf(office, id)
  expect(await continueImport(run)).toBe('checked')
  if (policy !== 'fill') {
    await asNino(office, (tx) => changePolicy(tx, id, policy))
    expect(await continueImport(run)).toBe('checked')
  }
  await asNino(office, (tx) => requestApply(tx, id))
  expect(await continueImport(run)).toBe('applied')
  return id
}

async function undo(office: string, id: string) {
  await asNino(office, (tx) => requestUndo(tx, id))
  expect(await continueImport(runOf(office, id))).toBe('undone')
  return asNino<Awaited<ReturnType<typeof getImport>>>(office, (tx) => getImport(tx, id))
}

const marta = (phone: string, city: string, occupation: string): string => `Tuzi,Tamar Lomidze,599123456,Marta,Lomidze,04.11.1971,Greece,${city},${phone},${occupation}`

async function register(office: string) {
  const { rows } = await database.owner.query<{ given: string; city: string | null; occupation: string | null; phones: string[] }>(
    `select p.given_name as given, p.city, p.occupation, array(select c.value from corridor.contact_points c where c.office_id = p.office_id and c.person_id = p.id order by c.value) as phones
     from corridor.people p where p.office_id = $1 order by p.given_name`,
    [office],
  )
  return rows
}

async function placesOf(office: string): Promise<string[]> {
  const { rows } = await database.owner.query<{ name: string }>('select name from corridor.places where office_id = $1 order by name', [office])
  return rows.map((row) => row.name)
}

test.each([
  ['fill', { city: 'Athens', occupation: 'nurse', phones: ['+306941111111', '+306942222222'] }, { updated: 1 }],
  ['update', { city: 'Thessaloniki', occupation: 'doctor', phones: ['+306941111111', '+306942222222'] }, { updated: 1 }],
  ['skip', { city: 'Athens', occupation: 'nurse', phones: ['+306941111111'] }, { updated: 0, unchanged: 1 }],
] as const)('with the policy %s a row about somebody known does just that, and undoing brings back what was', async (policy, expected, counts) => {
  const office = await newOffice()
  await bring(office, [marta('+30 694 111 1111', 'Athens', 'nurse')])
  const before = { register: await register(office), places: await placesOf(office) }
  const id = await bring(office, [marta('+30 694 222 2222', 'Thessaloniki', 'doctor')], policy)
  expect(await register(office)).toEqual([{ given: 'Marta', ...expected }])
  expect((await asNino<Awaited<ReturnType<typeof getImport>>>(office, (tx) => getImport(tx, id))).counts).toMatchObject({ created: 0, ...counts })
  if (policy === 'skip') return
  await undo(office, id)
  expect({ register: await register(office), places: await placesOf(office) }).toEqual(before)
})

test('undoing keeps whom somebody changed by hand since and shows them, with the field that was changed of somebody known', async () => {
  const office = await newOffice()
  await bring(office, [marta('+30 694 111 1111', 'Athens', 'nurse')])
  const id = await bring(office, [marta('+30 694 222 2222', 'Thessaloniki', 'doctor'), 'Tuzi,Nana Kipiani,,Gia,Kipiani,1980-03-25,Italy,Bari,,driver', 'Tuzi,Nana Kipiani,,Lia,Kipiani,1985-03-25,Italy,Bari,,cook'], 'update')
  for (const [given, occupation] of [['Marta', 'surgeon'], ['Gia', 'pilot']]) {
    const { rows } = await database.owner.query<{ id: string; version: number; family_name: string; born: string }>('select id, version, family_name, born, sex from corridor.people where office_id = $1 and given_name = $2', [office, given])
    await asNino(office, (tx) => revisePerson(tx, rows[0]!.id, { familyName: rows[0]!.family_name, givenName: given!, born: rows[0]!.born, otherNames: [], skills: [], languages: [], interests: [], occupation: occupation!, version: rows[0]!.version } as never, { means: 'office', on: '2026-03-01' }))
  }
  const undone = await undo(office, id)
  expect(undone.counts).toMatchObject({ removed: 1, kept: 1, takenBack: 1, fieldsKept: expect.any(Number) as number })
  expect(undone.counts.fieldsKept).toBeGreaterThan(0)
  expect(await asNino(office, (tx) => findKept(tx, id))).toEqual([expect.objectContaining({ givenName: 'Gia', familyName: 'Kipiani', row: 3 })])
  expect(await register(office)).toEqual([
    { given: 'Gia', city: 'Bari', occupation: 'pilot', phones: [] },
    { given: 'Marta', city: 'Athens', occupation: 'surgeon', phones: ['+306941111111'] },
  ])
})

test('undoing takes along the places that the import alone brought, and leaves those that somebody else uses', async () => {
  const office = await newOffice()
  const empty = await placesOf(office)
  const first = await bring(office, ['Tuzi,Nana Kipiani,,Gia,Kipiani,1980-03-25,Italy,Bari,,driver', 'Dimi,,,Lia,Gelashvili,1985-03-25,Greece,Volos,,cook', 'Alisubani,Zaza Gelashvili,,Eka,Gelashvili,1987-03-25,Greece,Volos,,cook'])
  await bring(office, ['Tuzi,Tamar Lomidze,599123456,Marta,Lomidze,04.11.1971,Italy,Bari,,nurse'])
  await undo(office, first)
  expect(await placesOf(office)).toEqual([...empty, 'Bari', 'Tuzi'].sort())
})

test('the job of retention removes raw files and rows when their time is over, and undoing still works', async () => {
  const office = await newOffice()
  const id = await bring(office, [marta('+30 694 111 1111', 'Athens', 'nurse')])
  const stored = async (): Promise<number[]> => {
    const { rows } = await database.owner.query<Record<string, number>>(
      `select (select count(*) from corridor.import_rows where office_id = $1) as rows, (select count(*) from corridor.import_outcomes where office_id = $1) as outcomes,
         (select count(*) from corridor.file_chunks where office_id = $1) as chunks`,
      [office],
    )
    return Object.values(rows[0]!)
  }
  const runJob = (now: string): Promise<unknown> =>
    Promise.resolve(purgeImportsJob.run({}, { withinScope: cast.within, app: { pool: database.app, now: () => new Date(now) } } as unknown as Parameters<typeof purgeImportsJob.run>[1]))
  await runJob('2026-11-25')
  expect(await stored()).toEqual([2, 1, 1])
  await runJob('2036-01-01')
  expect(await stored()).toEqual([0, 0, 0])
  expect(await cast.within({ office, actor: system }, (tx) => purgeImports(tx, new Date('2036-01-02')))).toBe(0)
  expect((await undo(office, id)).counts).toMatchObject({ removed: 1 })
  expect(await register(office)).toEqual([])
})
