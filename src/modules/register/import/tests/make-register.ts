/**
 * Registers in random shapes with a known truth: a language, headings in some of their usual wordings, columns in any order, one
 * column for the name or more, dates in one of the usual forms, families as columns or as lines, and mistakes at known cells.
 */
import type { Cell, SheetRow } from '#platform/spreadsheets/types.ts'

type Random = () => number

/** Mulberry32: the same file for the same seed everywhere. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

interface Words {
  home: string
  families: string[]
  givens: string[]
  villages: string[]
  places: [country: string, code: string, city: string][]
  sexes: [string, string]
  jobs: string[]
  sister: string
  familyLine: string
  headings: Record<'number' | 'full' | 'family' | 'given' | 'birth' | 'sex' | 'village' | 'head' | 'headPhone' | 'country' | 'city' | 'place' | 'phone' | 'email' | 'since' | 'job', string[]>
  fullFirst: Record<string, boolean>
}

export const languages: Record<string, Words> = {
  ka: {
    home: 'GE', families: ['მეტრეძე', 'გოგიძე', 'კაპანაძე', 'ნიჟარაშვილი', 'ბერიძე', 'ქობალია', 'შენგელია', 'დოლიძე', 'კიკნაძე', 'ჩიქოვანი', 'ლომიძე', 'მაისურაძე'],
    givens: ['გიორგი', 'ნინო', 'დავითი', 'თამარი', 'ლევანი', 'ქეთევანი', 'ზურაბი', 'ნათელა', 'ირაკლი', 'მანანა', 'თეა', 'ვახტანგი'], villages: ['დიმი', 'ოფშკვითი', 'ზედა სიმონეთი', 'როხი'],
    places: [['იტალია', 'IT', 'რომი'], ['საბერძნეთი', 'GR', 'ათენი'], ['გერმანია', 'DE', 'ბერლინი'], ['აშშ', 'US', 'ნიუ-იორკი']], sexes: ['ქალი', 'კაცი'], jobs: ['ექთანი', 'მძღოლი', 'მზარეული'], sister: 'დაურეკეთ დას', familyLine: 'ოჯახი: ',
    headings: { number: ['№', '#', 'რიგითი №'], full: ['სახელი, გვარი', 'გვარი, სახელი', 'სახელი და გვარი'], family: ['გვარი', 'მიგრანტის გვარი'], given: ['სახელი', 'მიგრანტის სახელი'], birth: ['დაბადების თარიღი', 'დაბ. თარიღი', 'დაბადების\nთარიღი'], sex: ['სქესი'], village: ['სოფელი', 'სოფ.', 'დასახლებული პუნქტი'], head: ['ოჯახის უფროსი', 'ინფორმატორი', 'ვინ მოგვაწოდა ინფორმაცია'], headPhone: ['ოჯახის ტელეფონი', 'ტელ. (ოჯახი)', 'ნათესავის ტელეფონი'], country: ['ქვეყანა', 'რომელ ქვეყანაში ცხოვრობს'], city: ['ქალაქი'], place: ['სად ცხოვრობს', 'ქვეყანა, ქალაქი', 'ადგილსამყოფელი'], phone: ['ტელეფონი', 'მობილური', 'ტელ.', 'მიგრანტის ტელ. ნომერი'], email: ['ელფოსტა', 'ელ. ფოსტა', 'E-mail'], since: ['წელი', 'წასვლის წელი', 'რომელი წლიდან'], job: ['პროფესია', 'სამუშაო', 'საქმიანობა'] },
    fullFirst: { 'სახელი, გვარი': false, 'გვარი, სახელი': true, 'სახელი და გვარი': false },
  },
  ru: {
    home: 'GE', families: ['Метредзе', 'Гогидзе', 'Капанадзе', 'Нижарашвили', 'Иванов', 'Петров', 'Шенгелия', 'Долидзе', 'Кикнадзе', 'Чиковани', 'Ломидзе', 'Сидоренко'],
    givens: ['Георгий', 'Нино', 'Давид', 'Тамара', 'Леван', 'Кетеван', 'Зураб', 'Натела', 'Иван', 'Манана', 'Теа', 'Марина'], villages: ['Дими', 'Опшквити', 'Верхнее Село', 'Рохи'],
    places: [['Италия', 'IT', 'Рим'], ['Греция', 'GR', 'Афины'], ['Германия', 'DE', 'Берлин'], ['США', 'US', 'Нью-Йорк']], sexes: ['ж', 'м'], jobs: ['медсестра', 'водитель', 'повар'], sister: 'позвоните сестре', familyLine: 'Семья: ',
    headings: { number: ['№', '№ п/п'], full: ['ФИО', 'Ф.И.О.', 'Фамилия, имя', 'Имя и фамилия'], family: ['Фамилия'], given: ['Имя'], birth: ['Дата рождения', 'Дата рожд.', 'Родился'], sex: ['Пол'], village: ['Село', 'Населённый пункт', 'Деревня'], head: ['Кто сообщил', 'Глава семьи', 'Информант'], headPhone: ['Телефон семьи', 'Тел. родственников'], country: ['Страна', 'Страна проживания'], city: ['Город'], place: ['Место проживания', 'Где живёт', 'Страна, город'], phone: ['Телефон', 'Моб. тел.', 'Тел.'], email: ['Эл. почта', 'E-mail', 'Электронный адрес'], since: ['С какого года', 'Год выезда', 'Уехал(а)'], job: ['Профессия', 'Род занятий', 'Кем работает'] },
    fullFirst: { 'ФИО': true, 'Ф.И.О.': true, 'Фамилия, имя': true, 'Имя и фамилия': false },
  },
  en: {
    home: 'GE', families: ['Metredze', 'Gogidze', 'Kapanadze', 'Nizharashvili', 'Beridze', 'Kobalia', 'Shengelia', 'Dolidze', 'Kiknadze', 'Chikovani', 'Lomidze', 'Maisuradze'],
    givens: ['Giorgi', 'Nino', 'Daviti', 'Tamari', 'Levan', 'Ketevan', 'Zurab', 'Natela', 'Irakli', 'Manana', 'Tea', 'Vakhtang'], villages: ['Dimi', 'Opshkviti', 'Upper Simoneti', 'Rokhi'],
    places: [['Italy', 'IT', 'Rome'], ['Greece', 'GR', 'Athens'], ['Germany', 'DE', 'Berlin'], ['United States', 'US', 'New York']], sexes: ['F', 'M'], jobs: ['nurse', 'driver', 'cook'], sister: 'call the sister', familyLine: 'FAMILY: ',
    headings: { number: ['No', 'No.', '#', 'S/N'], full: ['Name', 'Full name', 'Name and surname', 'Surname, name', 'Migrant'], family: ['Family name', 'Last name', 'SURNAME'], given: ['First name', 'Given name(s)', 'FIRST NAME'], birth: ['Date of birth', 'DOB', 'Born', 'Birth date'], sex: ['Sex', 'Gender'], village: ['Village', 'Home village', 'Settlement'], head: ['Reported by', 'Informant', 'Head of family', 'Contact person'], headPhone: ['Family phone', 'Phone of family', 'Informant’s phone'], country: ['Country', 'Country of residence'], city: ['City', 'City/Town'], place: ['Lives in', 'Place of residence', 'Current location'], phone: ['Phone', 'Mobile', 'Tel. no.', 'Phone abroad'], email: ['Email', 'E-mail address'], since: ['Abroad since', 'Year of departure', 'Left in'], job: ['Work', 'Occupation', 'Profession'] },
    fullFirst: { 'Name and surname': false, 'Surname, name': true },
  },
  fr: {
    home: 'MA', families: ['Bennani', 'El Amrani', 'Tazi', 'Alaoui', 'Berrada', 'Chraibi', 'Fassi', 'Idrissi', 'Lahlou', 'Mernissi', 'Naciri', 'Ouazzani'],
    givens: ['Mohamed', 'Fatima', 'Youssef', 'Khadija', 'Ahmed', 'Amina', 'Hassan', 'Nadia', 'Karim', 'Samira', 'Omar', 'Laila'], villages: ['Tafraout', 'Ait Baha', 'Tiznit', 'Massa'],
    places: [['Italie', 'IT', 'Rome'], ['Grèce', 'GR', 'Athènes'], ['Allemagne', 'DE', 'Berlin'], ['États-Unis', 'US', 'New York']], sexes: ['F', 'H'], jobs: ['infirmière', 'chauffeur', 'cuisinier'], sister: 'appeler la sœur', familyLine: 'Famille : ',
    headings: { number: ['N°', 'N° d’ordre'], full: ['Nom et prénom', 'Prénom et nom', 'Nom complet'], family: ['Nom', 'Nom de famille'], given: ['Prénom', 'Prénom(s)'], birth: ['Date de naissance', 'Né(e) le', 'Date naiss.'], sex: ['Sexe'], village: ['Village', 'Douar', 'Commune d’origine'], head: ['Chef de ménage', 'Déclarant', 'Informateur'], headPhone: ['Téléphone de la famille', 'Tél. famille'], country: ['Pays', 'Pays d’accueil'], city: ['Ville'], place: ['Lieu de résidence', 'Réside à'], phone: ['Téléphone', 'Tél.', 'Portable', 'GSM'], email: ['Courriel', 'E-mail', 'Adresse électronique'], since: ['Depuis', 'Année de départ', 'À l’étranger depuis'], job: ['Métier', 'Profession', 'Activité'] },
    fullFirst: { 'Nom et prénom': true, 'Prénom et nom': false },
  },
  es: {
    home: 'HN', families: ['García', 'Hernández', 'Martínez', 'López', 'González', 'Pérez', 'Rodríguez', 'Sánchez', 'Ramírez', 'Cruz', 'Flores', 'Gómez'],
    givens: ['Juan', 'María', 'José', 'Ana', 'Carlos', 'Rosa', 'Luis', 'Carmen', 'Pedro', 'Lucía', 'Jorge', 'Isabel'], villages: ['El Paraíso', 'La Unión', 'Santa Rita', 'San Marcos'],
    places: [['Italia', 'IT', 'Roma'], ['Grecia', 'GR', 'Atenas'], ['Alemania', 'DE', 'Berlín'], ['Estados Unidos', 'US', 'Nueva York']], sexes: ['Mujer', 'Hombre'], jobs: ['enfermera', 'conductor', 'cocinero'], sister: 'llamar a la hermana', familyLine: 'Familia: ',
    headings: { number: ['N.º', 'Nro.'], full: ['Nombre y apellidos', 'Apellidos y nombre', 'Nombre completo'], family: ['Apellidos', 'Apellido'], given: ['Nombre', 'Nombres'], birth: ['Fecha de nacimiento', 'Fecha nac.', 'F. nacimiento'], sex: ['Sexo'], village: ['Aldea', 'Comunidad', 'Pueblo'], head: ['Jefe de familia', 'Informante', 'Persona de contacto'], headPhone: ['Teléfono de la familia', 'Tel. familiar'], country: ['País', 'País de residencia'], city: ['Ciudad'], place: ['Lugar de residencia', 'Vive en'], phone: ['Teléfono', 'Celular', 'Móvil'], email: ['Correo electrónico', 'Correo', 'E-mail'], since: ['Año de salida', 'Desde', 'En el extranjero desde'], job: ['Ocupación', 'Profesión', 'Oficio'] },
    fullFirst: { 'Nombre y apellidos': false, 'Apellidos y nombre': true },
  },
  ar: {
    home: 'MA', families: ['العلوي', 'بناني', 'التازي', 'برادة', 'الشرايبي', 'الفاسي', 'الإدريسي', 'لحلو', 'المرنيسي', 'الناصري', 'الوزاني', 'العمراني'],
    givens: ['محمد', 'فاطمة', 'يوسف', 'خديجة', 'أحمد', 'أمينة', 'حسن', 'نادية', 'كريم', 'سميرة', 'عمر', 'ليلى'], villages: ['تافراوت', 'آيت باها', 'تيزنيت', 'ماسة'],
    places: [['إيطاليا', 'IT', 'روما'], ['اليونان', 'GR', 'أثينا'], ['ألمانيا', 'DE', 'برلين'], ['الولايات المتحدة', 'US', 'نيويورك']], sexes: ['أنثى', 'ذكر'], jobs: ['ممرضة', 'سائق', 'طباخ'], sister: 'اتصل بالأخت', familyLine: 'عائلة: ',
    headings: { number: ['الرقم', 'ر.ت'], full: ['الاسم الكامل', 'الاسم واللقب', 'اسم المهاجر'], family: ['اللقب', 'الاسم العائلي'], given: ['الاسم', 'الاسم الشخصي'], birth: ['تاريخ الميلاد', 'تاريخ الازدياد', 'تاريخ الولادة'], sex: ['الجنس'], village: ['القرية', 'الدوار'], head: ['رب الأسرة', 'مصدر المعلومات'], headPhone: ['هاتف العائلة', 'رقم هاتف الأسرة'], country: ['البلد', 'بلد الإقامة', 'الدولة'], city: ['المدينة'], place: ['مكان الإقامة', 'محل الإقامة'], phone: ['رقم الهاتف', 'الهاتف', 'الجوال'], email: ['البريد الإلكتروني', 'الإيميل'], since: ['سنة الهجرة', 'تاريخ السفر', 'منذ'], job: ['المهنة', 'العمل'] },
    fullFirst: { 'الاسم واللقب': false },
  },
}

export interface TrueRow {
  sheet: string
  row: number
  familyName: string
  givenName: string
  born?: string
  country: string
  village: string
  head: string
  headPhone: string
  phone?: string
  /** Column of the mistake that refuses the row. */
  mistake?: number
}

