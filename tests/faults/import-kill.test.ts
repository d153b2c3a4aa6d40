// kill -9 of whoever works on an import, at random moments over its whole run: the next one goes on, and in the end the
// register is what an undisturbed import makes of it: no row lost, none doubled.
import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { uploadImport } from '#modules/register/import/index.server.ts'
import { castFor, system, type Cast } from '../support/cast.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'

const KILLS = 50
// Some 400 rows in transactions of 25: each stage has its thread and, applying, 16 points between which it can die.
const FAMILIES = 205
/** Another one each time; a failure is repeated with KILL_SEED. */
const SEED = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000_000)

let database: TestDatabase
let cast: Cast
beforeAll(async () => {
  database = await testDatabase()
  cast = await castFor(database)
})
afterAll(() => database.close())

/** Families of one to three, so that some lie across the borders of batches; a refused row now and then. */
function spreadsheet(): string {
  const lines = ['Village,Head of family,Family phone,Given name,Family name,Date of birth,Sex,Country,Phone,Email']
  for (let family = 0; family < FAMILIES; family++) {
    const head = `Tamar ${['Lomidze', 'Beridze', 'Kapanadze'][family % 3]}`
    for (let member = 0; member <= family % 3; member++) {
      const born = family % 37 === 0 ? '31.02.1975' : `${String((family % 28) + 1).padStart(2, '0')}.0${(member % 9) + 1}.19${60 + (family % 39)}`
      lines.push(`Village ${family % 17},${head},59${9_000_000 + family},${['Nino', 'Marta', 'Gia'][member]},Migrant ${family},${born},F,Greece,,m${family}.${member}@example.org`)
    }
  }
  return lines.join('\n')
}

/** A generator of numbers from 0 to 1, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

let made = 0
async function newImport(): Promise<{ office: string; importId: string }> {
  const office = `0195a000-0000-7000-8000-0000000002${String(made++).padStart(2, '0')}`
  await cast.within({ office, actor: system }, (tx) => tx.client.query("select corridor.create_office($1::uuid, $2, 'Office', 'GE', '{ka}', 'ka', 'Asia/Tbilisi', 'Imereti', false)", [office, `kill-${made}`]))
  async function* content(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(spreadsheet())
  }
  const importId = await cast.within({ office, actor: system }, (tx) => uploadImport(tx, { name: 'families.csv', content: content(), collectedOn: '2026-03-01' }))
  return { office, importId }
}

function start(office: string, importId: string): { child: ChildProcess; started: Promise<void>; ended: Promise<'done' | 'killed'> } {
  const child = fork(join(import.meta.dirname, 'support', 'import-child.ts'), [database.appUrl, office, importId], { execArgv: [], env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: join(inject('runFolder'), 'compiled') }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  let isDone = false
  const started = new Promise<void>((resolve) => {
    child.on('message', (message) => {
      if (message === 'started') resolve()
      if (message === 'done') isDone = true
    })
    child.once('exit', () => resolve())
  })
  const ended = new Promise<'done' | 'killed'>((resolve, reject) => {
    child.once('exit', (code, signal) => (isDone ? resolve('done') : signal === 'SIGKILL' ? resolve('killed') : reject(new Error(`the child ended with ${code}`))))
  })
  return { child, started, ended }
}

/** Everything that the import made, without ids and times, each row at its place in the file. */
async function whatThereIs(office: string): Promise<unknown> {
  const { rows } = await database.owner.query(
    `select (select jsonb_build_object('state', state, 'counts', counts) from corridor.imports where office_id = $1) as import,
       (select count(*) from corridor.people where office_id = $1) as people, (select count(*) from corridor.households where office_id = $1) as households,
       (select count(*) from corridor.collections where office_id = $1) as collections, (select count(*) from corridor.contact_points where office_id = $1) as contacts,
       (select count(*) from corridor.residences where office_id = $1) as residences, (select count(*) from corridor.notices where office_id = $1) as notices,
       (select count(*) from corridor.consents where office_id = $1) as consents, (select count(*) from corridor.places where office_id = $1) as places,
       (select count(*) from corridor.events where office_id = $1 and type = 'person.registered') as registered,
       (select count(*) from corridor.import_households where office_id = $1) as made,
       (select md5(string_agg(concat_ws('|', s.number, s.row, p.family_name, p.given_name, p.born, p.country, p.city, v.name, h.head_name, h.phone, k.informant_name,
          (select string_agg(c.kind || c.value, ',' order by c.value) from corridor.contact_points c where c.office_id = $1 and c.person_id = p.id)), E'\\n' order by s.number))
        from corridor.person_sources s join corridor.people p on p.office_id = $1 and p.id = s.person_id left join corridor.places v on v.office_id = $1 and v.id = p.village_id
        left join corridor.households h on h.office_id = $1 and h.id = p.household_id left join corridor.collections k on k.office_id = $1 and k.id = p.collection_id where s.office_id = $1) as all`,
    [office],
  )
  return rows[0]
}

test(`an import that is killed ${KILLS} times at random moments stores what an undisturbed one does`, { timeout: 900_000 }, async () => {
  const undisturbed = await newImport()
  const first = start(undisturbed.office, undisturbed.importId)
  await first.started
  const began = performance.now()
  expect(await first.ended).toBe('done')
  const wholeRun = performance.now() - began
  const expected = (await whatThereIs(undisturbed.office)) as { people: number }
  expect(expected.people).toBeGreaterThan(FAMILIES)

  process.stderr.write(`killing at random moments, KILL_SEED=${SEED}\n`)
  const next = random(SEED)
  for (let kills = 0; kills < KILLS; ) {
    const { office, importId } = await newImport()
    for (let finished = false; !finished; ) {
      const { child, started, ended } = start(office, importId)
      await started
      const timer = kills < KILLS ? setTimeout(() => child.kill('SIGKILL'), next() * wholeRun) : undefined
      const how = await ended
      clearTimeout(timer)
      if (how === 'killed') kills++
      finished = how === 'done'
    }
    expect(await whatThereIs(office)).toEqual(expected)
  }
})
