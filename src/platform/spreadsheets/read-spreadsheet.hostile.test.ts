import { describe, expect, it } from 'vitest'
import { readSpreadsheet } from './index.server.ts'
import { MAIN_NAMESPACE, odsOf, problemOf, read, repeated, xlsxOf, zipOf } from './testing/files.ts'

const SHEET_START = `<?xml version="1.0"?><worksheet xmlns="${MAIN_NAMESPACE}"><sheetData>`
const SHEET_END = '</sheetData></worksheet>'

describe('a file that is no spreadsheet', () => {
  it.for<[kind: string, bytes: Uint8Array]>([
    ['exe', Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0', 'latin1'), Buffer.alloc(5000, 7)])],
    ['pdf', Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj', 'latin1')],
    ['image', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')],
    ['html', Buffer.from('<html><table><tr><td>1</td></tr></table></html>')],
    ['xml', Buffer.from('<?xml version="1.0"?><Workbook/>')],
    ['vcard', Buffer.from('BEGIN:VCARD\r\nVERSION:4.0\r\n')],
    ['binary', Buffer.from(Array.from({ length: 9000 }, (_, at) => (at * 7919 + (at >> 3) * 104_729) & 255))],
    ['binary', new Uint8Array(10_000)],
    ['document', Buffer.from('d0cf11e0a1b11ae1'.padEnd(4096, '0'), 'hex')],
  ])('is refused as %s', async ([kind, bytes]) => {
    expect(await problemOf(bytes)).toMatchObject({ code: 'not_a_spreadsheet', details: { kind } })
  })

  it('but another zip is told what it is', async () => {
    expect(await problemOf(await zipOf({ 'a.txt': 'a' }))).toMatchObject({ code: 'not_a_spreadsheet', details: { kind: 'archive' } })
    expect(await problemOf(await zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<a/>' }))).toMatchObject({ code: 'not_a_spreadsheet', details: { kind: 'document' } })
    expect(await problemOf(await zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.bin': 'x' }))).toMatchObject({ code: 'unsupported_xls', details: { kind: 'xlsb' } })
  })

  it('because it is old or locked says so', async () => {
    const ole = (stream: string): Buffer => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1'.padEnd(1024, '0'), 'hex'), Buffer.from(`${stream}\0`, 'utf16le'), Buffer.alloc(512)])
    expect(await problemOf(ole('Workbook'))).toMatchObject({ code: 'unsupported_xls', details: { kind: 'xls' } })
    expect(await problemOf(ole('EncryptedPackage'))).toMatchObject({ code: 'encrypted' })
    expect(await problemOf(await odsOf('', '<manifest:manifest><manifest:encryption-data/></manifest:manifest>'))).toMatchObject({ code: 'encrypted' })
    const locked = await xlsxOf({ sheets: { A: '<row><c><v>1</v></c></row>' } })
    for (let at = locked.indexOf('PK\x01\x02'); at >= 0; at = locked.indexOf('PK\x01\x02', at + 4)) locked.writeUInt16LE(locked.readUInt16LE(at + 8) | 1, at + 8)
    expect(await problemOf(locked)).toMatchObject({ code: 'encrypted' })
  })

  it('or holds nothing is called empty', async () => {
    for (const bytes of ['', '\n\n;;;\n', '\uFEFF']) expect(await problemOf(bytes)).toMatchObject({ code: 'empty' })
    expect(await problemOf(await xlsxOf({ sheets: { A: '', B: '<row/>' } }))).toMatchObject({ code: 'empty' })
    expect(await problemOf(await odsOf('<table:table table:name="A"/>'))).toMatchObject({ code: 'empty' })
  })
})

describe('a damaged workbook', () => {
  it('cut off anywhere is a broken zip', async () => {
    const whole = await xlsxOf({ sheets: { A: '<row><c><v>1</v></c></row>'.repeat(1000) } })
    for (const part of [0.1, 0.5, 0.9, 0.999]) expect(await problemOf(whole.subarray(0, Math.floor(whole.length * part)))).toMatchObject({ code: 'broken_zip' })
  })

  it('with changed bytes inside is a broken zip or broken XML, never a crash', async () => {
    const whole = await xlsxOf({ sheets: { A: '<row><c><v>1</v></c></row>'.repeat(1000) } })
    const at = whole.indexOf('sheet1.xml') + 14
    const damaged = Buffer.from(whole)
    damaged.fill(0xee, at, at + 20)
    expect(['broken_zip', 'broken_xml']).toContain((await problemOf(damaged)).code)
  })

  it('without its list of sheets, or with XML that does not close, is broken XML', async () => {
    expect(await problemOf(await zipOf({ '[Content_Types].xml': '<Types/>', 'xl/a.xml': '<a/>' }))).toMatchObject({ code: 'broken_xml' })
    expect(await problemOf(await xlsxOf({ sheets: { A: '<row><c><v>1</v></row>' } }))).toMatchObject({ code: 'broken_xml' })
  })

  it('gives the rows before the damage first', async () => {
    const bytes = await xlsxOf({ sheets: { A: `${'<row><c><v>1</v></c></row>'.repeat(5000)}<row></c>` } })
    let rows = 0
    await expect((async () => {
      for await (const batch of (await readSpreadsheet({ bytes, name: 'x' })).batches) rows += batch.length
    })()).rejects.toMatchObject({ code: 'broken_xml' })
    expect(rows).toBeGreaterThan(1000)
  })
})

describe('an attack', () => {
  it('by external entities or a billion laughs is refused unread', async () => {
    const external = `<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>`
    expect(await problemOf(await xlsxOf({ sheets: { A: external } }))).toMatchObject({ code: 'unsafe_xml' })
    const laughs = `<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>`
    expect(await problemOf(await xlsxOf({ sheets: { A: `${laughs}<worksheet/>` } }))).toMatchObject({ code: 'unsafe_xml' })
    expect(await problemOf(await xlsxOf({ sheets: { A: '<row><c t="inlineStr"><is><t>&x;</t></is></c></row>' } }))).toMatchObject({ code: 'unsafe_xml' })
  })

  it('by a zip that unzips to hundreds of times its size is stopped, wherever the weight is', async () => {
    const zeros = (before: string, after: string) => repeated(before, Buffer.alloc(1024 * 1024, 48), 60, after)
    expect(await problemOf(await xlsxOf({ sheets: { A: zeros(SHEET_START, SHEET_END) } }))).toMatchObject({ code: 'zip_bomb', details: { limit: 'compressionRatio' } })
    expect(await problemOf(await odsOf(zeros('<a>', '</a>')))).toMatchObject({ code: 'zip_bomb' })
    expect(await problemOf(await xlsxOf({ sheets: { A: '<row><c><v>12</v></c></row>'.repeat(1000) } }), { limits: { unzippedBytes: 10_000 } })).toMatchObject({ code: 'zip_bomb', details: { limit: 'unzippedBytes' } })
  })

  it('by a zip that lies about its sizes is stopped too', async () => {
    const lying = await xlsxOf({ sheets: { A: '<row><c><v>12</v></c></row>'.repeat(100_000) } })
    for (let at = lying.indexOf('PK\x01\x02'); at >= 0; at = lying.indexOf('PK\x01\x02', at + 4)) {
      if (lying.readUInt32LE(at + 24) > 1_000_000) lying.writeUInt32LE(1000, at + 24)
    }
    expect(await problemOf(lying)).toMatchObject({ code: 'broken_zip' })
  })

  it('by a million columns is refused', async () => {
    expect(await problemOf(`${'x,'.repeat(1_000_000)}x\n`)).toMatchObject({ code: 'too_many_columns', row: 1 })
    expect(await problemOf(await xlsxOf({ sheets: { A: `<row>${'<c><v>1</v></c>'.repeat(20_000)}</row>` } }))).toMatchObject({ code: 'too_many_columns', sheet: 'A', row: 1 })
    expect(await problemOf(await odsOf('<table:table table:name="A"><table:table-row><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="1000000000"/></table:table-row></table:table>'))).toMatchObject({ code: 'too_many_columns' })
  })

  it('by rows repeated a million times is refused, but empty ones are only counted', async () => {
    const ods = (inside: string) => odsOf(`<table:table table:name="A"><table:table-row table:number-rows-repeated="1000000">${inside}</table:table-row><table:table-row><table:table-cell office:value-type="float" office:value="2"/></table:table-row></table:table>`)
    expect(await problemOf(await ods('<table:table-cell office:value-type="float" office:value="1"/>'))).toMatchObject({ code: 'too_many_rows', details: { limit: 'repeatedRows' } })
    expect((await read(await ods('<table:table-cell/>'))).rows).toEqual([{ sheet: 'A', row: 1_000_001, cells: ['2'] }])
  })

  it('by elements in elements, or by a tag without end, is refused', async () => {
    expect(await problemOf(await xlsxOf({ sheets: { A: `${'<x>'.repeat(100_000)}` } }))).toMatchObject({ code: 'broken_xml', details: { limit: 'xmlDepth' } })
    expect(await problemOf(await xlsxOf({ sheets: { A: repeated(`${SHEET_START}<row><c r="`, Buffer.alloc(1024 * 1024, 65), 10, '') } }))).toMatchObject({ code: 'broken_xml', details: { limit: 'xmlTagCharacters' } })
  })

  it('by too many texts, sheets, rows or bytes is refused', async () => {
    const book = { sheets: { A: '<row><c t="s"><v>0</v></c></row>'.repeat(20), B: '<row><c><v>1</v></c></row>' }, strings: `<si><t>${'x'.repeat(2000)}</t></si>`.repeat(2000) }
    expect(await problemOf(await xlsxOf(book), { limits: { sharedStringBytes: 2_000_000 } })).toMatchObject({ code: 'too_large', details: { limit: 'sharedStringBytes' } })
    expect(await problemOf(await xlsxOf(book), { limits: { sharedStrings: 100 } })).toMatchObject({ code: 'too_large' })
    expect(await problemOf(await xlsxOf(book), { limits: { sheets: 1 } })).toMatchObject({ code: 'too_many_sheets' })
    expect(await problemOf(await xlsxOf(book), { limits: { rows: 10 } })).toMatchObject({ code: 'too_many_rows', sheet: 'A', row: 11 })
    expect(await problemOf('a\nb\nc\n', { limits: { rows: 2 } })).toMatchObject({ code: 'too_many_rows', row: 3 })
    expect(await problemOf('a\nb\nc\n', { limits: { fileBytes: 5 } })).toMatchObject({ code: 'too_large', details: { limit: 'fileBytes', at: 5 } })
  })
})

describe('a cell of 50 MB', () => {
  const piece = 'abcdefghij'.repeat(100_000)

  it.for<[format: string, file: () => Promise<Uint8Array> | AsyncIterable<Uint8Array>]>([
    ['CSV', () => repeated('a,b,c\n1,', piece, 50, ',3\n4,5,6\n')],
    ['CSV in quotation marks', () => repeated('a,b,c\n1,"', piece, 50, '",3\n4,5,6\n')],
    ['XLSX', () => xlsxOf({ compress: false, sheets: { A: repeated(`${SHEET_START}<row><c t="str"><v>a</v></c></row><row><c><v>1</v></c><c t="inlineStr"><is><t>`, piece, 50, `</t></is></c><c><v>3</v></c></row><row><c><v>4</v></c><c><v>5</v></c><c><v>6</v></c></row>${SHEET_END}`) } })],
  ])('in %s is cut and marked, and the rows behind it arrive', async ([, file]) => {
    const { rows } = await read(await file(), { limits: { compressionRatio: 10_000 } })
    expect(rows).toHaveLength(3)
    expect(rows[1]?.cells[0]).toBe('1')
    expect(rows[1]?.cells[1]).toHaveLength(32_767)
    expect(rows[1]?.troubles).toContainEqual({ column: 1, code: 'too_long' })
    expect(rows[2]).toEqual({ sheet: rows[0]?.sheet, row: 3, cells: ['4', '5', '6'] })
  })

  it('or many long ones cannot make a row larger than its limit', async () => {
    const strings = `<si><t>${'y'.repeat(40_000)}</t></si>`
    const { rows } = await read(await xlsxOf({ sheets: { A: `<row>${'<c t="s"><v>0</v></c>'.repeat(400)}</row>`.repeat(20) }, strings }))
    expect(rows).toHaveLength(20)
    for (const row of rows) expect(row.cells.reduce<number>((sum, cell) => sum + String(cell ?? '').length, 0)).toBeLessThanOrEqual(1_000_000)
  })
})