export interface MadeRegister {
  rows: SheetRow[]
  truth: TrueRow[]
  home: string
  /** What was drawn, to be told when a test fails. */
  told: string
}

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
const two = (number: number): string => String(number).padStart(2, '0')

const PHONES: Record<string, (random: Random) => string> = {
  IT: (random) => `39${pick(random, ['320', '340', '347'])}${Math.floor(1e6 + random() * 8.9e6)}`, GR: (random) => `3069${Math.floor(4e7 + random() * 0.9e7)}`,
  DE: (random) => `49170${Math.floor(1e6 + random() * 8.9e6)}`, US: (random) => `1212555${Math.floor(1000 + random() * 8999)}`,
  GE: (random) => `9955${pick(random, ['99', '98', '77'])}${Math.floor(1e5 + random() * 8.9e5)}`, MA: (random) => `2126${Math.floor(61e6 + random() * 8e6)}`, HN: (random) => `5049${Math.floor(1e6 + random() * 8.9e6)}`,
}

function writePhone(random: Random, digits: string): string {
  return pick(random, [`+${digits}`, `00${digits}`, digits, `+${digits.slice(0, 2)} ${digits.slice(2, 5)} ${digits.slice(5, 8)} ${digits.slice(8)}`, `(+${digits.slice(0, 2)}) ${digits.slice(2, 5)}-${digits.slice(5)}`, `+${digits}`])
}

