import { describe, expect, it } from 'vitest'
import { odsOf, read, xlsxOf } from './testing/files.ts'

describe('a workbook of XLSX', () => {
  const inline = (text: string): string => `<is><t>${text}</t></is>`

  it('gives numbers as their digits, texts of every kind, truth values and errors', async () => {
    const { rows, readAs } = await read(await xlsxOf({
      sheets: {
        List: `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr">${inline('a &amp; b')}</c><c r="D1" t="str"><f>A1&amp;"x"</f><v>calculated</v></c></row>`
          + '<row r="3"><c r="A3"><v>995595970411</v></c><c r="B3" t="n"><v>1974.0</v></c><c r="C3"><v>9.95595970411E11</v></c><c r="E3"><f>1-1</f><v>0</v></c><c r="F3" t="b"><v>1</v></c></row>'
          + '<row r="4"><c r="A4" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B4"><f>SUM(A1:A9)</f></c><c r="C4" t="s"><v>99</v></c><c r="D4" t="inlineStr"><is><r><t>rich </t></r><r><t>text</t></r><rPh sb="0" eb="1"><t>aid</t></rPh></is></c></row>',
      },
      strings: '<si><t>plain</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">ნინო </t></r><r><t>ბერიძე_x000D__x005F_x41</t></r><rPh sb="0" eb="2"><t>aid</t></rPh></si>',
    }))
    expect(readAs).toEqual({ format: 'xlsx', sheets: ['List'] })
    expect(rows).toEqual([
      { sheet: 'List', row: 1, cells: ['plain', 'ნინო ბერიძე\r_x41', 'a & b', 'calculated'] },
      { sheet: 'List', row: 3, cells: ['995595970411', '1974', '995595970411', null, '0', 'TRUE'] },
      { sheet: 'List', row: 4, cells: ['#DIV/0!', null, null, 'rich text'], troubles: [{ column: 0, code: 'formula_error' }, { column: 1, code: 'formula_without_value' }] },
    ])
  })

  const styles = '<numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="00000000000"/><numFmt numFmtId="166" formatCode="yyyy"/></numFmts>'
    + '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>'
  const dated = '<row><c s="0"><v>33049</v></c><c s="1"><v>33049</v></c><c s="2"><v>33049</v></c><c s="3"><v>33049.75</v></c><c s="4"><v>0.5</v></c><c s="5"><v>1001012345</v></c><c s="6"><v>33049</v></c><c s="1"><v>60</v></c><c t="d"><v>1990-06-25T00:00:00</v></c></row>'

  it('gives dates by the number format of their style', async () => {
    const { cells } = await read(await xlsxOf({ sheets: { A: dated }, styles }))
    const date = { date: '1990-06-25' }
    expect(cells).toEqual([['33049', date, date, date, '12:00', '01001012345', '1990', '60', date]])
  })

  it('counts days from 1904 where it says so', async () => {
    const { cells } = await read(await xlsxOf({ sheets: { A: dated }, styles, workbookProperties: '<workbookPr date1904="1"/>' }))
    expect(cells[0]?.[1]).toEqual({ date: '1994-06-26' })
  })

  it('gives all sheets in order, hidden ones too, rows and cells without a place one after another', async () => {
    const row = '<row><c><v>1</v></c><c/><c><v>2</v></c></row>'
    const { rows, readAs } = await read(await xlsxOf({ sheets: { 'დიმი &amp; co': row, Empty: '', Rokhi: `${row}<row r="7">${'<c><v>1</v></c>'}</row>${row}` }, sheetState: 'hidden' }))
    expect(readAs.sheets).toEqual(['დიმი & co', 'Empty', 'Rokhi'])
    expect(rows.map(({ sheet, row: number, cells }) => [sheet, number, cells])).toEqual([
      ['დიმი & co', 1, ['1', null, '2']], ['Rokhi', 1, ['1', null, '2']], ['Rokhi', 7, ['1']], ['Rokhi', 8, ['1', null, '2']],
    ])
  })

  it('leaves out what is empty at the end of a row and rows of nothing', async () => {
    const { rows } = await read(await xlsxOf({ sheets: { A: '<row r="2"><c r="B2"><v>1</v></c><c r="XFD2" s="1"/></row><row r="1048576"><c r="A1048576" t="inlineStr"><is><t></t></is></c></row>' } }))
    expect(rows).toEqual([{ sheet: 'A', row: 2, cells: [null, '1'] }])
  })

  it('in UTF-16 and with prefixed names is read too', async () => {
    const xml = '<?xml version="1.0" encoding="UTF-16"?><x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>ნინო</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    const { rows } = await read(await xlsxOf({ sheets: { A: '<!-- -->' } }).then(async () => {
      const { Readable } = await import('node:stream')
      return xlsxOf({ sheets: { A: Readable.from([Buffer.from(`\uFEFF${xml}`, 'utf16le')], { objectMode: false }) } })
    }))
    expect(rows[0]?.cells).toEqual(['ნინო'])
  })
})

