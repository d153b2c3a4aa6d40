import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import type { Cell, CellTrouble } from '../types.ts'
import { CsvParser, type CsvLimits } from './csv-parser.ts'
import { detectLineBreak, detectSeparator, separatorLine } from './detect-separator.ts'

const LIMITS: CsvLimits = { columns: 500, lastColumn: 16_384, cellCharacters: 32_767, rowCharacters: 1_000_000 }

interface Parsed {
  row: number
  cells: Cell[]
  troubles?: CellTrouble[]
}

function parse(text: string, pieceLength = text.length, limits: Partial<CsvLimits> = {}, separator = ','): Parsed[] {
  const rows: Parsed[] = []
  const parser = new CsvParser({ separator, lineBreak: detectLineBreak(text) }, { ...LIMITS, ...limits }, {
    row: (row, cells, troubles) => void rows.push(troubles ? { row, cells: [...cells], troubles } : { row, cells: [...cells] }),
    tooManyColumns: () => {
      throw new Error('too many columns')
    },
  })
  for (let at = 0; at < text.length; at += pieceLength) parser.write(text.slice(at, at + pieceLength))
  parser.end()
  return rows
}

const cellsOf = (text: string, pieceLength?: number): Cell[][] => parse(text, pieceLength).map((row) => row.cells)

describe('the CSV parser', () => {
  it('keeps line breaks, separators and doubled marks inside quotation marks', () => {
    for (const length of [1, 2, 3, 5, 100]) {
      expect(cellsOf('a,"b\r\nc","d ""e"", f"\r\n"",g,\n"last"', length)).toEqual([['a', 'b\r\nc', 'd "e", f'], [null, 'g'], ['last']])
    }
  })

  it('counts empty rows and leaves them out', () => {
    expect(parse('a\n\n,,\r\n\r\n"b\nb"\nc')).toEqual([{ row: 1, cells: ['a'] }, { row: 5, cells: ['b\nb'] }, { row: 6, cells: ['c'] }])
  })

  it('takes the line ends of old Macintosh files', () => {
    expect(cellsOf('a,b\rc,"d"\re')).toEqual([['a', 'b'], ['c', 'd'], ['e']])
  })

  it('loses one cell, not the file, to a quotation mark that never closes', () => {
    expect(parse('a,b\n1,"two\n3,4\n5,6\n')).toEqual([
      { row: 1, cells: ['a', 'b'] },
      { row: 2, cells: ['1', '"two'], troubles: [{ column: 1, code: 'broken_quotes' }] },
      { row: 3, cells: ['3', '4'] },
      { row: 4, cells: ['5', '6'] },
    ])
  })

  it('does not let a mark that never closes swallow rows up to the next enclosed cell', () => {
    expect(parse('"one,2\n3,"four"\n5,6')).toEqual([
      { row: 1, cells: ['"one', '2'], troubles: [{ column: 0, code: 'broken_quotes' }] },
      { row: 2, cells: ['3', 'four'] },
      { row: 3, cells: ['5', '6'] },
    ])
  })

  it('leaves marks in the middle of a cell alone', () => {
    expect(parse('5" pipe,the "big" one\n"Nino" Beridze,x')).toEqual([
      { row: 1, cells: ['5" pipe', 'the "big" one'] },
      { row: 2, cells: ['"Nino" Beridze', 'x'], troubles: [{ column: 0, code: 'broken_quotes' }] },
    ])
  })

  it('cuts a cell that is too long and goes on behind it, quoted or not', () => {
    const long = 'x'.repeat(5000)
    for (const length of [64, 1000, 100_000]) {
      for (const cell of [long, `"${long}"`]) {
        const rows = parse(`a,b\n1,${cell},3\n4,5\n`, length, { cellCharacters: 100, rowCharacters: 1000 })
        expect(rows.map((row) => row.row)).toEqual([1, 2, 3])
        expect(rows[1]?.troubles).toContainEqual({ column: 1, code: 'too_long' })
        expect(rows[1]?.cells[1]).toHaveLength(100)
        expect(rows[2]?.cells).toEqual(['4', '5'])
      }
    }
  })

  it('marks filled cells beyond the limit and ignores empty ones', () => {
    expect(parse('1,2,3,4', 99, { columns: 3 })).toEqual([{ row: 1, cells: ['1', '2', '3'], troubles: [{ column: 3, code: 'too_many_cells' }] }])
    expect(parse('1,2,3,,,,,,', 99, { columns: 3 })).toEqual([{ row: 1, cells: ['1', '2', '3'] }])
  })

  it('agrees with another parser on any well-formed table, however it is cut into pieces', () => {
    let seed = 7
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below
    const alphabet = ['a', 'ბ', '"', ',', ';', '\n', '\r\n', ' ', '', "'", '0']
    for (let round = 0; round < 300; round++) {
      const table = Array.from({ length: 1 + random(8) }, () => Array.from({ length: 1 + random(5) }, () => Array.from({ length: random(6) }, () => alphabet[random(alphabet.length)]).join('')))
      const text = Papa.unparse(table, { newline: random(2) ? '\r\n' : '\n', quotes: random(2) === 1 })
      const expected = (Papa.parse(text, { delimiter: ',' }).data as string[][])
        .map((row) => row.map((cell) => cell || null).slice(0, row.findLastIndex((cell) => cell !== '') + 1)).filter((row) => row.length > 0)
      expect(cellsOf(text, 1 + random(20)), JSON.stringify(text)).toEqual(expected)
    }
  })
})

describe('the separator', () => {
  it.for<[separator: string, text: string]>([
    [';', 'Register of the village, as of May\n\nname;phone;address\nNino;1,2,3;Main street 5, Dimi\nGia;4;Side street, 7, Rokhi\n'],
    [',', 'name,year,note\n"Beridze; Nino",1974,a;b\n"Meladze; Gia",1980,c;d\n'],
    ['\t', 'name\tyear\tplace\nNino, B\t1974\tAthens, Greece\nGia, M\t1980\tRome, Italy\n'],
    ['|', 'name|year\nNino|1974\nGia|1980\n'],
    [';', 'name;phones\nA;1\nB;2, 3\nC;4, 5, 6\n'],
    [',', 'single\ncolumn\n'],
  ])('%j is found out', ([separator, text]) => {
    expect(detectSeparator(text, '\n', true)).toBe(separator)
  })

  it('is named by the first line that Excel knows', () => {
    expect(separatorLine('sep=;\r\na;b')).toEqual({ separator: ';', length: 7 })
    expect(separatorLine('separate\na')).toBeUndefined()
  })
})
