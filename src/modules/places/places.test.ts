import { describe, expect, it } from 'vitest'
import { cityName, findCitiesByPrefix, findCity, getCity, readPlaceAbroad } from './gazetteer.server.ts'
import { countries, countryName, findCountry } from './countries.ts'
import { cityNames } from './city-names.ts'
import { corridorKey, parseCorridorKey, reversed } from './corridors.ts'

describe('countries', () => {
  it('are the 249 of ISO 3166-1 and Kosovo, each with a place on the map', () => {
    expect(countries).toHaveLength(250)
    expect(new Set(countries.map(country => country.alpha3)).size).toBe(250)
    for (const country of countries) {
      expect(Math.abs(country.latitude)).toBeLessThanOrEqual(90)
      expect(Math.abs(country.longitude)).toBeLessThanOrEqual(180)
      expect(countryName(country.code, 'en')).not.toBe(country.code)
    }
  })

  it('are found by their name in each of our languages and Russian, whatever the language', () => {
    for (const { code } of countries) {
      for (const language of ['en', 'fr', 'es', 'ar', 'ka', 'ru']) expect([language, findCountry(countryName(code, language))]).toEqual([language, code])
    }
  })

  it.each([
    ['საბერძნეთი', 'GR'], ['Греция', 'GR'], ['GREECE', 'GR'], ['grc', 'GR'], ['اليونان', 'GR'], ['Grèce', 'GR'], ['grece', 'GR'], ['აშშ', 'US'], ['США', 'US'], ['U.S.A.', 'US'], ['EEUU', 'US'],
    ['Англия', 'GB'], ['UK', 'GB'], ['Turkey', 'TR'], ['Türkiye', 'TR'], ['Turquie', 'TR'], ['რუსეთის ფედერაცია', 'RU'], ['the Republic of Poland', 'PL'], ['Czech Republic', 'CZ'],
    ['Germny', 'DE'], ['Гермния', 'DE'], ['ჰოლანდია', 'NL'], [' Italy ', 'IT'], ['Korea', 'KR'], ["Cote d'Ivoire", 'CI'], ['Niger', 'NE'], ['Nigeria', 'NG'],
  ])('reads %s as %s', (text, code) => expect(findCountry(text)).toBe(code))

  it.each(['', ' ', 'abroad', 'Atlantis', 'x'.repeat(5000), '<script>', '??', '12'])('finds no country in "%s"', text => expect(findCountry(text)).toBeUndefined())
})

describe('cities', () => {
  it.each([
    ['თესალონიკი', 734077], ['Салоники', 734077], ['Фессалоники', 734077], ['Thessaloniki', 734077], ['Thessalonique', 734077], ['Tesalónica', 734077], ['سالونيك', 734077], ['Θεσσαλονίκη', 734077], ['Thesaloniki', 734077],
    ['ათენი', 264371], ['Athens', 264371], ['Athènes', 264371], ['г. Афины', 264371], ['Αθήνα', 264371], ['რომი', 3169070], ['Roma', 3169070], ['Neapoli', 3172394], ['ნეაპოლი', 3172394], ['Napoli', 3172394],
    ['მოსკოვი', 524901], ['Москва', 524901], ['Rostov-on-Don', 501175], ['Ростов на Дону', 501175], ['Saint Petersburg', 498817], ['Heraklion', 261745], ['Patras', 255683], ['პარიზი', 2988507], ['ბერლინი', 2950159], ['Tel-Aviv', 293397], ['New York', 5128581], ['სტამბოლი', 745044],
  ])('reads %s as %i', (text, id) => expect(findCity(text)?.city.id).toBe(id))

  it('looks only in the country that is told', () => {
    expect(findCity('Athens', 'US')?.city.country).toBe('US')
    expect(findCity('Valencia', 'ES')?.city.id).toBe(2509954)
    expect(findCity('Athens', 'JP')).toBeUndefined()
  })

  it('forgives one slip and says so', () => {
    expect(findCity('Thesoalenki', 'GR')).toBeUndefined()
    expect(findCity('Thessalonki', 'GR')).toMatchObject({ city: { id: 734077 }, match: 'similar' })
  })

  it.each(['', 'a', 'call the sister', '—', 'x'.repeat(100_000), "'; drop table city; --"])('finds no city in "%s"', text => expect(findCity(text)).toBeUndefined())

  it('are offered while one types, in any script', () => {
    expect(findCitiesByPrefix('thess', { country: 'GR' }).map(city => city.id)).toContain(734077)
    expect(findCitiesByPrefix('თესალ')[0]?.id).toBe(734077)
    expect(findCitiesByPrefix('a', { limit: 3 })).toHaveLength(3)
  })

  it('have their names in our languages', () => {
    const athens = getCity(264371)
    expect(athens && ['en', 'fr', 'es', 'ar', 'ka', 'ru', 'de'].map(language => cityName(athens, language))).toEqual(['Athens', 'Athènes', 'Atenas', 'أثينا', 'ათენი', 'Афины', 'Athens'])
  })

  it('that are named by hand all stand in the list, with a name for each language', () => {
    for (const [id, names] of Object.entries(cityNames)) {
      expect(getCity(Number(id)), id).toBeDefined()
      expect(names.split('|').length, names).toBeGreaterThanOrEqual(6)
    }
  })
})

describe('a place abroad in one text', () => {
  it.each([
    ['Greece, Athens', 'GR', 264371], ['ათენი (საბერძნეთი)', 'GR', 264371], ['Италия - Бари', 'IT', 3182351], ['Russia Moscow', 'RU', 524901], ['New York USA', 'US', 5128581], ['Thessaloniki', 'GR', 734077], ['Athens, USA', 'US', 4180386],
  ])('reads "%s"', (text, country, city) => expect(readPlaceAbroad(text)).toMatchObject({ country, city: { id: city } }))

  it('keeps the country where the city is unknown', () => expect(readPlaceAbroad('საბერძნეთი, პატარა სოფელი')).toEqual({ country: 'GR' }))
  it('is empty where nothing is known', () => expect(readPlaceAbroad('ask the neighbour')).toEqual({}))
})

describe('corridors', () => {
  it('have a key that reads back', () => {
    const pair = { home: { country: 'GE', place: 611682 }, abroad: { country: 'GR' } }
    expect(corridorKey(pair)).toBe('GE.611682-GR')
    expect(parseCorridorKey('GE.611682-GR')).toEqual(pair)
    expect(corridorKey(reversed(pair))).toBe('GR-GE.611682')
  })
  it.each(['', 'GE', 'GE-GE', 'ge-gr', 'GE-GR-IT', 'GE.x-GR'])('refuse the key "%s"', key => expect(parseCorridorKey(key)).toBeUndefined())
})