type DateForm = 'dots' | 'slashes' | 'american' | 'iso' | 'mixed'

function writeDate(form: DateForm, year: number, month: number, day: number, random: Random): Cell {
  if (form === 'dots') return `${two(day)}.${two(month)}.${year}`
  if (form === 'slashes') return `${two(day)}/${two(month)}/${year}`
  if (form === 'american') return `${month}/${day}/${year}`
  if (form === 'iso') return `${year}-${two(month)}-${two(day)}`
  return random() < 0.5 && day <= 28 ? { date: `${year}-${two(month)}-${two(day)}` } : `${two(day)}.${two(month)}.${year}`
}

type Field = keyof Words['headings']

interface Shape {
  words: Words
  columns: Field[]
  headings: Map<Field, string>
  familyFirst: boolean
  comma: boolean
  date: DateForm
  lines: boolean
  withHeadings: boolean
}

function drawShape(random: Random, language: string): Shape {
  const words = languages[language] as Words
  const full = random() < 0.5
  const place = random() < 0.3
  const lines = full && random() < 0.3
  const withHeadings = lines || random() < 0.9
  let columns: Field[] = [...(full ? ['full' as const] : ['family' as const, 'given' as const]), 'birth', 'sex', 'village', ...(lines ? [] : ['head' as const, 'headPhone' as const]), ...(place ? ['place' as const] : ['country' as const, 'city' as const]), 'phone', 'email', 'since', 'job']
  // People put columns in many orders, but keep a name's parts, and an informant and the phone, together.
  if (withHeadings && random() < 0.6) columns = columns.map((column): [Field, number] => [column, random()]).sort((a, b) => a[1] - b[1]).map(([column]) => column)
  if (lines) columns = ['full', ...columns.filter((column) => column !== 'full')]
  else if (random() < 0.5) columns.unshift('number')
  const headings = new Map(columns.map((column) => [column, pick(random, words.headings[column])]))
  const heading = headings.get('full') ?? ''
  const said = words.fullFirst[heading]
  return { words, columns, headings, lines, withHeadings, familyFirst: said ?? random() < 0.5, comma: said !== false && random() < 0.3, date: pick(random, language === 'en' ? ['dots', 'slashes', 'american', 'iso', 'mixed'] : ['dots', 'slashes', 'iso', 'mixed']) }
}

