import { describe, expect, test } from 'vitest'
import { createFormats } from './formats.ts'
import { translator } from './index.server.ts'
import { directionOf } from './languages.ts'
import { createTranslate, type MessageKey } from './messages.ts'
import { negotiateLanguage, preferencesOf } from './negotiate.ts'

const translate = (message: string, locale = 'en') => createTranslate({ key: message }, locale)

describe('a message', () => {
  const key = 'key' as MessageKey

  test('without arguments comes back as it stands', () => {
    expect(translate('Where the town’s money went')(key)).toBe('Where the town’s money went')
  })

  test('takes its values, and what looks like markup stays text', () => {
    expect(translate('<b>{name}</b>')(key, { name: '<i>Nino</i>' })).toBe('<b><i>Nino</i></b>')
  })

  test('counts in the six ways of Arabic', () => {
    const { t } = translator('ar')
    const texts = [0, 1, 2, 3, 11, 100].map((count) => t('ui.form.mistakes', { count }))
    expect(new Set(texts).size).toBe(6)
  })

  test('comes back as its source where a value is missing, and as its key where it is missing itself', () => {
    expect(translate('Select {name}')(key)).toBe('Select {name}')
    expect(createTranslate({}, 'en')('ui.skip')).toBe('ui.skip')
  })
})

describe('formats', () => {
  const en = createFormats('en', { timeZone: 'Asia/Tbilisi' })

  test('show as much of a date as is known', () => {
    expect([en.date('1974'), en.date('1974-05'), en.date('1974-05-02'), en.date('long ago')]).toEqual(['1974', 'May 1974', '2 May 1974', 'long ago'])
    expect(createFormats('ka').date('1974-05-02')).toBe('2 მაისი, 1974')
  })

  test('show an instant in the zone of the office', () => {
    expect(en.dateTime('2026-11-24T22:30:00Z')).toBe('25 Nov 2026, 02:30')
  })

  test('say days near today in words, and far ones as dates', () => {
    const today = '2026-11-24'
    expect(['2026-11-24', '2026-11-23', '2026-11-27', '2026-03-01'].map((day) => en.relativeDays(day, today))).toEqual(['today', 'yesterday', 'in 3 days', '1 March 2026'])
  })

  test('name countries, languages and lists in the language of the reader', () => {
    expect(createFormats('ka').country('gr')).toBe('საბერძნეთი')
    expect(createFormats('fr').languageName('ka')).toBe('géorgien')
    expect(en.list(['Greece', 'Italy', 'Russia'])).toBe('Greece, Italy and Russia')
    expect(en.country('nonsense')).toBe('NONSENSE')
  })

  test('show money from its minor units, also of a currency that has none', () => {
    expect([en.money(123456, 'EUR'), en.money(5000, 'JPY')]).toEqual(['€1,234.56', 'JP¥5,000'])
  })

  test('keep the sign of a number that speaks for or against', () => {
    expect([en.signed(11.2), en.signed(-1.34), en.signed(0)]).toEqual(['+11.2', '−1.3', '0.0'])
  })

  test('sort Georgian words by the Georgian alphabet, numbers inside by value', () => {
    const { compare } = createFormats('ka')
    expect(['ჰერეთი', 'სახლი 10', 'სახლი 9', 'ამაღლება'].sort(compare)).toEqual(['ამაღლება', 'სახლი 9', 'სახლი 10', 'ჰერეთი'])
  })
})

describe('a reader’s language', () => {
  test('is the one asked for, else the one chosen before, else the browser’s, else the office’s', () => {
    expect(negotiateLanguage({ query: 'ar', cookie: 'fr', accept: 'es', office: 'ka' })).toBe('ar')
    expect(negotiateLanguage({ query: 'xx', cookie: 'fr', accept: 'es', office: 'ka' })).toBe('fr')
    expect(negotiateLanguage({ accept: 'de, es;q=0.5, ka-GE;q=0.9', office: 'en' })).toBe('ka')
    expect(negotiateLanguage({ accept: 'de', office: 'ka' })).toBe('ka')
    expect(negotiateLanguage({})).toBe('en')
  })

  test('is never one that the office does not offer', () => {
    expect(negotiateLanguage({ query: 'ar', accept: 'ar, fr', office: 'ka', offered: ['ka', 'fr'] })).toBe('fr')
    expect(negotiateLanguage({ query: 'ar', offered: ['ka', 'fr'] })).toBe('ka')
  })

  test('survives a hostile header', () => {
    expect(preferencesOf(';;;q=,,fr;q=0,' + 'x'.repeat(100_000))).not.toContain('fr')
    expect(preferencesOf('ka;q=2, es;q=0.1')).toEqual(['ka', 'es'])
  })
})

test('a direction belongs to a language and its script', () => {
  expect([directionOf('ar'), directionOf('ka'), directionOf('fa-IR'), directionOf('ku-Latn')]).toEqual(['rtl', 'ltr', 'rtl', 'ltr'])
})
