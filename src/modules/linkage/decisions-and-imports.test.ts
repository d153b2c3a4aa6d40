import { Readable } from 'node:stream'
import { beforeAll, expect, it } from 'vitest'
import type { Tx } from '#platform/database/types.ts'
import { continueImport, getImport, requestApply, requestUndo, uploadImport } from '#modules/register/import/index.server.ts'
import { readPerson } from '#modules/register/index.server.ts'
import { castFor, system, type Cast } from '../../../tests/support/cast.ts'
import { testApp, type TestApp } from '../../../tests/support/app.ts'
import { followRegister } from './follow-register.server.ts'
import * as linkage from './index.server.ts'

let app: TestApp
let cast: Cast
beforeAll(async () => {
  app = await testApp()
  cast = await castFor(app.database)
  followRegister()
  return () => app.close()
})

const HEADINGS = 'Surname,First name,Date of birth,Village,Country,City,Phone,Email'
const first = [HEADINGS, 'Lomidze,Ketevan,04.11.1971,Mukhura,Greece,Thessaloniki,+306943312207,keti@example.org', 'Beridze,Tsiuri,02.03.1968,Mukhura,Italy,Bari,+393331234567,', 'Nozadze,Dodo,12.12.1980,Mukhura,Spain,Madrid,+34612345678,'].join('\n')
const second = [HEADINGS, 'ლომიძე,ქეთევან,11.04.1971,,Greece,Thessaloniki,+306943312207,', 'Beridze,Tsiuri,02.03.1968,Tuzi,Italy,Bari,+393331234567,', 'Chikovani,Venera,09.09.1959,Tuzi,France,Paris,+33612345678,'].join('\n')

const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => cast.as(system, work)

async function bringIn(name: string, content: string): Promise<string> {
  const importId = await within((tx) => uploadImport(tx, { name, content: Readable.from([Buffer.from(content)]), collectedOn: '2026-02-01' }))
  const run = { importId, within, now: () => new Date('2026-02-01') }
  await continueImport(run)
  await within((tx) => requestApply(tx, importId))
  await continueImport(run)
  await within((tx) => linkage.refreshPairs(tx))
  return importId
}

const rows = async () => (await within(linkage.findSourcePairs)).map(({ a, b, decision }) => [[a, b].map(({ file, row }) => `${file} ${row}`).sort().join(' = '), decision]).sort()

it('decisions survive the same files again, a mended file, and undoing an import', async () => {
  await bringIn('first.csv', first)
  const importId = await bringIn('second.csv', second)
  expect(await rows()).toEqual([['first.csv 2 = second.csv 2', null], ['first.csv 3 = second.csv 3', null]])
  const { pairs } = await cast.as(cast.nino, (tx) => linkage.findQueue(tx))
  const of = (name: string) => pairs.find((pair) => pair.first.name.includes(name) || pair.second.name.includes(name))!
  const { kept } = await cast.as(cast.nino, (tx) => linkage.decidePair(tx, of('Ketevan'), 'same'))
  await cast.as(cast.nino, (tx) => linkage.decidePair(tx, of('Tsiuri'), 'not_same'))
  const decided = [['first.csv 2 = second.csv 2', 'same'], ['first.csv 3 = second.csv 3', 'not_same']]
  expect(await rows()).toEqual(decided)

  for (const [name, content] of [['first.csv', first], ['second.csv', second]] as const) {
    const again = await bringIn(name, content)
    expect((await within((tx) => getImport(tx, again))).counts).toMatchObject({ unchanged: 3 })
  }
  expect(await rows()).toEqual(decided)

  await bringIn('mended.csv', second.replace('Paris,+33612345678,', 'Lyon,+33612345678,venera@example.org'))
  await cast.as(cast.nino, (tx) => linkage.refreshPairs(tx, { whole: true }))
  expect(await rows()).toEqual(expect.arrayContaining(decided))
  expect((await cast.as(cast.nino, (tx) => linkage.findQueue(tx))).pairs.filter((pair) => /Ketevan|Tsiuri|ქეთევან/.test(`${pair.first.name} ${pair.second.name}`))).toEqual([])

  await cast.as(cast.ana, (tx) => requestUndo(tx, importId))
  await continueImport({ importId, within, now: () => new Date('2026-02-02') })
  const page = await cast.as(cast.nino, (tx) => readPerson(tx, kept!))
  expect(page).toMatchObject({ state: 'active', familyName: 'Lomidze' })
})
