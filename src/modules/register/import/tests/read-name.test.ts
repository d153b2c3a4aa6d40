import { describe, expect, test } from 'vitest'
import { decideNameOrder } from '../decide-orders.ts'
import { splitName } from '../read-name.ts'
import { readPlace } from '../read-place.ts'
import { tieOf } from '../words/relations.ts'
import { sexOf } from '../words/sexes.ts'

describe('whole names', () => {
  test.each([
    ['Zhorjoleli, Irina', 'given_first', 'Zhorjoleli', 'Irina'], ['Купраия Лана', 'family_first', 'Купраия', 'Лана'], ['Nino Metredze', 'given_first', 'Metredze', 'Nino'], ['DUPONT Jean Pierre', 'given_first', 'DUPONT', 'Jean Pierre'], ['Jean Pierre DUPONT', 'family_first', 'DUPONT', 'Jean Pierre'],
    ['María del Carmen García López', 'given_first', 'García López', 'María del Carmen'], ['محمد بن علي الحسن', 'given_first', 'الحسن', 'محمد بن علي'], ['de la Cruz Ana', 'family_first', 'de la Cruz', 'Ana'], ['Metredze', 'given_first', 'Metredze', ''], ['Nino', 'family_first', '', 'Nino'],
  ] as const)('%s (%s)', (text, order, familyName, givenName) => expect(splitName(text, order)).toEqual({ familyName, givenName }))

  test('patronymics are neither, in either order', () => {
    expect(splitName('Иванов Иван Петрович', 'family_first')).toEqual({ familyName: 'Иванов', givenName: 'Иван', patronymic: 'Петрович' })
    expect(splitName('Иван Петрович Иванов', 'family_first')).toEqual({ familyName: 'Иванов', givenName: 'Иван', patronymic: 'Петрович' })
    expect(splitName('Алиев Вагиф Самед оглы', 'family_first')).toEqual({ familyName: 'Алиев', givenName: 'Вагиф', patronymic: 'Самед оглы' })
  })

  test('three words are one given name and two family names where that is the custom', () => {
    expect(splitName('José Hernández Cruz', 'given_first', true)).toEqual({ familyName: 'Hernández Cruz', givenName: 'José' })
    expect(splitName('Hernández Cruz José', 'family_first', true)).toEqual({ familyName: 'Hernández Cruz', givenName: 'José' })
  })

  test('the order comes from endings, usual given names, and the name that a migrant shares with the one who told', () => {
    expect(decideNameOrder([{ name: 'Giorgi Metredze' }, { name: 'Nino Beridze' }])).toMatchObject({ order: 'given_first', certainty: 1 })
    expect(decideNameOrder([{ name: 'Метредзе Георгий' }, { name: 'Беридзе Нино' }])).toMatchObject({ order: 'family_first' })
    expect(decideNameOrder([{ name: 'Xaba Thandi', informant: 'Xaba Sipho' }, { name: 'Zulu Bongi', informant: 'Zulu Themba' }])).toMatchObject({ order: 'family_first', certainty: 1 })
  })
})

describe('places, sexes, ties', () => {
  test.each([
    ['Thessaloniki, Greece', 'GR', 'Thessaloniki'], ['Греция, Афины', 'GR', 'Афины'], ['რომი, იტალია', 'IT', 'რომი'], ['Rome (Italy)', 'IT', 'Rome'], ['New York USA', 'US', 'New York'], ['مدريد، إسبانيا', 'ES', 'مدريد'], ['Athens', 'GR', 'Athens'], ['Rostov-on-Don, Russia', 'RU', 'Rostov-on-Don'],
  ])('%s', (text, country, city) => expect(readPlace(text)).toEqual({ country, city, unknown: false }))

  test.each([['США', 'US'], ['აშშ', 'US'], ['UK', 'GB'], ['Греция', 'GR'], ['იტალიაში', 'IT'], ['в Италии', 'IT'], ['الولايات المتحدة', 'US'], ['Émirats arabes unis', 'AE']])('the country %s is %s', (text, country) => expect(readPlace(text).country).toBe(country))

  test('words for sexes and kinship in six languages', () => {
    expect(['f', 'ქალი', 'Ж', 'أنثى', 'Mujer', 'Féminin'].map(sexOf)).toEqual(Array(6).fill('female'))
    expect(['m', 'კაცი', 'муж.', 'ذكر', 'Hombre', 'Masculin'].map(sexOf)).toEqual(Array(6).fill('male'))
    expect(['mother', 'დედა', 'мать', 'الأم', 'madre', 'père'].map(tieOf)).toEqual(Array(6).fill('parent'))
    expect(sexOf('unclear')).toBe(undefined)
  })
})
