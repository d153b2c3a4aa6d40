import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readSpreadsheet, type ReadAs, type SheetRow } from './index.server.ts'

const FOLDER = '../shared/data/registers'

async function readAll(path: string): Promise<{ readAs: ReadAs; rows: SheetRow[] }> {
  const reading = await readSpreadsheet({ path })
  const rows: SheetRow[] = []
  for await (const row of reading.rows) rows.push(row)
  return { readAs: reading.readAs, rows }
}

/** Rows that hold a migrant, as the truth lists them: the file's name, with its sheet where it has several. */
function rowsOfTruth(): Map<string, Set<number>> {
  const truth = new Map<string, Set<number>>()
  for (const line of readFileSync(`${FOLDER}/truth.csv`, 'utf8').trim().split(/\r?\n/).slice(1)) {
    const [file = '', row = ''] = line.split(',')
    if (!truth.has(file)) truth.set(file, new Set())
    truth.get(file)?.add(Number(row))
  }
  return truth
}

describe('the four registers of the municipalities', () => {
  const files: [file: string, readAs: Partial<ReadAs>, rows: number, sheets: number][] = [
    ['terjola.csv', { format: 'csv', encoding: 'UTF-8', separator: ';' }, 4884, 1],
    ['samtredia.csv', { format: 'csv', encoding: 'Windows-1251', separator: ',' }, 5509, 1],
    ['tkibuli.xlsx', { format: 'xlsx' }, 4235, 1],
    ['baghdati.xlsx', { format: 'xlsx' }, 6024, 10],
  ]
  it.for(files)('%s is read as what it is, with every row of the truth at its number', async ([file, readAs, count, sheets], ctx) => {
    if (!existsSync(`${FOLDER}/${file}`)) ctx.skip(`${FOLDER}/${file} is missing`)
    const read = await readAll(`${FOLDER}/${file}`)
    expect(read.readAs).toMatchObject(readAs)
    expect(read.readAs.sheets).toHaveLength(sheets)
    expect(read.rows).toHaveLength(count)
    expect(read.rows.some((row) => row.troubles)).toBe(false)
    for (const sheet of read.readAs.sheets) {
      const expected = rowsOfTruth().get(sheets > 1 ? `${file}#${sheet}` : file) ?? new Set()
      const seen = new Set(read.rows.filter((row) => row.sheet === sheet && row.cells.length > 3).map((row) => row.row))
      expect(expected.size).toBeGreaterThan(300)
      expect([...expected].filter((row) => !seen.has(row))).toEqual([])
    }
  })
})
