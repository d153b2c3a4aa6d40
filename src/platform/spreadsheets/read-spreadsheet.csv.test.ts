import { readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSpreadsheet } from './index.server.ts'
import { encode } from './testing/encode.ts'
import { problemOf, read, repeated } from './testing/files.ts'

describe('a text file', () => {
  it('is read with its encoding and separator, whatever its name says', async () => {
    const { readAs, rows } = await read(encode('Фамилия;Имя;Село\nБеридзе;Нино;Кулаши\n\nМеладзе;;Эцери\n', 'windows-1251'))
    expect(readAs).toEqual({ format: 'csv', encoding: 'Windows-1251', separator: ';', sheets: [''] })
    expect(rows).toEqual([
      { sheet: '', row: 1, cells: ['Фамилия', 'Имя', 'Село'] },
      { sheet: '', row: 2, cells: ['Беридзе', 'Нино', 'Кулаши'] },
      { sheet: '', row: 4, cells: ['Меладзе', null, 'Эцери'] },
    ])
  })

  it('in UTF-16 is read with and without its mark', async () => {
    const text = 'სახელი\tგვარი\r\nნინო\tბერიძე\r\n'
    for (const encoding of ['utf-16le', 'utf-16be']) {
      for (const mark of ['', '\uFEFF']) {
        const { readAs, cells } = await read(encode(mark + text, encoding))
        expect(readAs).toMatchObject({ encoding: encoding.toUpperCase(), separator: '\t' })
        expect(cells).toEqual([['სახელი', 'გვარი'], ['ნინო', 'ბერიძე']])
      }
    }
  })

  it('with a few broken bytes is read all the same, each broken cell marked and all of them counted', async () => {
    const bytes = Buffer.from(`name,village\n${'ნინო,დიმი\n'.repeat(50)}x,y\n`)
    const broken = Buffer.concat([bytes, Buffer.from('ge'), Buffer.of(0xff), Buffer.from('org,ok\nnul\0,ok\n')])
    const { readAs, rows } = await read(broken)
    expect(readAs).toMatchObject({ encoding: 'UTF-8', brokenCharacters: 2 })
    expect(rows.slice(-2)).toEqual([
      { sheet: '', row: 53, cells: ['ge\uFFFDorg', 'ok'], troubles: [{ column: 0, code: 'broken_characters' }] },
      { sheet: '', row: 54, cells: ['nul\uFFFD', 'ok'], troubles: [{ column: 0, code: 'broken_characters' }] },
    ])
  })

  it('is read as a person says where the detection is overruled', async () => {
    const { readAs, cells } = await read(encode('Żółć;a,b', 'iso-8859-2'), { encoding: 'iso-8859-2', separator: ',' })
    expect(readAs).toMatchObject({ encoding: 'ISO-8859-2', separator: ',' })
    expect(cells).toEqual([['Żółć;a', 'b']])
    expect((await read('\uFEFFname\nNino', { encoding: 'utf-8' })).cells).toEqual([['name'], ['Nino']])
  })

  it("obeys Excel's line that names the separator, which is no row", async () => {
    const { readAs, rows } = await read('sep=|\r\na|b;c\r\n1|2\r\n')
    expect(readAs.separator).toBe('|')
    expect(rows).toEqual([{ sheet: '', row: 1, cells: ['a', 'b;c'] }, { sheet: '', row: 2, cells: ['1', '2'] }])
  })

  it('keeps strange characters, HTML and SQL as they are', async () => {
    const values = ['<script>alert(1)</script>', "Robert'); drop table people;--", '👩‍👩‍👧', 'a\u200Bb', '\u202Egnirts', 'Ниno']
    expect((await read(`${values.join('\t')}\n`)).cells).toEqual([values])
  })

  it('of half a million rows arrives in order, while the memory of the process stays small', async () => {
    const before = process.memoryUsage().rss
    const line = 'ბერიძე;ნინო;1974;დიმი;+995595970411;nino@mail.example;Greece\n'
    const reading = await readSpreadsheet({ bytes: repeated('a;b;c;d;e;f;g\n', line.repeat(1000), 500, ''), name: 'big.csv' })
    let last = 0
    let highest = 0
    for await (const batch of reading.batches) {
      for (const row of batch) {
        if (row.row !== last + 1) throw new Error(`row ${row.row} follows ${last}`)
        last = row.row
      }
      highest = Math.max(highest, process.memoryUsage().rss)
    }
    expect(last).toBe(500_001)
    expect((highest - before) / 1024 / 1024).toBeLessThan(400)
  })
})

describe('a reading', () => {
  it('is ended by its signal, before and in the middle', async () => {
    await expect(read('a,b\n', { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
    const control = new AbortController()
    const reading = await readSpreadsheet({ bytes: repeated('', 'a,b,c\n'.repeat(1000), 100, ''), name: 'x' }, { signal: control.signal })
    await expect((async () => {
      for await (const row of reading.rows) if (row.row === 600) control.abort(new Error('enough'))
    })()).rejects.toThrow('enough')
  })

  it('leaves no file behind, whether read to its end, left early, closed or refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'reading-test-'))
    const options = { temporaryFolder: folder }
    const many = (): AsyncIterable<Uint8Array> => repeated('', 'a,b,c\n'.repeat(1000), 20, '')
    await read('a,b\n1,2\n', options)
    for await (const row of (await readSpreadsheet({ bytes: many(), name: 'x' }, options)).rows) if (row.row > 10) break
    await (await readSpreadsheet({ bytes: many(), name: 'x' }, options)).close()
    await problemOf('', options)
    await problemOf(many(), { ...options, limits: { fileBytes: 1000 } })
    expect(readdirSync(folder)).toEqual([])
    await rm(folder, { recursive: true })
  })

  it('waits for who takes its rows', async () => {
    const reading = await readSpreadsheet({ bytes: repeated('', 'a,b,c\n'.repeat(1000), 100, ''), name: 'x' })
    let batches = 0
    for await (const batch of reading.batches) {
      batches++
      expect(batch.length).toBeLessThanOrEqual(500)
      if (batches % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    expect(batches).toBe(200)
  })

  it('of a path that is not there fails with the error of the system', async () => {
    await expect(readSpreadsheet({ path: '/nowhere/list.csv' })).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('reads a path as it reads bytes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'reading-test-'))
    await writeFile(join(folder, 'list'), 'a;b\n1;2\n')
    const reading = await readSpreadsheet({ path: join(folder, 'list') })
    const rows = await Array.fromAsync(reading.rows)
    expect(rows.map((row) => row.cells)).toEqual([['a', 'b'], ['1', '2']])
    await rm(folder, { recursive: true })
  })
})
