import { describe, expect, test } from 'vitest'
import { readContacts } from '../read-contacts.ts'
import type { ContactsContext } from '../read-contacts.ts'
import { readPhone } from '../read-phone.ts'

const told = (raw: string, usually: ContactsContext['usually'] = 'contacts', countries: string[] = ['RU', 'GE']): string => {
  const { contacts, doubtful, unread } = readContacts(raw, { usually, countries })
  return [...contacts.map(({ kind, value }) => `${kind} ${value}`), ...doubtful.map((text) => `doubt ${text}`), ...unread.map((text) => `unread ${text}`)].join(' | ')
}

describe('phones', () => {
  test.each([
    ['+39 320 778 1094', 'IT', '+393207781094'], ['(+39) 320-7781094', 'RU', '+393207781094'], ['0079055911863', 'GE', '+79055911863'], ['393402832966', 'IT', '+393402832966'], ['393402832966', 'GE', '+393402832966'], ['+79 033 963 356', 'RU', '+79033963356'],
    ['8 (903) 396-33-56', 'RU', '+79033963356'], ['8 (903) 396-33-56', 'GE', '+79033963356'], ['8 10 995 599 12 34 56', 'RU', '+995599123456'], ['598 24 05 46', 'IT', '+995598240546'], ['599123456', 'GR', '+995599123456'], ['6941234567', 'GR', '+306941234567'],
    ['491704343563', 'DE', '+491704343563'], ['0170 4343563', 'DE', '+491704343563'], ['393402832966.0', 'IT', '+393402832966'], ['3.93402832966E+11', 'IT', '+393402832966'], ['٠٠٩٩٥٥٩٩١٢٣٤٥٦', 'IT', '+995599123456'], ['+44 (0)20 7946 0958', 'GB', '+442079460958'],
  ])('%s of somebody in %s is %s', (text, country, value) => expect(readPhone(text, [country, 'GE'])).toEqual({ value, valid: true }))

  test('numbers that no plan knows are kept as their digits and are doubts; too few digits are no number', () => {
    expect(readPhone('22-34-56', ['GE'])).toEqual({ value: '223456', valid: false })
    expect(readPhone('+999 123 456 78', ['GE'])).toEqual({ value: '+99912345678', valid: false })
    expect(readPhone('12345', ['GE'])).toBe(null)
    expect(readPhone('1'.repeat(40), ['GE'])).toBe(null)
  })
})

describe('cells of contacts', () => {
  test.each([
    ['+306947613265, emir.c5@mail.example, skype: emir3605', 'email emir.c5@mail.example | phone +306947613265 | skype emir3605'],
    ['+995 599 12 34 56 (sister)', 'phone +995599123456'], ['599123456 / 577112233', 'phone +995599123456 | phone +995577112233'], ['tel: 032 2 12 34 56 mob: 599 12 34 56', 'phone +995322123456 | phone +995599123456'],
    ['+39 320 778 1094 +995 599 123 456', 'phone +393207781094 | phone +995599123456'], ['599123456\n577112233', 'phone +995599123456 | phone +995577112233'], ['599 12 34 56 და 577 11 22 33', 'phone +995599123456 | phone +995577112233'],
    ['viber +995599123456', 'viber +995599123456'], ['+995599123456 (WhatsApp)', 'whatsapp +995599123456'], ['+995599123456, Viber', 'phone +995599123456 | viber +995599123456'], ['wa.me/995599123456', 'whatsapp +995599123456'],
    ['t.me/nino @ninob', 'telegram nino | telegram ninob'], ['Skype - nino.b; Facebook: Nino Beridze', 'skype nino.b | messenger Nino Beridze'], ['სკაიპი: nino1', 'skype nino1'], ['واتساب: +995599123456', 'whatsapp +995599123456'],
    ['NINO.B@Mail.Example', 'email nino.b@mail.example'], ['nino_b1980', 'other nino_b1980'], ['22-34-56', 'phone 223456 | doubt 22-34-56'],
    ['нет', ''], ['არ აქვს', ''], ['-', ''], ['N/A', ''], ['لا يوجد', ''], ['no tiene', ''], ['WhatsApp', ''],
    ['call the sister', 'unread call the sister'], ['позвоните сестре', 'unread позвоните сестре'],
  ])('%s', (raw, contacts) => expect(told(raw)).toBe(contacts))

  test('a column’s own kind holds for what bears no sign: handles, addresses and numbers of others are taken too', () => {
    expect(told('emir3605', 'skype')).toBe('skype emir3605')
    expect(told('+995599123456', 'whatsapp')).toBe('whatsapp +995599123456')
    expect(told('nino@mail.example', 'phone')).toBe('email nino@mail.example')
    expect(told('Nino <nino@mail.example>', 'email')).toContain('email nino@mail.example')
    expect(told('nino at mail', 'email')).toBe('unread nino at mail')
  })

  test('the text that a contact came from is kept with it', () => {
    expect(readContacts('+995 599 12 34 56 (sister)', { usually: 'phone', countries: ['GE'] }).contacts[0]?.raw).toBe('+995 599 12 34 56 (sister)')
  })
})
