/**
 * The registers that municipalities hand over, read as an import reads them, and how many of the people told of twice are found. Tuned on
 * none of it by hand: half of the people (by number) are checked apart from the other half.
 */
import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TestContext } from 'vitest'
import { clusterPairs, findPairs, pairKey, trainModel } from '#modules/linkage/index.ts'
import type { LinkageRecord } from '#modules/linkage/index.ts'
import type { ContactFacts, PersonFacts } from '#modules/register/contract.ts'
import { createColumnStudy, createRowReader, proposeMapping } from '#modules/register/import/index.ts'
import { readSpreadsheet } from '#platform/spreadsheets/index.server.ts'
import type { SheetRow } from '#platform/spreadsheets/index.server.ts'

const FOLDER = '../shared/data/registers'
const FILES = ['terjola.csv', 'samtredia.csv', 'tkibuli.xlsx', 'baghdati.xlsx'] as const
const missing = FILES.filter((file) => !existsSync(`${FOLDER}/${file}`))
/** The aim of the project. */
const RECALL = 0.95
const PRECISION = 0.98

const PHONE_KINDS = new Set(['phone', 'whatsapp', 'viber', 'signal'])

function recordOf(id: string, source: string, facts: PersonFacts): LinkageRecord {
  const values = (is: (contact: ContactFacts) => boolean): string[] => facts.contacts.filter(is).map((contact) => contact.value)
  const { family, residence } = facts
  return {
    id, source, familyName: facts.familyName, givenName: facts.givenName,
    ...(facts.born !== undefined && { born: facts.born }), ...(facts.sex !== undefined && { sex: facts.sex }), ...(facts.village !== undefined && { village: facts.village }),
    ...(family !== undefined && family.head !== '' && { informant: family.informant ?? family.head }),
    ...(residence?.country !== undefined && { country: residence.country }), ...(residence?.city !== undefined && { city: residence.city }),
    ...(residence?.from !== undefined && { abroadSince: residence.from }), ...(facts.occupation !== undefined && { occupation: facts.occupation }),
    phones: values((contact) => PHONE_KINDS.has(contact.kind)), familyPhones: family?.phone === undefined ? [] : [family.phone.value],
    emails: values((contact) => contact.kind === 'email'),
    messengers: facts.contacts.filter(({ kind }) => !PHONE_KINDS.has(kind) && kind !== 'email' && kind !== 'postal').map(({ kind, value }) => `${kind}:${value}`),
  }
}

async function readRegister(file: string): Promise<LinkageRecord[]> {
  const study = createColumnStudy()
  const rows: SheetRow[] = []
  const reading = await readSpreadsheet({ path: `${FOLDER}/${file}` })
  for await (const row of reading.rows) {
    study.see(row)
    rows.push(row)
  }
  const read = createRowReader(proposeMapping(study.evidence(), { homeCountry: 'GE' }), { today: '2026-11-01' })
  const sheets = new Set(rows.map((row) => row.sheet)).size
  const records: LinkageRecord[] = []
  for (const row of rows) {
    const parsed = read(row)
    const source = sheets > 1 ? `${file}#${row.sheet}` : file
    if (parsed.kind === 'person') records.push(recordOf(`${source},${row.row}`, source, parsed.facts))
  }
  return records
}

function readTruth(): Map<string, number> {
  const lines = readFileSync(`${FOLDER}/truth.csv`, 'utf8').trim().split(/\r?\n/).slice(1)
  return new Map(lines.map((line) => {
    const at = line.lastIndexOf(',')
    return [line.slice(0, at), Number(line.slice(at + 1))]
  }))
}

/** Pairs of ids that are one person. */
function truePairs(records: readonly LinkageRecord[], personOf: ReadonlyMap<string, number>): Set<string> {
  const byPerson = new Map<number, string[]>()
  for (const { id } of records) {
    const person = personOf.get(id)
    if (person !== undefined) byPerson.set(person, [...(byPerson.get(person) ?? []), id])
  }
  const pairs = new Set<string>()
  for (const ids of byPerson.values()) ids.forEach((a, n) => ids.slice(n + 1).forEach((b) => pairs.add(pairKey(a, b))))
  return pairs
}

/** Neighbouring people fall into different halves, whatever the order of the files. */
const isCheckHalf = (person: number): boolean => (Math.imul(person, 2_654_435_761) >>> 0) % 2 === 1

describe('the registers of four municipalities', () => {
  let records: LinkageRecord[] = []
  let personOf = new Map<string, number>()

  beforeAll(async () => {
    if (missing.length > 0) return
    personOf = readTruth()
    for (const file of FILES) records = records.concat(await readRegister(file))
  }, 120_000)

  const needsMaterial = (context: TestContext): void => {
    if (missing.length > 0) context.skip(`${FOLDER}/${missing.join(', ')} is missing`)
  }

  function judge(some: readonly LinkageRecord[]): { recall: number; precision: number } {
    const truth = truePairs(some, personOf)
    const found = findPairs(some)
    const right = found.filter(({ a, b }) => truth.has(pairKey(a, b))).length
    return { recall: right / truth.size, precision: right / found.length }
  }

  it('are read nearly whole', (context) => {
    needsMaterial(context)
    expect(records.length).toBeGreaterThan(18_000)
    expect(records.filter(({ id }) => !personOf.has(id))).toEqual([])
  })

  it('together: 95 % of the pairs are found, 98 % of what is found is right', (context) => {
    needsMaterial(context)
    const { recall, precision } = judge(records)
    expect(recall).toBeGreaterThanOrEqual(RECALL)
    expect(precision).toBeGreaterThanOrEqual(PRECISION)
  }, 120_000)

  it('each half of the people apart', (context) => {
    needsMaterial(context)
    for (const half of [true, false]) {
      const { recall, precision } = judge(records.filter(({ id }) => isCheckHalf(personOf.get(id) ?? 0) === half))
      expect(recall).toBeGreaterThanOrEqual(RECALL)
      expect(precision).toBeGreaterThanOrEqual(PRECISION)
    }
  }, 120_000)

  it.for(FILES)('%s alone', { timeout: 120_000 }, (file, context) => {
    needsMaterial(context)
    const { recall, precision } = judge(records.filter(({ source }) => source?.startsWith(file) === true))
    expect(recall).toBeGreaterThanOrEqual(RECALL)
    expect(precision).toBeGreaterThanOrEqual(PRECISION)
  })

  it('joined to people: hardly a group holds two', (context) => {
    needsMaterial(context)
    const model = trainModel(records)
    const { clusters } = clusterPairs(findPairs(records, { model }), records, model)
    const mixed = clusters.filter((ids) => new Set(ids.map((id) => personOf.get(id))).size > 1)
    expect(clusters.length).toBeGreaterThan(900)
    expect(mixed.length / clusters.length).toBeLessThan(0.02)
  }, 120_000)
})
