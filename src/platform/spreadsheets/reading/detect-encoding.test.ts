import { describe, expect, it } from 'vitest'
import { encode } from '../testing/encode.ts'
import { EncodingDetector } from './detect-encoding.ts'

function detect(bytes: Uint8Array, pieceLength = bytes.length): string | null {
  const detector = new EncodingDetector()
  for (let at = 0; at < bytes.length; at += pieceLength) detector.take(bytes.subarray(at, at + pieceLength))
  return detector.result()?.name ?? null
}

const RUSSIAN = 'Фамилия;Имя;Село;Страна\nБеридзе;Нино;Кулаши;Греция\nИванова;Екатерина;Диди Джихаиши;Италия\nМеладзе;Георгий;Эцери;Россия\n'
const UKRAINIAN = 'Прізвище;Ім’я;Село;Країна\nШевченко;Олексій;Їжаківка;Італія\nГнатюк;Світлана;Київ;Польща\n'
const GREEK = 'Επώνυμο;Όνομα;Χωριό;Χώρα\nΠαπαδόπουλος;Γεώργιος;Μεσσήνη;Ελλάδα\nΝικολάου;Ελένη;Σπάρτη;Γερμανία\n'
const ARABIC = 'الاسم;اللقب;القرية;البلد\nمحمد;العلوي;تازة;فرنسا\nفاطمة;الزهراء;الحسيمة;إسبانيا\n'
const FRENCH = 'Nom;Prénom;Village;Pays\nLefèvre;Hélène;Saint-Étienne;Suède\nDupré;André;Besançon;Algérie\n'
const SPANISH = 'Apellido;Nombre;Pueblo;País\nMuñoz;José;Logroño;España\nGarcía;María;León;Perú\n'
const PORTUGUESE = 'Nome;Aldeia;País\nJoão Conceição;São Brás;França\nInês Simões;Guimarães;Suíça\n'
const GERMAN = 'Name;Straße;Land\nMüller;Köln;Österreich\nJäger;Düsseldorf;Rumänien\n'
const TURKISH = 'Soyadı;Adı;Köy;Ülke\nYıldız;Ayşe;Kızılcaşar;Almanya\nÇağlar;Oğuz;Eskişehir;İsviçre\n'
const POLISH = 'Nazwisko;Imię;Wieś\nWójcik;Małgorzata;Łódź\nDąbrowski;Michał;Święta Katarzyna\nKowalczyk;Zażółć;Żółkiew\n'
const CZECH = 'Příjmení;Jméno;Obec\nDvořák;Jiří;Mladá Boleslav\nČerný;Tomáš;Žďár\nŠťastná;Kateřina;Plzeň\n'
const GEORGIAN = 'გვარი;სახელი;სოფელი\nბერიძე;ნინო;კულაში\n'

describe('the encoding of a text file', () => {
  it.for<[language: string, text: string, encoding: string, name?: string]>([
    ['Russian', RUSSIAN, 'windows-1251'], ['Russian', RUSSIAN, 'koi8-r'], ['Russian', RUSSIAN, 'iso-8859-5'], ['Russian', RUSSIAN, 'ibm866'],
    ['Russian in capitals', RUSSIAN.toUpperCase(), 'windows-1251'], ['Russian in capitals', RUSSIAN.toUpperCase(), 'koi8-r'],
    ['Ukrainian', UKRAINIAN, 'windows-1251'], ['Greek', GREEK, 'iso-8859-7', 'ISO-8859-7 or Windows-1253'], ['Greek', GREEK, 'windows-1253', 'ISO-8859-7 or Windows-1253'],
    ['Arabic', ARABIC, 'windows-1256'], ['Arabic', ARABIC, 'iso-8859-6'],
    ['French', FRENCH, 'windows-1252'], ['Spanish', SPANISH, 'windows-1252'], ['Portuguese', PORTUGUESE, 'windows-1252'], ['German', GERMAN, 'windows-1252'],
    ['French with œ and €', `${FRENCH}Sœur Cœur;Œuvre;12 €;mœurs\n`, 'iso-8859-15'], ['French with œ and €', `${FRENCH}Sœur Cœur;Œuvre;12 €\n`, 'windows-1252'],
    ['Turkish', TURKISH, 'windows-1254'], ['Polish', POLISH, 'windows-1250'], ['Polish', POLISH, 'iso-8859-2'], ['Czech', CZECH, 'windows-1250'], ['Czech', CZECH, 'iso-8859-2'],
    ['Georgian', GEORGIAN, 'utf-8'], ['Georgian', GEORGIAN, 'utf-16le'], ['Georgian', GEORGIAN, 'utf-16be'], ['Russian', RUSSIAN, 'utf-16le'], ['Spanish', SPANISH, 'utf-16be'],
    ['Arabic', ARABIC, 'utf-8'],
  ])('%s text is found to be in its encoding (%#)', ([, text, encoding, name]) => {
    const found = detect(encode(text, encoding))
    if (name) expect(name.split(' or ')).toContain(found)
    else expect(found?.toLowerCase()).toBe(encoding)
  })

  it('a single accent is enough for Windows-1252, wherever it stands', () => {
    const text = `${'name,village\nAnna,Dimi\n'.repeat(100_000)}José,Rokhi\n`
    expect(detect(encode(text, 'windows-1252'), 65_536)).toBe('Windows-1252')
  })

  it.for([
    ['Łukasz', 'windows-1250'], ['João', 'windows-1252'], ['İZMİR;ŞEKER', 'windows-1254'], ['50 €', 'windows-1252'], ['№ 5;ФИО', 'windows-1251'], ['ПЕТРОВ', 'koi8-r'],
    ['Þórður;Ísafjörður', 'windows-1252'], ['Bērziņš;Rīga', 'windows-1257'], ['דוד כהן', 'windows-1255'], ['محمد', 'windows-1256'],
  ])('a file with little more than %s is read in %s', ([text = '', encoding = '']) => {
    expect(detect(encode(text, encoding))?.toLowerCase()).toBe(encoding)
  })

  it('marks at the beginning decide', () => {
    expect(detect(Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from('ა', 'utf16le')]))).toBe('UTF-16LE')
    expect(detect(Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from('ა', 'utf16le').swap16()]))).toBe('UTF-16BE')
    expect(detect(Buffer.from('\uFEFFa;b\n'))).toBe('UTF-8')
  })

  it('a few broken bytes do not make a UTF-8 file anything else, in pieces of any length', () => {
    const bytes = Buffer.from(GEORGIAN.repeat(10))
    bytes[40] = 0xff
    for (const length of [1, 7, bytes.length]) expect(detect(bytes, length)).toBe('UTF-8')
  })

  it('bytes without sense are no text', () => {
    let seed = 1
    const noise = Uint8Array.from({ length: 10_000 }, () => (seed = (seed * 48_271) % 2_147_483_647) & 0xff)
    expect(detect(noise)).toBeNull()
    expect(detect(noise.map((byte) => byte | 0x80))).toBeNull()
    expect(detect(new Uint8Array(10_000))).toBeNull()
  })
})