describe('a spreadsheet of ODS', () => {
  const text = (value: string, attributes = ''): string => `<table:table-cell office:value-type="string"${attributes}><text:p>${value}</text:p></table:table-cell>`

  it('gives every kind of value, without notes and pictures', async () => {
    const { rows, readAs } = await read(await odsOf(
      `<table:table table:name="დიმი"><table:table-column table:number-columns-repeated="16384"/><table:table-header-rows><table:table-row>${text('Name')}${text('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d</text:p><text:p><text:a>link</text:a> <text:span>e</text:span>')}</table:table-row></table:table-header-rows>`
      + '<table:table-row table:number-rows-repeated="4"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
      + '<table:table-row><table:table-cell office:value-type="float" office:value="995595970411"><text:p>9.96E+11</text:p></table:table-cell>'
      + '<table:table-cell office:value-type="date" office:date-value="1990-06-25T10:00:00"><text:p>25.06.90</text:p></table:table-cell>'
      + '<table:table-cell office:value-type="date" office:date-value="1990-01-01"><text:p>1990</text:p></table:table-cell>'
      + '<table:table-cell office:value-type="float" office:value="1001012345"><text:p>01001012345</text:p></table:table-cell>'
      + '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell>'
      + '<table:table-cell table:formula="of:=1-1" office:value-type="float" office:value="0"><text:p>0</text:p></table:table-cell>'
      + '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
      + '<table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation><text:p>noted</text:p></table:table-cell></table:table-row></table:table>',
    ))
    expect(readAs).toEqual({ format: 'ods', sheets: ['დიმი'] })
    expect(rows).toEqual([
      { sheet: 'დიმი', row: 1, cells: ['Name', 'a   b\tc\nd\nlink e'] },
      { sheet: 'დიმი', row: 6, cells: ['995595970411', { date: '1990-06-25' }, '1990', '01001012345', 'TRUE', '0', '#DIV/0!', 'noted'], troubles: [{ column: 6, code: 'formula_error' }] },
    ])
  })

  it('spreads out repeated cells and rows, and leaves out what a merged cell covers', async () => {
    const { rows } = await read(await odsOf(
      `<table:table table:name="A"><table:table-row table:number-rows-repeated="3">${text('x', ' table:number-columns-repeated="2"')}<table:table-cell table:number-columns-repeated="2"/>${text('y', ' table:number-columns-spanned="2"')}<table:covered-table-cell office:value-type="string"><text:p>under</text:p></table:covered-table-cell>${text('z')}</table:table-row></table:table>`
      + `<table:table table:name="'file:///other.ods'#A"><table:table-row>${text('foreign')}</table:table-row></table:table>`
      + `<table:table table:name="B"><table:table-row>${text('last')}</table:table-row></table:table>`,
    ))
    const cells = ['x', 'x', null, null, 'y', null, 'z']
    expect(rows).toEqual([
      { sheet: 'A', row: 1, cells }, { sheet: 'A', row: 2, cells }, { sheet: 'A', row: 3, cells }, { sheet: 'B', row: 1, cells: ['last'] },
    ])
  })
})
