/**
 * The registers of four municipalities, imported into one office as an officer would, and what `people duplicates` then says of them
 * against the truth: not only the comparison, but all that lies before and behind it.
 */
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Tx } from '#platform/database/types.ts'
import { findSourcePairs, followRegister, refreshPairs, type SourcePair, type SourceSide } from '#modules/linkage/index.server.ts'
import { pairKey } from '#modules/linkage/index.ts'
import { continueImport, requestApply, uploadImport } from '#modules/register/import/index.server.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { castFor, system, type Cast } from '../support/cast.ts'

const FOLDER = '../shared/data/registers'
const FILES = ['terjola.csv', 'samtredia.csv', 'tkibuli.xlsx', 'baghdati.xlsx'] as const
const missing = FILES.filter((file) => !existsSync(`${FOLDER}/${file}`))

/** Lines of truth.csv: a row of a file (`file,row` or `file#sheet,row`) and the number of the person. */
function truePairs(): Set<string> {
  const byPerson = new Map<string, string[]>()
  for (const line of readFileSync(`${FOLDER}/truth.csv`, 'utf8').trim().split(/\r?\n/).slice(1)) {
    const at = line.lastIndexOf(',')
    const person = line.slice(at + 1)
    byPerson.set(person, [...(byPerson.get(person) ?? []), line.slice(0, at)])
  }
  return new Set([...byPerson.values()].flatMap((rows) => rows.flatMap((a, index) => rows.slice(index + 1).map((b) => pairKey(a, b)))))
}

/** As truth.csv names it: the sheet only where a file has several. */
function named({ file, sheet, row }: SourceSide, truth: string): string {
  const whole = `${file}#${sheet},${row}`
  return truth.includes(`${file}#`) ? whole : `${file},${row}`
}

describe('the registers of four municipalities in one office', () => {
  let app: TestApp | undefined
  let cast: Cast
  let pairs: SourcePair[] = []

  beforeAll(async () => {
    if (missing.length > 0) return
    app = await testApp()
    cast = await castFor(app.database)
    followRegister()
    const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => cast.as(system, work)
    for (const name of FILES) {
      const importId = await within((tx) => uploadImport(tx, { name, content: createReadStream(`${FOLDER}/${name}`), collectedOn: '2026-11-01' }))
      const run = { importId, within, now: () => new Date('2026-11-01') }
      await continueImport(run)
      await within((tx) => requestApply(tx, importId))
      await continueImport(run)
    }
    await within((tx) => refreshPairs(tx))
    pairs = await within(findSourcePairs)
  }, 300_000)
  afterAll(() => app?.close())

  it('95 % of the pairs are found, 98 % of what is found is right', (context) => {
    if (missing.length > 0) context.skip(`${FOLDER}/${missing.join(', ')} is missing`)
    const text = readFileSync(`${FOLDER}/truth.csv`, 'utf8')
    const truth = truePairs()
    const found = pairs.map(({ a, b }) => pairKey(named(a, text), named(b, text)))
    const right = new Set(found.filter((key) => truth.has(key))).size
    expect(new Set(found).size).toBe(found.length)
    expect(right / truth.size).toBeGreaterThanOrEqual(0.95)
    expect(right / found.length).toBeGreaterThanOrEqual(0.98)
    console.info(`recall ${(right / truth.size).toFixed(4)}, precision ${(right / found.length).toFixed(4)}, ${found.length} pairs`)
  })
})
