import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findOccupation, getOccupation, occupationGroups, occupationLanguages, occupationsAbove, occupationWords, titledOccupations } from './occupations.ts'

describe('ISCO-08', () => {
  it('has 10 major, 43 sub-major, 130 minor and 436 unit groups, each below its parents', () => {
    expect([1, 2, 3, 4].map(level => occupationGroups.filter(group => group.level === level).length)).toEqual([10, 43, 130, 436])
    for (const group of occupationGroups) expect(occupationsAbove(group.code)).toHaveLength(group.level - 1)
  })

  it('knows the groups above a code', () => expect(occupationsAbove('5120').map(group => group.code)).toEqual(['5', '51', '512']))
})

describe('words for occupations', () => {
  it('stand in all six languages for each code, and each leads back to its code', () => {
    for (const [code, words] of occupationWords) {
      expect(getOccupation(code)?.level, code).toBe(4)
      for (const language of occupationLanguages) {
        expect(words[language].length, `${code} ${language}`).toBeGreaterThan(0)
        for (const word of words[language]) expect([word, findOccupation(word)]).toEqual([word, code])
      }
    }
  })

  it.each([
    ['cook', '5120'], ['Cooks', '5120'], ['მზარეული', '5120'], ['повар', '5120'], ['cuisinière', '5120'], ['cocinera', '5120'], ['طباخة', '5120'],
    ['care worker', '5322'], ['მომვლელი იტალიაში', '5322'], ['сиделка в Риме', '5322'], ['badante', '5322'], ['nurse', '2221'], ['ექთანი', '2221'], ['builder', '7111'], ['welder', '7212'], ['wellder', '7212'],
    ['driver', '8322'], ['truck driver, Milan', '8332'], ['housekeeper', '5152'], ['cleaner', '9112'], ['farm worker', '9211'], ['tailor', '7531'], ['teacher', '2330'], ['electrician', '7411'], ['shop assistant', '5223'], ['works as a cook', '5120'],
    ['5120', '5120'], ['512', '512'], ['Bricklayers and related workers', '7112'],
  ])('reads "%s" as %s', (text, code) => expect(findOccupation(text)).toBe(code))

  it.each(['', '   ', 'student', 'call the sister', '9999', 'x'.repeat(100_000), '<b>', '😀'])('knows no trade in "%s"', text => expect(findOccupation(text)).toBeUndefined())

  it('have a message in each language of the interface', () => {
    for (const language of ['en', 'fr', 'es', 'ar', 'ka']) {
      const messages: unknown = JSON.parse(readFileSync(new URL(`../../../../messages/${language}.json`, import.meta.url), 'utf8'))
      const keys = new Set(Object.keys(messages as object))
      for (const code of titledOccupations) expect(keys.has(`register.occupation.${code}`), `${language} ${code}`).toBe(true)
    }
  })
})
