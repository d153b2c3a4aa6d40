import { describe, expect, it } from 'vitest'
import { MAX_NAME_LENGTH, nameKey } from './name-key.ts'

/** Each line is one name, as registers in four alphabets and no fixed transliteration write it. */
const ONE_NAME = [
  ['ქეთევან', 'Кетеван', 'Ketevan', 'Cetewani', 'Qetevan'],
  ['Khvicha', 'Khwycha', 'ხვიჩა', 'Хвича'],
  ['Zhorzholeli', 'Zhorjoleli', 'Jorzholeli', 'Zhorzholely', 'ჟორჟოლელი', 'Жоржолели'],
  ['Tinatin', 'Thinatini', 'თინათინ', 'Тинатини'],
  ['Irakli', 'Iracly', 'ირაკლი', 'Ираклий'],
  ['Ioseliiani', 'Yoseliiany', 'Ioseliyany', 'Иоселиани'],
  ['Malkhaz', 'Malxaz', 'მალხაზი'],
  ['Khurtsidze', 'Hurtzidze', 'Khurtsydze', 'ხურციძე', 'Хурцидзе'],
  ['Lasha', 'Lasa', 'ლაშა'],
  ['Oleg', 'Olegi', 'Olegy', 'Олег'],
  ['Aleksandre', 'Alexandre', 'ალექსანდრე'],
  ['Elena', 'Yelena', 'Елена', 'ელენა', 'Έλενα'],
  ['Papadopoulos', 'Παπαδόπουλος'],
  ['Sopio', 'Sofio', 'სოფიო'],
  ['Mohamed', 'Mohammed', 'MOHAMED'],
  ['Narine', 'Նարինե'],
  ['Christina', 'Kristina', 'Кристина'],
  ['Jose', 'José', 'Jose\u0301'],
]

describe('nameKey', () => {
  for (const spellings of ONE_NAME) {
    it(`gives one key to ${spellings.join(', ')}`, () => {
      expect(new Set(spellings.map(nameKey)).size).toBe(1)
    })
  }

  it('keeps different names apart', () => {
    const names = ['Giorgi', 'Giorgia', 'Nana', 'Nani', 'Natia', 'Natela', 'Gelashvili', 'Gelaia', 'Beridze', 'Levan', 'Lela', 'Lali', 'Tamar', 'Tamaz']
    expect(new Set(names.map(nameKey)).size).toBe(names.length)
  })

  it('parts words at hyphens and dots, and not at apostrophes', () => {
    expect(nameKey('  Anna-Maria  O\u2019Neil ')).toBe('ana maria oneil')
    expect(nameKey("D'Artagnan")).toBe('dartagnan')
  })

  it('sees through zero-width and bidi characters, emoji and punctuation', () => {
    expect(nameKey('Ni\u200bno\u202e 👩‍👧 ☃')).toBe('nino')
    expect(nameKey('<b>')).toBe('b')
  })

  it('is empty only where there is neither letter nor digit', () => {
    expect(nameKey('')).toBe('')
    expect(nameKey(' .-\u200b☃ ')).toBe('')
    for (const text of ['7', 'ꙮ', '李小龙', '김철수', 'ᚠᚢᚦ', '𐎠', 'ჲ']) expect(nameKey(text)).not.toBe('')
  })

  it('takes hostile text without harm', () => {
    expect(nameKey('\ud800'.repeat(10))).toBe('')
    expect(nameKey('a b '.repeat(100_000)).length).toBeLessThanOrEqual(MAX_NAME_LENGTH)
    expect(nameKey("'; drop table person; --")).toBe('drop table person')
    expect(nameKey('constructor __proto__')).toBe(nameKey(nameKey('constructor __proto__')))
  })

  it('gives what is being typed a key that begins the key of the whole word', () => {
    for (const typed of ['T', 'Ti', 'Tina', 'Tinati', 'Tinatin']) expect(nameKey('Tinatini').startsWith(nameKey(typed))).toBe(true)
    for (const typed of ['ხ', 'ხურ', 'ხურცი', 'ხურციძე']) expect(nameKey('Hurtzidze').startsWith(nameKey(typed))).toBe(true)
  })
})
