import { describe, expect, test } from 'vitest'
import type { Cell, SheetRow } from '#platform/spreadsheets/types.ts'
import type { ColumnMeaning } from '../contract.ts'
import { columnMeanings } from '../contract.ts'
import { createRowReader } from '../read-row.ts'
import { randomOf } from './make-register.ts'
import { sheetOf, TODAY, understand } from './understand.ts'

const HEADINGS = 'Family name|First name|Born|Country|Phone|Email|Contacts|Village|Note'

function one(cells: Cell[]): ReturnType<typeof understand>['parsed'][number] | undefined {
  const rows = [...sheetOf(`${HEADINGS}\nMetredze|Nino|12.03.1975|Italy|+393401234567|nino@mail.example|skype: nino1|Dimi|x\nGogidze|Levan|25.12.1980|Greece|+306941234567|l@mail.example|+306941234568|Rokhi|y`), { sheet: '', row: 4, cells }]
  return understand(rows).parsed.at(-1)
}

describe('hostile cells', () => {
  test('markup, SQL and formulas in names stay the text they are, with a doubt', () => {
    for (const name of ['<script>alert(1)</script>', "Robert'); DROP TABLE people;--", "=cmd|'/C calc'!A0", '{{constructor}}', '🙂 Nino 🙂']) {
      const row = one([name, 'Nino', null, 'Italy'])
      expect(row).toMatchObject({ kind: 'person', facts: { familyName: name }, problems: [{ column: 0, code: 'strange_characters', severity: 'doubt' }] })
    }
  })

  test('zero bytes, zero-width and bidirectional marks and half surrogates are taken out and told', () => {
    expect(one(['Metr\u0000ed\u200bze\u202e', 'Ni\ud800no', null, 'Italy'])).toMatchObject({ kind: 'person', facts: { familyName: 'Metredze', givenName: 'Nino' }, problems: [{ column: 0, code: 'strange_characters' }, { column: 1, code: 'strange_characters' }] })
  })

  test('letters in two pieces become one', () => {
    expect(one(['Pe\u0301rez', 'Jose\u0301', null, 'Spain'])).toMatchObject({ facts: { familyName: 'Pérez', givenName: 'José' }, problems: [] })
  })

  test('a name of signs alone, or of nothing but invisible characters, is no name', () => {
    for (const name of ['---', '???', '\u200b\u200b', '…', '123', '🙂', 'unknown', 'უცნობია']) expect(one([name, 'Nino', null, 'Italy'])).toMatchObject({ kind: 'refused', problems: expect.arrayContaining([expect.objectContaining({ column: 0, code: 'no_name' })]) })
  })

  test('values too long for the register are refused at their cell and cost no time', () => {
    const long = 'a'.repeat(32_767)
    expect(one([long, 'Nino'])).toMatchObject({ kind: 'refused', problems: [{ column: 0, code: 'too_long' }] })
    for (const nasty of ['1'.repeat(32_767), '@'.repeat(32_767), 'a@'.repeat(16_000), '+1 '.repeat(10_000), ' '.repeat(32_000) + 'x', '.'.repeat(32_000), 'a.'.repeat(16_000) + '@', '('.repeat(32_000)]) {
      expect(['refused', 'person']).toContain(one(['Metredze', 'Nino', nasty, nasty, nasty, nasty, nasty, nasty, nasty])?.kind)
    }
  })

  test('all that is wrong with a row is said at once', () => {
    const row = one([null, 'Nino', '31.02.1975', 'Atlantis', 'call the sister', 'not an address', '#REF!', 'Dimi'])
    expect(row?.kind === 'refused' && row.problems.map((problem) => `${problem.column} ${problem.code} ${problem.severity}`).sort()).toEqual(['0 no_name refusal', '2 no_such_day refusal', '3 unknown_country doubt', '4 not_a_phone refusal', '5 not_an_email refusal', '6 formula_error doubt'])
  })

  test('more cells than the table has columns are told', () => {
    expect(one(['Metredze', 'Nino', null, 'Italy', null, null, null, null, null, 'spilt'])).toMatchObject({ kind: 'person', problems: [{ column: null, code: 'too_many_cells' }] })
  })

  test('what the reading of the file found at a cell is told with the row', () => {
    const rows: SheetRow[] = [...sheetOf(HEADINGS), { sheet: '', row: 2, cells: ['Metredze', 'Nino', null], troubles: [{ column: 2, code: 'formula_without_value' }, { column: 1, code: 'broken_characters' }] }]
    expect(understand(rows).parsed.at(-1)).toMatchObject({ kind: 'person', problems: [{ column: 2, code: 'formula_error' }, { column: 1, code: 'strange_characters' }] })
  })
})

const PIECES = ['\u0000', '\u202e', '🙂', 'Ж', 'ქ', 'ع', 'a', '1', '31.02.', '2067', '+', '@', '.', ',', '/', '(', ')', ';', '\n', ' ', '\ud83d', '=', '#N/A', 'FAMILY:', 'skype:', 'e\u0301', '٠', '－', '"', '|', '\\', '-']

describe('arbitrary cells', () => {
  test('no row throws, every row keeps its place, and nothing that a database refuses comes out', () => {
    const random = randomOf(7)
    const cell = (): Cell => {
      if (random() < 0.15) return null
      if (random() < 0.05) return { date: ['1900-01-00', '9999-12-31', '', 'no date', '1980-05-05'][Math.floor(random() * 5)] ?? '' }
      return Array.from({ length: Math.floor(random() * 12) }, () => PIECES[Math.floor(random() * PIECES.length)]).join('')
    }
    for (let file = 0; file < 150; file++) {
      const rows: SheetRow[] = Array.from({ length: 12 }, (_, i) => ({ sheet: '', row: i + 1, cells: Array.from({ length: Math.floor(random() * 10) }, cell) }))
      const { parsed } = understand(rows)
      expect(parsed.map((row) => row.row)).toEqual(rows.map((row) => row.row))
      const stored = JSON.stringify(parsed.map((row) => (row.kind === 'person' ? { ...row.facts, contacts: row.facts.contacts.map(({ value }) => value), family: row.facts.family?.head } : row)))
      expect(stored).not.toMatch(/\\u0000|\\ud[89a-f]/)
    }
  })

  test('no mapping that an officer may choose makes a row throw', () => {
    const random = randomOf(11)
    for (let i = 0; i < 200; i++) {
      const columns = Array.from({ length: 8 }, (_, column) => ({ column, heading: '', confidence: 1, examples: [], meaning: columnMeanings[Math.floor(random() * columnMeanings.length)] as ColumnMeaning }))
      const read = createRowReader({ version: 1, homeCountry: ['GE', 'XX', ''][i % 3] ?? '', sheets: [{ sheet: '', headingRow: null, firstRow: 1, columns, familyLines: { column: i % 9, prefix: i % 2 === 0 ? '' : 'x' } }] }, { today: TODAY })
      for (let row = 1; row < 6; row++) read({ sheet: '', row, cells: Array.from({ length: 8 }, () => PIECES[Math.floor(random() * PIECES.length)] ?? null) })
    }
  })
})