/** A register of `families` families for a seed. */
export function makeRegister(seed: number, language: string, families = 40): MadeRegister {
  const random = randomOf(seed)
  const shape = drawShape(random, language)
  const { words, columns } = shape
  const rows: SheetRow[] = []
  const truth: TrueRow[] = []
  let at = 0
  const add = (cells: Cell[]): void => void rows.push({ sheet: '', row: at, cells })
  if (random() < 0.3) {
    at++
    add([language === 'en' ? 'Migrants of the municipality' : pick(random, words.villages).toUpperCase()])
    at++
  }
  if (shape.withHeadings) {
    at++
    add(columns.map((column) => shape.headings.get(column) ?? null))
  }
  for (let family = 0; family < families; family++) {
    const surname = pick(random, words.families)
    const headGiven = pick(random, words.givens)
    const nameOf = (familyName: string, givenName: string): string => (shape.comma ? `${familyName}, ${givenName}` : shape.familyFirst ? `${familyName} ${givenName}` : `${givenName} ${familyName}`)
    const home = { village: pick(random, words.villages), head: shape.comma ? `${surname} ${headGiven}` : nameOf(surname, headGiven), headPhone: PHONES[words.home]?.(random) ?? '' }
    if (shape.lines) {
      at++
      add([`${words.familyLine}${home.head}`, ...columns.slice(1).map((column) => (column === 'phone' ? `+${home.headPhone}` : null))])
    }
    for (let member = 0; member < 1 + Math.floor(random() * 2.5); member++) addMember(shape, random, { ...home, familyName: random() < 0.8 ? surname : pick(random, words.families) }, nameOf, ++at, rows, truth)
  }
  const told = `seed ${seed} ${language} ${[...shape.headings.values()].join(' | ')} ${shape.date} ${shape.familyFirst ? 'family first' : 'given first'}${shape.comma ? ' comma' : ''}${shape.withHeadings ? '' : ' no headings'}`
  return { rows, truth, home: words.home, told }
}

