import { buffer, text } from 'node:stream/consumers'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { defuseFormula, restoreFormula, writeCsv, writeXlsx, type WritableCell } from './index.server.ts'
import { problemOf, read } from './testing/files.ts'

const NASTY = [
  '=1+1', '+995 595 97 04 11', '+995595970411', '-5', '-5.25', '@SUM(A1)', '\t=1', "=cmd|' /C calc'!A0", '+cmd|x', '-2+3', "'=x", "''@y", "'quoted'", '＝1', 'a,b;c\td|e', 'line\nbreak', 'say "hi"',
  ' edge ', 'ნინო', '😀', '<b>&amp;</b>', '_x0041_', 'tab\tin', '007', 'nul', '\u202Ertl', '+1 (555) 010-9999', '+44 20 7946 0958', '+1-2', '=', '-',
]

describe('defused formulas', () => {
  it('leave phones and numbers usable, and nothing that a program would run', () => {
    for (const value of ['+995 595 97 04 11', '+995595970411', '+1 (555) 010-9999', '-5', '+3.5', 'Nino', '']) expect(defuseFormula(value)).toBe(value)
    for (const value of ['=1', '@x', '+A1', '-A1', '+1+cmd', '-2+3', '+995 x 1', '\tx', '\rx', '＝1', '+', "+995595970411+cmd|'x'"]) {
      expect(defuseFormula(value)).toBe(`'${value}`)
    }
  })

  it('come back as they were', () => {
    for (const value of NASTY) expect(restoreFormula(defuseFormula(value))).toBe(value)
    expect(restoreFormula("'quoted'")).toBe("'quoted'")
  })

  it('are decided in linear time', () => {
    for (const value of [`+${'1 '.repeat(100_000)}x`, `${"'".repeat(100_000)}x`, `-${'9'.repeat(100_000)}`]) expect(restoreFormula(defuseFormula(value))).toBe(value)
  })
})

describe('written CSV', () => {
  it('begins with a mark, ends lines as the standard has it and encloses every usual separator', async () => {
    expect((await buffer(writeCsv([['a;b', 1, null, { date: '2026-05-04' }, undefined, 'x']], { headings: ['one', '=two'] }))).toString()).toBe('\uFEFFone,\'=two\r\n"a;b",1,,2026-05-04,,x\r\n')
    expect(await text(writeCsv([['a', 'b']], { separator: ';', mark: false }))).toBe('a;b\r\n')
  })

  it('gives every value back when it is read again, with each separator', async () => {
    for (const separator of [',', ';', '\t', '|'] as const) {
      const rows = NASTY.map((value, index) => [`n${index}`, value, 'end'])
      const { cells, readAs } = await read(writeCsv(rows, { headings: ['number', 'value', 'end'], separator }))
      expect(readAs).toMatchObject({ encoding: 'UTF-8', separator })
      expect(cells.slice(1)).toEqual(rows)
    }
  })

  it('holds no cell that a spreadsheet program would take for a formula', async () => {
    const written = await text(writeCsv(NASTY.map((value) => [value]), { mark: false }))
    for (const [cell = ''] of Papa.parse(written, { delimiter: ',' }).data as string[][]) {
      if (/^[=@\t\r＝]/.test(cell) || /^[+-].*[^\d\s().,-]/.test(cell)) throw new Error(`formula: ${cell}`)
    }
  })

  it('asks for rows only as fast as it is read, and ends with the error of its rows', async () => {
    let asked = 0
    const stream = writeCsv((function* () {
      for (;;) {
        asked++
        yield ['x'.repeat(1000)]
      }
    })())
    for await (const piece of stream) if (piece) break
    expect(asked).toBeLessThan(1000)
    await expect(text(writeCsv((async function* () {
      yield ['a']
      throw new Error('the rows ended badly')
    })()))).rejects.toThrow('the rows ended badly')
  })
})

describe('written XLSX', () => {
  it('gives texts, numbers and dates back, each sheet under its name', async () => {
    const rows: WritableCell[][] = NASTY.map((value, index) => [value, index, { date: '1974-12-31' }, null, { date: '1850-01-01' }])
    const { rows: seen, readAs } = await read(writeXlsx([
      { name: 'People: all/some', headings: ['Value', '=Number', 'Day'], rows },
      { name: 'people  all some', rows: [['x']], rightToLeft: true },
      { name: 'ძალიან გრძელი სახელი რომელიც არ ეტევა', rows: [] },
    ]))
    expect(readAs.format).toBe('xlsx')
    expect(new Set(readAs.sheets.map((name) => name.toLowerCase())).size).toBe(3)
    for (const name of readAs.sheets) expect(name.length).toBeLessThanOrEqual(31)
    const people = seen.filter((row) => row.sheet === readAs.sheets[0])
    expect(people[0]?.cells).toEqual(['Value', '=Number', 'Day'])
    expect(people.slice(1).map((row) => row.cells)).toEqual(NASTY.map((value, index) => [value, String(index), { date: '1974-12-31' }, null, '1850-01-01']))
  })

  it('holds no formula, a standing heading, and its direction', async () => {
    const bytes = await buffer(writeXlsx([{ name: 'A', headings: ['h'], rows: [['=1+1'], ['\u0007bell \uD800 half']], rightToLeft: true }]))
    const { cells } = await read(bytes)
    expect(cells).toEqual([['h'], ['=1+1'], ['\u0007bell \uFFFD half']])
    const { default: yauzl } = await import('yauzl')
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true })
    let sheet = ''
    for await (const entry of zip.eachEntry()) if (entry.fileName.endsWith('sheet1.xml')) sheet = await text(await zip.openReadStreamPromise(entry))
    expect(sheet).not.toContain('<f>')
    expect(sheet).toContain('rightToLeft="1"')
    expect(sheet).toContain('state="frozen"')
  })

  it('cuts a text that no spreadsheet program holds and refuses more columns than there are', async () => {
    const { cells } = await read(writeXlsx([{ name: 'A', rows: [['y'.repeat(40_000)]] }]))
    expect(cells[0]?.[0]).toBe(`${'y'.repeat(32_766)}…`)
    expect(await problemOf(writeXlsx([{ name: 'A', rows: [Array.from({ length: 16_385 }, () => 'x')] }]))).toMatchObject({ code: 'too_many_columns', sheet: 'A' })
  })

  it('streams: ends with the error of its rows, and asks for no more than it can write', async () => {
    await expect(buffer(writeXlsx([{ name: 'A', rows: (async function* () {
      yield ['a']
      throw new Error('the rows ended badly')
    })() }]))).rejects.toThrow('the rows ended badly')
    let asked = 0
    const stream = writeXlsx([{ name: 'A', rows: (function* () {
      for (;;) yield [`${asked++} ${Math.sin(asked)} ${Math.cos(asked)}`]
    })() }])
    for await (const piece of stream) if (piece && asked > 0) break
    expect(asked).toBeLessThan(100_000)
  })
})
