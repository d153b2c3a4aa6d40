import { expect, test } from 'vitest'
import { applyRemembered, mappingFingerprint } from '../remember-mapping.ts'
import type { ImportMapping } from '../contract.ts'
import { sheetOf, understand } from './understand.ts'

const FIRST = sheetOf(`Name|Born|Country|Tel|Remarks
Nino Metredze|03/04/1975|Italy|+393401234567|asks for news
Levan Gogidze|05/06/1985|Greece|+306941234567|`, 'Dimi')

const NEXT_YEAR = sheetOf(`List of 2027

TEL.|Name|Remarks|Country|Born|Shoe size
+393401234567|Nino Metredze|asks|Italy|03/04/1975|38
+306941234567|Levan Gogidze||Greece|05/06/1985|43`, 'Rokhi')

function corrected(mapping: ImportMapping): ImportMapping {
  return { ...mapping, sheets: mapping.sheets.map((sheet) => ({ ...sheet, sheetIs: 'village', columns: sheet.columns.map((column) => (column.heading === 'Remarks' ? { ...column, meaning: 'occupation' as const } : column.meaning === 'birth' ? { ...column, dateOrder: 'mdy' as const } : column)) })) }
}

test('a file of the same headings in another order has the same fingerprint, another file has not', () => {
  const without = understand(NEXT_YEAR.map((row) => ({ ...row, cells: row.cells.slice(0, 5) })))
  expect(mappingFingerprint(understand(FIRST).mapping)).toBe(mappingFingerprint(without.mapping))
  expect(mappingFingerprint(understand(FIRST).mapping)).not.toBe(mappingFingerprint(understand(NEXT_YEAR).mapping))
})

test('what was decided for a heading holds wherever its column stands; what is new keeps its proposal', () => {
  const remembered = corrected(understand(FIRST).mapping)
  const same = NEXT_YEAR.map((row) => ({ ...row, cells: row.cells.slice(0, 5) }))
  const { mapping, people } = understand(same, 'GE', (proposal) => applyRemembered(remembered, proposal))
  expect(mapping.sheets[0]).toMatchObject({ headingRow: 3, firstRow: 4, sheetIs: 'village' })
  expect(mapping.sheets[0]?.columns.map((column) => column.meaning)).toEqual(['phone', 'full_name', 'occupation', 'country', 'birth'])
  expect(people[0]?.facts).toMatchObject({ village: 'Rokhi', born: '1975-03-04', occupation: 'asks' })
  expect(applyRemembered(remembered, understand(NEXT_YEAR).mapping)).toEqual({ ...understand(NEXT_YEAR).mapping, homeCountry: 'GE' })
})