function addMember(shape: Shape, random: Random, home: { village: string; head: string; headPhone: string; familyName: string }, nameOf: (family: string, given: string) => string, row: number, rows: SheetRow[], truth: TrueRow[]): void {
  const { words, columns } = shape
  const [country, code, city] = pick(random, words.places)
  const given = pick(random, words.givens)
  const [year, month, day] = [1950 + Math.floor(random() * 50), 1 + Math.floor(random() * 12), 1 + Math.floor(random() * 28)]
  const phone = random() < 0.7 ? PHONES[code]?.(random) : undefined
  const cells = new Map<Field, Cell>([
    ['number', String(row)], ['full', nameOf(home.familyName, given)], ['family', home.familyName], ['given', given], ['birth', writeDate(shape.date, year, month, day, random)], ['sex', pick(random, words.sexes)],
    ['village', home.village], ['head', home.head], ['headPhone', `+${home.headPhone}`], ['country', country], ['city', city], ['place', `${city}, ${country}`], ['phone', phone === undefined ? null : writePhone(random, phone)],
    ['email', random() < 0.4 ? `p${row}.x${Math.floor(random() * 90)}@mail.example` : null], ['since', String(1995 + Math.floor(random() * 30))], ['job', pick(random, words.jobs)],
  ])
  const mistakes: [Field, Cell][] = [['phone', words.sister], ['birth', writeDate(shape.date === 'mixed' ? 'dots' : shape.date, 1975, 2, 31, random)], ['birth', writeDate(shape.date === 'mixed' ? 'dots' : shape.date, 2067, 5, 12, random)], [columns.includes('full') ? 'full' : 'given', null]]
  const mistake = random() < 0.06 ? pick(random, mistakes) : undefined
  if (mistake !== undefined) cells.set(...mistake)
  else if (random() < 0.02) cells.set('birth', null)
  const written = cells.get('birth') !== null && mistake?.[0] !== 'birth'
  rows.push({ sheet: '', row, cells: columns.map((column) => cells.get(column) ?? null) })
  truth.push({
    sheet: '', row, familyName: home.familyName, givenName: given, country: code, village: home.village, head: home.head, headPhone: `+${home.headPhone}`,
    ...(written && { born: `${year}-${two(month)}-${two(day)}` }), ...(phone !== undefined && { phone: `+${phone}` }), ...(mistake !== undefined && { mistake: columns.indexOf(mistake[0]) }),
  })
}
