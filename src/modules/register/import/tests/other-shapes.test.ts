// A real register written down as other offices would: other languages, orders of columns, encodings, formats of file and of date.
// With the proposed mapping alone the same people come in and the same rows are refused.
import { existsSync } from 'node:fs'
import anyAscii from 'any-ascii'
import { expect, test } from 'vitest'
import { readSpreadsheet } from '#platform/spreadsheets/index.server.ts'
import { odsOf, xlsxOf } from '#platform/spreadsheets/testing/files.ts'
import { encode } from '#platform/spreadsheets/testing/encode.ts'
import type { SheetRow } from '#platform/spreadsheets/types.ts'
import { languages, randomOf } from './make-register.ts'
import { understand } from './understand.ts'

const FILE = '../shared/data/registers/terjola.csv'
const ROWS = 400

interface Told { village: string; head: string; headPhone: string; given: string; family: string; birth: string; isRefused: boolean; born: string; sex: string; country: string; city: string; phone: string; email: string; since: string; job: string }
type Language = 'en' | 'fr' | 'es' | 'ar' | 'ka' | 'ru'

async function rowsOf(bytes: Uint8Array, name: string): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  for await (const row of (await readSpreadsheet({ bytes, name })).rows) rows.push(row)
  return rows
}

let whole: Promise<Told[]> | undefined

/** The register as it stands, read once. */
async function readRegister(): Promise<Told[]> {
  const rows: SheetRow[] = []
  for await (const batch of (await readSpreadsheet({ path: FILE })).batches) rows.push(...batch)
  const { parsed } = understand(rows)
  return rows.flatMap((row, index): Told[] => {
    const found = parsed[index]
    if (found?.kind !== 'person' && found?.kind !== 'refused') return []
    const text = (column: number): string => String(row.cells[column] ?? '')
    const facts = found.kind === 'person' ? found.facts : undefined
    return [{ village: text(0), head: text(1), headPhone: text(2), given: text(3), family: text(4), birth: text(5), isRefused: facts === undefined, born: facts?.born ?? '', sex: facts?.sex ?? '', country: facts?.residence?.country ?? 'IT', city: text(8), phone: text(9), email: text(10), since: text(11), job: text(12) }]
  })
}

/** Good rows and all bad ones, in an order of the seed. */
async function tellRegister(seed: number): Promise<Told[]> {
  const told = await (whole ??= readRegister())
  const random = randomOf(seed)
  const shuffled = told.map((each) => [random(), each] as const).sort((a, b) => a[0] - b[0]).map(([, each]) => each)
  return [...shuffled.filter((each) => each.isRefused), ...shuffled.filter((each) => !each.isRefused).slice(0, ROWS)].map((each) => [random(), each] as const).sort((a, b) => a[0] - b[0]).map(([, each]) => each)
}

