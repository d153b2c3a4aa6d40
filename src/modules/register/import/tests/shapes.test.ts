import { describe, expect, test } from 'vitest'
import { columnOf, sheetOf, understand } from './understand.ts'

const refusals = (rows: ReturnType<typeof understand>['refused']): string[] => rows.map((row) => `${row.row}: ${row.problems.map((problem) => `${problem.code}@${problem.column}`).sort().join(' ')}`)

describe('files of other shapes', () => {
  test('Arabic headings and names under a title, dates with slashes, digits of two scripts', () => {
    const { mapping, meanings, people, refused } = understand(sheetOf(`قائمة المهاجرين – جماعة تيزنيت

الرقم|الاسم الكامل|تاريخ الميلاد|الجنس|الدوار|رب الأسرة|هاتف العائلة|بلد الإقامة|المدينة|رقم الهاتف|سنة الهجرة|المهنة
1|محمد العلوي|12/03/1975|ذكر|تمزيرت|أحمد العلوي|0661234567|إسبانيا|مدريد|0034612345678|2005|عامل بناء
2|يوسف الحسني|٠٥/٠٧/١٩٨٨|ذكر|تمزيرت|الحسن الحسني|0663456789|إيطاليا|ميلانو|٠٠٣٩٣٤٠١٢٣٤٥٦٧|2012|سائق
3|خديجة المرابط|31/02/1990|أنثى|أكادير|سعيد المرابط|0664567890|بلجيكا|بروكسل|اتصل بالأخت|2015|
4||01/02/1990|أنثى|أكادير|سعيد المرابط|0664567890|بلجيكا|بروكسل||2015|`), 'MA')
    expect(mapping.sheets[0]).toMatchObject({ headingRow: 3, firstRow: 4 })
    expect(meanings).toEqual(['number', 'full_name', 'birth', 'sex', 'village', 'family_head', 'family_phone', 'country', 'city', 'phone', 'abroad_since', 'occupation'])
    expect(people[0]?.facts).toMatchObject({ familyName: 'العلوي', givenName: 'محمد', sex: 'male', born: '1975-03-12', residence: { country: 'ES', city: 'مدريد', from: '2005' }, family: { head: 'أحمد العلوي', phone: { value: '+212661234567' } }, contacts: [{ kind: 'phone', value: '+34612345678' }] })
    expect(people[1]?.facts).toMatchObject({ born: '1988-07-05', contacts: [{ value: '+393401234567' }] })
    expect(refusals(refused)).toEqual(['6: no_such_day@2 not_a_phone@9', '7: no_name@1'])
  })

  test('Spanish "Apellidos, Nombre", years with decimals and thousands, two family names', () => {
    const { people, refused, mapping } = understand(sheetOf(`N.º|Apellidos, Nombre|Fecha de nac.|Sexo|Aldea|Informante|Tel. familia|País|Ciudad|Celular|Correo electrónico|Año de salida|Ocupación
1|García López, María José|13/05/1980|Mujer|El Paraíso|Juan García|9876-5432|Estados Unidos|Houston|(713) 555-0142|maria@correo.example|2010,0|limpiadora
2|Hernández Cruz, José|02/11/1975|Hombre|El Paraíso|Rosa Cruz|9765-4321|España|Madrid|+34 612 345 678||1.999|albañil
3|Martínez, Ana|30/02/1985|Mujer|La Unión|Pedro Martínez|9654-3210|México|Ciudad de México|llamar a la hermana|no tiene|2015|
4|, |01/01/1990|Mujer|La Unión|Pedro Martínez|9654-3210|México|Ciudad de México|||2015|`), 'HN')
    expect(columnOf(mapping.sheets[0], 'birth')?.dateOrder).toBe('dmy')
    expect(people[0]?.facts).toMatchObject({ familyName: 'García López', givenName: 'María José', born: '1980-05-13', residence: { country: 'US', from: '2010' }, contacts: [{ value: '+17135550142' }, { kind: 'email' }], family: { phone: { value: '+50498765432' } } })
    expect(people[1]?.facts).toMatchObject({ residence: { country: 'ES', from: '1999' }, born: '1975-11-02' })
    expect(refusals(refused)).toEqual(['4: no_such_day@2 not_a_phone@9', '5: no_name@1'])
  })

  test('French with two lines of headings: whose name and whose phone comes from the line above', () => {
    const { mapping, meanings, people, refused } = understand(sheetOf(`Commune de Matam – Recensement des émigrés
Au 1er mars 2026

|Migrant||||Famille||Séjour à l'étranger|||
N°|Nom|Prénom|Date de naissance|Sexe|Nom du déclarant|Téléphone|Pays|Ville|Depuis|Téléphone
1|Diallo|Mamadou|14/07/1979|M|Awa Diallo|77 123 45 67|France|Lyon|2003|06 12 34 56 78
2|Ba|Fatou|03/12/1984|F|Moussa Ba|70 234 56 78|Italie|Milan|2009|+39 340 123 4567
3|Sow|Amadou|29/02/1981|M|Aminata Sow|76 345 67 89|Espagne|Barcelone|2011|appeler la sœur
4|Ndiaye||12/1990|M|Aminata Ndiaye|76 345 67 80|Espagne|Barcelone|2011|`), 'SN')
    expect(mapping.sheets[0]).toMatchObject({ headingRow: 5, firstRow: 6 })
    expect(meanings).toEqual(['number', 'family_name', 'given_name', 'birth', 'sex', 'informant', 'family_phone', 'country', 'city', 'abroad_since', 'phone'])
    expect(people[0]?.facts).toMatchObject({ familyName: 'Diallo', givenName: 'Mamadou', born: '1979-07-14', contacts: [{ value: '+33612345678' }], family: { phone: { value: '+221771234567' } } })
    expect(refusals(refused)).toEqual(['8: no_such_day@3 not_a_phone@10', '9: no_name@2'])
  })

  test('Georgian with the village in the title, "ოჯახი:" lines with the phone in them or beside them, and a total', () => {
    const { parsed, people, refused } = understand(sheetOf(`წყალტუბოს მუნიციპალიტეტი
სოფელი ოფშკვითი

სახელი, გვარი|დაბ. თარიღი|სქესი|სად ცხოვრობს|ტელ.|ელ. ფოსტა|რომელი წლიდან|შენიშვნა
ოჯახი: გიორგი მეტრეძე, ტელ. 599 12 34 56
ნინო მეტრეძე|12.03.1975|ქ|რომი, იტალია|+39 340 123 4567|nino@mail.example|2005|
დავით მეტრეძე|1980|კ|საბერძნეთში|00306941234567||2010 წ.|დაბრუნდება
ოჯახი: მარიამ გოგიძე||||598 24 05 46|||
ლევან გოგიძე|31.11.1985|კ|აშშ|დაურეკეთ დას||2015|
თამარ გოგიძე|15.05.2067|ქ|გერმანია, ბერლინი|||2018|
სულ: 4`))
    expect(parsed.map((row) => row.kind)).toEqual(['blank', 'blank', 'blank', 'family', 'person', 'person', 'family', 'refused', 'refused', 'blank'])
    expect(people[0]?.facts).toMatchObject({ familyName: 'მეტრეძე', givenName: 'ნინო', village: 'ოფშკვითი', residence: { country: 'IT', city: 'რომი' }, family: { head: 'გიორგი მეტრეძე', phone: { value: '+995599123456' } } })
    expect(people[1]?.facts).toMatchObject({ born: '1980', residence: { country: 'GR', from: '2010' }, note: 'დაბრუნდება' })
    expect(refusals(refused)).toEqual(['9: no_such_day@1 not_a_phone@4', '10: in_the_future@1'])
  })

  test('one date with 25 in the second place says that all dates of an English file put the month first', () => {
    const rows = ['Last name|First name|DOB|Gender|Barangay|Contact person|Contact person’s phone|Country|City|Mobile', ...Array.from({ length: 900 }, (_, i) => `Santos|Maria|03/0${1 + (i % 9)}/1975|F|Poblacion|Jose Santos|0917 123 4567|Italy|Rome|+39 340 123 4567`), 'Cruz|Juan|12/25/1980|M|Poblacion|Ana Cruz|0918 234 5678|UAE|Dubai|']
    const { mapping, people } = understand(sheetOf(rows.join('\n')), 'KE')
    expect(columnOf(mapping.sheets[0], 'birth')?.dateOrder).toBe('mdy')
    expect(people[1]?.facts.born).toBe('1975-03-02')
  })

  test('without any evidence slashes of an English file are asked: ambiguous rows keep the year and say so', () => {
    const text = `Name|Date of birth|Village|Country
John Mwangi|03/04/1975|Kikuyu|UK
Mary Achieng|09/09/1990|Limuru|UK`
    const { mapping, people } = understand(sheetOf(text), 'KE')
    expect(columnOf(mapping.sheets[0], 'birth')?.dateOrder).toBe('ask')
    expect(people.map(({ facts }) => facts.born)).toEqual(['1975', '1990-09-09'])
    expect(people[0]?.problems).toEqual([{ column: 1, code: 'ambiguous_date', value: '03/04/1975', severity: 'doubt' }])
    const chosen = understand(sheetOf(text), 'KE', (proposed) => ({ ...proposed, sheets: proposed.sheets.map((sheet) => ({ ...sheet, columns: sheet.columns.map((column) => (column.dateOrder === 'ask' ? { ...column, dateOrder: 'dmy' as const } : column)) })) }))
    expect(chosen.people[0]).toMatchObject({ facts: { born: '1975-04-03' }, problems: [] })
  })

  test('Russian with family name, name and patronymic apart, and several contacts in a cell', () => {
    const { meanings, people, refused } = understand(sheetOf(`№ п/п|Фамилия|Имя|Отчество|Дата рожд.|Пол|Село|Кто сообщил|Тел. родственников|Место пребывания|Контакты|С какого года|Род занятий
1|Иванов|Иван|Петрович|05.03.1972|м|Беловодское|Иванова Анна|0555 123456|Москва, Россия|8 (903) 396-33-56; ivanov@mail.example|2008|строитель
2|Асанова|Гульнара|Бакытовна|17.11.1985|ж|Сокулук|Асанов Бакыт|0700 234567|Германия, Берлин|WhatsApp +49 170 1234567|с 2012 года|сиделка
3|Осмонов|Нурлан||31.09.1980|м|Сокулук|Осмонова Айгуль|0700 345678|Казахстан|позвоните сестре|2015|`), 'KG')
    expect(meanings).toEqual(['number', 'family_name', 'given_name', 'patronymic', 'birth', 'sex', 'village', 'informant', 'family_phone', 'place_abroad', 'contacts', 'abroad_since', 'occupation'])
    expect(people[0]?.facts).toMatchObject({ otherNames: ['Петрович'], contacts: [{ kind: 'email' }, { kind: 'phone', value: '+79033963356' }], residence: { country: 'RU', city: 'Москва' }, family: { phone: { value: '+996555123456' } } })
    expect(people[1]?.facts).toMatchObject({ contacts: [{ kind: 'whatsapp', value: '+491701234567' }], residence: { from: '2012' } })
    expect(refusals(refused)).toEqual(['4: no_such_day@4 not_a_contact@10'])
  })

  test('no headings at all: the columns speak for themselves', () => {
    const { mapping, meanings, people, refused } = understand(sheetOf(`1|ნინო მეტრეძე|12.03.1975|ქ|ოფშკვითი|გიორგი მეტრეძე|+995599123456|Italy|Rome|+393401234567|nino@mail.example|2005
2|დავით გოგიძე|15.08.1980|კ|ოფშკვითი|მარიამ გოგიძე|+995598240546|Greece|Athens|+306941234567||2010
3|ლევან ქობაიძე|03.02.1985|კ|მაღლაკი|ნანა ქობაიძე|+995577112233|Germany|Berlin|+4917012345678||2015
4|თამარ კიკნაძე|25.12.1990|ქ|მაღლაკი|ზურაბ კიკნაძე|+995555667788|USA|New York|call the sister|t@mail.example|2018`))
    expect(mapping.sheets[0]?.headingRow).toBe(null)
    expect(meanings).toEqual(['number', 'full_name', 'birth', 'sex', 'village', 'informant', 'family_phone', 'country', 'city', 'phone', 'email', 'abroad_since'])
    expect(people[0]?.facts).toMatchObject({ familyName: 'მეტრეძე', givenName: 'ნინო' })
    expect(refusals(refused)).toEqual(['4: not_a_phone@9'])
  })

  test('lines of a name and a phone alone announce a family where longer rows follow', () => {
    const { mapping, people } = understand(sheetOf(`Name|Born|Country|City|Phone|Since
Giorgi Metredze||||+995599123456|
Nino Metredze|12.03.1975|Italy|Rome|+393401234567|2005
Lela Metredze|12.03.1978|Italy|Rome||2006
Mariam Gogidze||||+995598240546|
Levan Gogidze|03.02.1985|Greece|Athens|+306941234567|2010`))
    expect(mapping.sheets[0]?.familyLines).toEqual({ column: 0, prefix: '' })
    expect(people.map(({ facts }) => facts.family?.head)).toEqual(['Giorgi Metredze', 'Giorgi Metredze', 'Mariam Gogidze'])
  })

  test('lines of villages part a list, and headings printed again are no people', () => {
    const { people, refused } = understand(sheetOf(`ФИО|Дата рождения|Страна|Телефон
Село Рохи
Метредзе Нино|12.03.1975|Италия|+393401234567
Гогидзе Леван|03.02.1985|Греция|
Село Дими
ФИО|Дата рождения|Страна|Телефон
Капанадзе Тамара|25.12.1990|США|+12125550123
Долидзе Зураб|1988|Польша|`))
    expect(people.map(({ facts }) => `${facts.village} ${facts.familyName}`)).toEqual(['Рохи Метредзе', 'Рохи Гогидзе', 'Дими Капанадзе', 'Дими Долидзе'])
    expect(refused).toEqual([])
  })

  test('lists in blocks name the family once: empty cells below mean the same', () => {
    const text = `Village|Head of family|Family phone|Name|Born|Country
Dimi|Giorgi Metredze|+995599123456|Nino Metredze|1975|Italy
|||Lela Metredze|1978|Italy
|||Zaza Metredze|1980|Spain
|Mariam Gogidze|+995598240546|Levan Gogidze|1985|Greece
|||Otar Gogidze|1987|Greece
Rokhi|Guram Kiknadze|+995577112233|Tamar Kiknadze|1990|USA
|||Dali Kiknadze|1991|USA`
    const { people } = understand(sheetOf(text))
    expect(people.map(({ facts }) => `${facts.village} ${facts.family?.head} ${facts.family?.phone?.value}`)).toEqual([...Array(3).fill('Dimi Giorgi Metredze +995599123456'), ...Array(2).fill('Dimi Mariam Gogidze +995598240546'), ...Array(2).fill('Rokhi Guram Kiknadze +995577112233')])
    const scattered = understand(sheetOf(text.replaceAll('|||', 'Dimi|Giorgi Metredze|+995599123456|').replace('Mariam Gogidze', '')))
    expect(scattered.people.filter(({ facts }) => facts.family?.head === '')).toHaveLength(1)
  })

  test('covers, legends, countings and empty sheets are left out and say why', () => {
    const list = sheetOf(`Name|Born|Country\nNino Metredze|1975|Italy\nLevan Gogidze|1985|Greece`, 'List')
    const { mapping, people } = understand([...sheetOf('Register of migrants\nMunicipality of Baghdati', 'Cover'), ...sheetOf('Village|People|Share\nDimi|45|12\nRokhi|33|8', 'Figures'), ...list])
    expect(mapping.sheets.map((sheet) => sheet.skip)).toEqual(['no_table', 'no_table', undefined])
    expect(people).toHaveLength(2)
  })

  test('two phones without a word whose they are: the home code is the family’s', () => {
    const { meanings } = understand(sheetOf(`Phone 1|Phone 2|Country|Born|Name
+37369123456|+393401234567|Italy|12.05.1970|Popa Maria
+37369123457|+393401234568|Italy|12.06.1971|Rusu Ion
+37369123458||Spain|12.07.1972|Ceban Elena`), 'MD')
    expect(meanings).toEqual(['family_phone', 'phone', 'country', 'birth', 'full_name'])
  })
})
