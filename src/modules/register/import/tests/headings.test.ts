import { describe, expect, test } from 'vitest'
import { readHeading } from '../heading-meaning.ts'

describe('headings', () => {
  test.each([
    ['№ п/п', 'number'], ['#', 'number'], ['N.º', 'number'], ['Tel. no.', 'phone'], ['ტელ. ნომერი', 'phone'], ['رقم الهاتف', 'phone'], ['Mobile/WhatsApp', 'contacts'], ['D.O.B.', 'birth'], ['Дата рожд.', 'birth'], ['г.р.', 'birth'], ['Né(e) le', 'birth'], ['date_of_birth', 'birth'], ['დაბადების\nთარიღი', 'birth'],
    ['FamilyName', 'family_name'], ['Family name', 'family_name'], ['FAMILY', 'family_head'], ['Family phone', 'family_phone'], ['Тел. родственников', 'family_phone'], ['هاتف العائلة', 'family_phone'], ['Teléfono del familiar', 'family_phone'], ['ოჯახის უფროსი', 'family_head'], ['Chef de ménage', 'family_head'],
    ['Reported by', 'informant'], ['Кто сообщил', 'informant'], ['Contact person', 'informant'], ['Lives in', 'place_abroad'], ['Место проживания', 'place_abroad'], ['Country of residence', 'country'], ['Country, city', 'place_abroad'], ['Место работы', 'occupation'], ['Año de salida', 'abroad_since'], ['С какого года', 'abroad_since'],
    ['Place of birth', 'ignore'], ['Passport no.', 'ignore'], ['Возраст', 'ignore'], ['მამის სახელი', 'patronymic'], ['صلة القرابة', 'relation'], ['Эл. почта', 'email'], ['Email address', 'email'], ['Скайп', 'messenger'], ['შენიშვნა', 'note'],
  ])('%s is %s', (text, meaning) => expect(readHeading([text]).meaning).toBe(meaning))

  test('the order of a whole name is said by the heading', () => {
    expect(['ФИО', 'Apellidos, Nombre', 'Nom et prénom(s)', 'გვარი, სახელი', 'Surname and name'].map((text) => readHeading([text]).nameOrder)).toEqual(Array(5).fill('family_first'))
    expect(['Nombre y apellidos', 'Prénom et nom', 'სახელი, გვარი', 'الاسم واللقب', 'Name and surname'].map((text) => readHeading([text]).nameOrder)).toEqual(Array(5).fill('given_first'))
  })

  test('words of two lines never join: "Family" above "Name" is whose name, not a family name', () => {
    expect(readHeading(['Family', 'Name']).meaning).toBe('family_head')
    expect(readHeading(['Migrant', 'Name']).meaning).toBe('name')
    expect(readHeading(['Family', 'Phone']).meaning).toBe('family_phone')
  })
})