const cyrillic: Record<string, string> = { a: 'а', b: 'б', c: 'к', d: 'д', e: 'е', f: 'ф', g: 'г', h: 'х', i: 'и', j: 'дж', k: 'к', l: 'л', m: 'м', n: 'н', o: 'о', p: 'п', q: 'к', r: 'р', s: 'с', t: 'т', u: 'у', v: 'в', w: 'в', x: 'кс', y: 'й', z: 'з' }
const inRussian = (text: string): string => anyAscii(text).toLowerCase().replace(/[a-z]/g, (letter) => cyrillic[letter] ?? letter).replace(/(^|[\s-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
const inLatin = (text: string): string => anyAscii(text).replace(/(^|[\s-])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase())
const scripts: Record<Language, (text: string) => string> = { ka: (text) => text, ru: inRussian, en: inLatin, fr: inLatin, es: inLatin, ar: inLatin }

type Dates = 'dotted' | 'american' | 'iso' | 'serial' | 'months'
function dated({ birth, born, isRefused }: Told, dates: Dates, language: Language): string {
  if (isRefused || !/^\d{4}-\d\d-\d\d$/.test(born)) return birth
  const [year, month, day] = born.split('-') as [string, string, string]
  if (dates === 'dotted') return `${day}.${month}.${year}`
  if (dates === 'american') return `${month}/${day}/${year}`
  if (dates === 'iso') return born
  if (dates === 'serial') return String(Math.round((Date.parse(born) - Date.UTC(1899, 11, 30)) / 86_400_000))
  return new Intl.DateTimeFormat(language === 'ar' ? 'ar-u-nu-latn' : language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(born))
}

interface Shape { language: Language; dates: Dates; name: 'two' | 'one'; contacts: 'columns' | 'one cell'; title: boolean; file: (table: string[][]) => Promise<[Uint8Array, string]> | [Uint8Array, string] }

const quoted = (separator: string) => (cell: string): string => (cell.includes(separator) || /["\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const separated = (separator: string, encoding: Parameters<typeof encode>[1], name = 'list.csv') => (table: string[][]): [Uint8Array, string] => [encode(table.map((row) => row.map(quoted(separator)).join(separator)).join('\r\n'), encoding), name]
const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const number = /^\d{1,9}$/
const sheetXml = (table: string[][]): string => table.map((row) => `<row>${row.map((cell) => (cell === '' ? '<c/>' : number.test(cell) ? `<c><v>${cell}</v></c>` : `<c t="inlineStr"><is><t>${xml(cell)}</t></is></c>`)).join('')}</row>`).join('')
const half = (table: string[][]): [string[][], string[][]] => {
  const head = table.findIndex((row) => row.filter(Boolean).length > 5) + 1
  const middle = Math.floor(table.length / 2)
  return [table.slice(0, middle), [...table.slice(0, head), ...table.slice(middle)]]
}
const xlsx = async (table: string[][]): Promise<[Uint8Array, string]> => [await xlsxOf({ sheets: { Cover: sheetXml([['The list of our office'], ['made by Nino']]), First: sheetXml(half(table)[0]), Second: sheetXml(half(table)[1]) } }), 'list.xlsx']
const ods = async (table: string[][]): Promise<[Uint8Array, string]> => [
  await odsOf(`<table:table table:name="List">${table.map((row) => `<table:table-row>${row.map((cell) => (cell === '' ? '<table:table-cell/>' : `<table:table-cell office:value-type="string"><text:p>${xml(cell)}</text:p></table:table-cell>`)).join('')}</table:table-row>`).join('')}</table:table>`),
  'list.ods',
]

const shapes: Record<string, Shape> = {
  'Russian, windows-1251, one column for the name, months in words': { language: 'ru', dates: 'months', name: 'one', contacts: 'columns', title: true, file: separated(';', 'windows-1251') },
  'Russian, UTF-16 with tabs, contacts in one cell': { language: 'ru', dates: 'dotted', name: 'two', contacts: 'one cell', title: false, file: separated('\t', 'utf-16le', 'list.txt') },
  'French, ISO-8859-1, months in words': { language: 'fr', dates: 'months', name: 'two', contacts: 'columns', title: true, file: separated(';', 'windows-1252') },
  'Spanish, bars, months in words, contacts in one cell': { language: 'es', dates: 'months', name: 'two', contacts: 'one cell', title: false, file: separated('|', 'utf-8') },
  'Arabic, UTF-8, months in words, two sheets and a cover': { language: 'ar', dates: 'months', name: 'two', contacts: 'columns', title: true, file: xlsx },
  'Georgian, ODS, months in words, one column for the name': { language: 'ka', dates: 'months', name: 'one', contacts: 'columns', title: true, file: ods },
  'English, American dates, one column for the name': { language: 'en', dates: 'american', name: 'one', contacts: 'columns', title: false, file: separated(',', 'utf-8') },
  'English, Excel serials, contacts in one cell, two sheets': { language: 'en', dates: 'serial', name: 'two', contacts: 'one cell', title: true, file: xlsx },
  'Georgian, ISO dates, commas': { language: 'ka', dates: 'iso', name: 'two', contacts: 'one cell', title: true, file: separated(',', 'utf-8') },
  'French, ODS, dotted dates': { language: 'fr', dates: 'dotted', name: 'one', contacts: 'one cell', title: true, file: ods },
}

function tableOf(told: readonly Told[], shape: Shape, random: () => number): string[][] {
  const { headings, sexes } = languages[shape.language]!
  const script = scripts[shape.language]
  const countries = new Intl.DisplayNames(shape.language, { type: 'region' })
  const pick = (of: keyof typeof headings): string => headings[of][Math.floor(random() * headings[of].length)] ?? ''
  const full = { en: 'Name and surname', fr: 'Prénom et nom', es: 'Nombre y apellidos', ar: 'الاسم الكامل', ka: 'სახელი და გვარი', ru: 'Имя и фамилия' }[shape.language]
  const contacts = { en: 'Contacts', fr: 'Contacts', es: 'Contactos', ar: 'وسائل الاتصال', ka: 'საკონტაქტო ინფორმაცია', ru: 'Контакты' }[shape.language]
  const columns: [string, (each: Told) => string][] = [
    [pick('village'), (each) => script(each.village)], [pick('head'), (each) => script(each.head)], [pick('headPhone'), (each) => each.headPhone], [pick('birth'), (each) => dated(each, shape.dates, shape.language)],
    [pick('sex'), (each) => (each.sex === 'female' ? sexes[0] : each.sex === 'male' ? sexes[1] : '')], [pick('country'), (each) => countries.of(each.country) ?? ''], [pick('city'), (each) => each.city], [pick('since'), (each) => each.since], [pick('job'), (each) => each.job],
    ...(shape.name === 'one' ? [[full, (each) => `${script(each.given)} ${script(each.family)}`] as [string, (each: Told) => string]] : [[pick('given'), (each) => script(each.given)], [pick('family'), (each) => script(each.family)]] as [string, (each: Told) => string][]),
    ...(shape.contacts === 'one cell' ? [[contacts, (each) => [each.phone, each.email].filter(Boolean).join('; ')] as [string, (each: Told) => string]] : [[pick('phone'), (each) => each.phone], [pick('email'), (each) => each.email]] as [string, (each: Told) => string][]),
  ]
  const ordered = columns.map((column) => [random(), column] as const).sort((a, b) => a[0] - b[0]).map(([, column]) => column)
  return [...(shape.title ? [['Terjola 2026'], []] : []), ordered.map(([heading]) => heading), ...told.map((each) => ordered.map(([, value]) => value(each)))]
}

/**
 * What is a mistake in one shape and none in another: a cell for the whole name may hold one name alone; words in a cell of contacts
 * beside a contact are a remark, and are kept as one.
 */
function isMistakeHere(each: Told, shape: Shape): boolean {
  if (shape.name === 'one' && (each.given === '' || each.family === '')) return false
  return !(shape.contacts === 'one cell' && each.email !== '' && each.phone !== '' && !/\d/.test(each.phone))
}

test.for(Object.keys(shapes))('%s', { timeout: 60_000 }, async (name, ctx) => {
  if (!existsSync(FILE)) return ctx.skip(`${FILE} is missing`)
  const shape = shapes[name]!
  for (const seed of [1, 2]) {
    const told = (await tellRegister(seed)).filter((each) => !each.isRefused || isMistakeHere(each, shape))
    const [bytes, file] = await shape.file(tableOf(told, shape, randomOf(seed * 31)))
    const { people, refused, mapping } = understand(await rowsOf(bytes, file))
    const meant = mapping.sheets.map((sheet) => `${sheet.sheet} ${sheet.skip ?? ''}: ${sheet.columns.map((column) => `${column.heading}=${column.meaning}`).join(', ')}`).join('\n')
    const script = scripts[shape.language]
    const inOrder = [...people, ...refused].sort((a, b) => mapping.sheets.findIndex((sheet) => sheet.sheet === a.sheet) - mapping.sheets.findIndex((sheet) => sheet.sheet === b.sheet) || a.row - b.row)
    expect(inOrder.length, meant).toBe(told.length)
    const seen = inOrder.map((row) => (row.kind === 'refused' ? 'refused' : `${row.facts.givenName} ${row.facts.familyName} ${row.facts.born ?? ''} ${row.facts.residence?.country} ${row.facts.contacts.length}`))
    const wanted = told.map((each) => (each.isRefused ? 'refused' : `${script(each.given)} ${script(each.family)} ${each.born} ${each.country} ${Number(each.phone !== '') + Number(each.email !== '')}`))
    const wrong = wanted.flatMap((line, index) => (line === seen[index] ? [] : [`${seen[index]} instead of ${line}: ${JSON.stringify(told[index])} ${JSON.stringify(inOrder[index]?.problems)}`]))
    expect(wrong.slice(0, 3), `${wrong.length} of ${told.length}\n${meant}`).toEqual([])
  }
})
