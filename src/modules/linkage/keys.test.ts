import { describe, expect, it } from 'vitest'
import { linkageKeys } from './keys.ts'
import { record } from './people-for-tests.ts'

const share = (a: Parameters<typeof record>[1], b: Parameters<typeof record>[1]): boolean => {
  const keys = new Set(linkageKeys(record('a', a)))
  return linkageKeys(record('b', b)).some((key) => keys.has(key))
}

describe('linkageKeys', () => {
  it('meets the same name in another script, its parts in either order', () => {
    expect(share({ familyName: 'ხურციძე', givenName: 'ქეთევან' }, { familyName: 'Хурцидзе', givenName: 'Кетеван' })).toBe(true)
    expect(share({ familyName: 'Khurtsidze', givenName: 'Ketevan' }, { familyName: 'Qetevani', givenName: 'Hurtzidze' })).toBe(true)
  })

  it('meets a woman under her other family name by birthday, day and month in either order', () => {
    expect(share({ familyName: 'Vashaeli', givenName: 'Lia', born: '1972-03-04' }, { familyName: 'Beridze', givenName: 'Lia', born: '1972-04-03' })).toBe(true)
  })

  it('meets a misspelt given name by family and year of birth', () => {
    expect(share({ familyName: 'Beridze', givenName: 'Shorena', born: '1972' }, { familyName: 'Beridze', givenName: 'Soena', born: '1972-01-09' })).toBe(true)
  })

  it('meets a phone with and without its country code, an address and a handle in any case', () => {
    expect(share({ phones: ['+995599123456'] }, { phones: ['+599123456'] })).toBe(true)
    expect(share({ emails: ['Nino@Mail.example'] }, { emails: ['nino@mail.example'] })).toBe(true)
    expect(share({ messengers: ['skype:nino1'] }, { messengers: ['Skype:Nino1'] })).toBe(true)
  })

  it('does not meet people who share no more than a village or a given name', () => {
    expect(share({ familyName: 'Beridze', givenName: 'Giorgi', village: 'Dimi' }, { familyName: 'Kapanadze', givenName: 'Giorgi', village: 'Dimi' })).toBe(false)
  })

  it('makes no key of nothing, and none twice', () => {
    expect(linkageKeys(record('a', { phones: ['12'], emails: [] }))).toEqual([])
    const keys = linkageKeys(record('a', { familyName: 'Beridze', givenName: 'Giorgi', born: '1970-02-02', phones: ['+30690123456', '+30690123456'] }))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('begins every key with its rule', () => {
    const keys = linkageKeys(record('a', { familyName: 'Beridze', givenName: 'Giorgi', born: '1970-02-02', village: 'Dimi', country: 'GR', abroadSince: '2001', phones: ['+30690123456'], familyPhones: ['+995599123456'], emails: ['g@x.example'], messengers: ['skype:g'] }))
    for (const key of keys) expect(key).toMatch(/^[a-z_]+:./)
  })
})
