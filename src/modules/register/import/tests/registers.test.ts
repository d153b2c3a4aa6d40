import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readSpreadsheet } from '#platform/spreadsheets/index.server.ts'
import type { SheetRow } from '#platform/spreadsheets/types.ts'
import { understand } from './understand.ts'

const FOLDER = '../shared/data/registers'
const FILES: [file: string, bad: number][] = [['terjola.csv', 49], ['samtredia.csv', 20], ['tkibuli.xlsx', 22], ['baghdati.xlsx', 0]]

async function rowsOf(file: string): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  for await (const batch of (await readSpreadsheet({ path: `${FOLDER}/${file}` })).batches) rows.push(...batch)
  return rows
}

/** Lines of a list that are of this file, as `row` or `sheet row`, with the other fields. */
function listed(list: string, file: string): string[][] {
  const lines = readFileSync(`${FOLDER}/${list}`, 'utf8').trim().split(/\r?\n/).slice(1).map((line) => line.split(','))
  return lines.flatMap(([name = '', ...rest]) => (name === file || name.startsWith(`${file}#`) ? [[name.slice(file.length + 1), ...rest]] : []))
}

describe('the registers of four municipalities, with the proposed mapping alone', () => {
  test.for(FILES)('%s: each of its %i bad rows is refused at its cell, nobody else is, and every migrant is read', async ([file, bad], ctx) => {
    if (!existsSync(`${FOLDER}/${file}`)) ctx.skip(`${FOLDER}/${file} is missing`)
    const { parsed, people, refused, mapping } = understand(await rowsOf(file))
    const single = mapping.sheets.length === 1
    const key = (sheet: string, row: number | string): string => (single ? String(row) : `${sheet} ${row}`)

    const refusals = refused.flatMap((row) => row.problems.filter((problem) => problem.severity === 'refusal').map((problem) => `${key(row.sheet, row.row)} ${problem.column}`))
    expect(refusals.sort()).toEqual(listed('bad-rows.csv', file).map(([sheet = '', row = '', column]) => `${key(sheet, row)} ${column}`).sort())
    expect(refusals).toHaveLength(bad)

    const read = [...people, ...refused].map((row) => key(row.sheet, row.row)).sort()
    expect(read).toEqual(listed('truth.csv', file).map(([sheet = '', row = '']) => key(sheet, row)).sort())
    expect(parsed.filter((row) => row.kind === 'person' && row.problems.length > 0)).toEqual([])
  })

  test('a sheet for each village and lines above families are seen', async (ctx) => {
    if (!existsSync(`${FOLDER}/baghdati.xlsx`)) ctx.skip(`${FOLDER}/baghdati.xlsx is missing`)
    const { mapping, people } = understand(await rowsOf('baghdati.xlsx'))
    expect(mapping.sheets.every((sheet) => sheet.sheetIs === 'village' && sheet.familyLines?.prefix === 'FAMILY:')).toBe(true)
    expect(people.every((person) => person.facts.village === person.sheet && person.facts.family?.phone?.value.startsWith('+995') === true)).toBe(true)
    expect(people[0]?.facts).toMatchObject({ familyName: 'Zhorjoleli', givenName: 'Irina', village: 'Dimi', family: { head: 'Giorgi Metredze' }, residence: { country: 'ES', city: 'Madrid', from: '2020' } })
  })

  test.for(FILES)('%s without its headings is understood by its contents', async ([file, bad], ctx) => {
    if (!existsSync(`${FOLDER}/${file}`)) ctx.skip(`${FOLDER}/${file} is missing`)
    const rows = await rowsOf(file)
    const whole = understand(rows)
    const heading = new Map(whole.mapping.sheets.map((sheet) => [sheet.sheet, sheet.headingRow ?? 0]))
    const bare = understand(rows.filter((row) => row.row > (heading.get(row.sheet) ?? 0)))
    expect(bare.mapping.sheets.every((sheet) => sheet.headingRow === null)).toBe(true)
    expect(bare.refused).toHaveLength(bad)
    expect(bare.people.map(({ facts }) => `${facts.familyName} ${facts.givenName} ${facts.born} ${facts.residence?.country}`)).toEqual(whole.people.map(({ facts }) => `${facts.familyName} ${facts.givenName} ${facts.born} ${facts.residence?.country}`))
  })
})
