/**
 * Imereti's four municipalities of the demo and some of their villages. Names are real; positions of the towns are facts (GeoNames),
 * villages lie where the generator puts them around their town: close enough to look right, not to navigate by. The staff is invented.
 */
import type { OfficeSpec, StaffSpec, VillageSpec } from '../kit.ts'

function villages(list: string): VillageSpec[] {
  return list.trim().split('\n').map((line, at) => {
    const [name = '', latin = ''] = line.trim().split('|')
    return { name, latin, weight: at === 0 ? 12 : 10 - Math.min(7, Math.floor(at / 2)) }
  })
}

function staff(slug: string, officers: [string, string][], field: [string, string, string[]][]): StaffSpec[] {
  const email = (local: string): string => `${local}@${slug}.example`
  return [
    ...officers.map(([name, local], at): StaffSpec => ({ name, role: at === 0 ? 'administrator' : 'officer', email: email(local) })),
    ...field.map(([name, local, places]): StaffSpec => ({ name, role: 'field', email: email(local), villages: places })),
  ]
}

export const imeretiOffices: OfficeSpec[] = [
  {
    slug: 'terjola', region: 'Imereti', weight: 4620,
    name: { en: 'Migration office of Terjola', fr: 'Bureau des migrations de Terjola', es: 'Oficina de migración de Terjola', ar: 'مكتب الهجرة في تيرجولا', ka: 'თერჯოლის მიგრაციის ოფისი' },
    municipality: { name: 'თერჯოლა', latin: 'Terjola', latitude: 42.18, longitude: 42.983, geonamesId: 611682 },
    villages: villages(`
      თერჯოლა|Terjola
      ალისუბანი|Alisubani
      გოდოგანი|Godogani
      ეწერი|Etseri
      თუზი|Tuzi
      ზედა სიმონეთი|Zeda Simoneti
      ქვედა სიმონეთი|Kveda Simoneti
      ჩხარი|Chkhari
      რუფოთი|Rupoti
      სიქთარვა|Siktarva
      ნახშირღელე|Nakhshirghele
      ბარდუბანი|Bardubani
      ღვანკითი|Ghvankiti
      სკანდე|Skande
      საზანო|Sazano`),
    staff: staff('terjola', [['ნინო კაპანაძე', 'nino'], ['ლევან ბერძენიშვილი', 'levan']], [['გიორგი ჩუბინიძე', 'giorgi', ['Alisubani', 'Godogani', 'Tuzi']], ['მანანა გოგიძე', 'manana', ['Etseri', 'Zeda Simoneti', 'Kveda Simoneti']]]),
  },
  {
    slug: 'tkibuli', region: 'Imereti', weight: 3900,
    name: { en: 'Migration office of Tkibuli', fr: 'Bureau des migrations de Tkibouli', es: 'Oficina de migración de Tkibuli', ar: 'مكتب الهجرة في تكيبولي', ka: 'ტყიბულის მიგრაციის ოფისი' },
    municipality: { name: 'ტყიბული', latin: 'Tkibuli', latitude: 42.348, longitude: 42.998, geonamesId: 611584 },
    villages: villages(`
      ტყიბული|Tkibuli
      მუხურა|Mukhura
      კურსები|Kursebi
      ოჯოლა|Ojola
      ჯვარისა|Jvarisa
      ორპირი|Orpiri
      გელათი|Gelati
      სოჩხეთი|Sochkheti
      ცუცხვათი|Tsutskhvati
      ხრესილი|Khresili
      ბუეთი|Bueti
      ლეღვა|Leghva`),
    staff: staff('tkibuli', [['მაია ლომიძე', 'maia'], ['ზურაბ გიორგაძე', 'zurab']], [['დავით კუბლაშვილი', 'davit', ['Mukhura', 'Ojola']], ['ეკა ტაბატაძე', 'eka', ['Kursebi', 'Orpiri', 'Gelati']]]),
  },
  {
    slug: 'samtredia', region: 'Imereti', weight: 5210,
    name: { en: 'Migration office of Samtredia', fr: 'Bureau des migrations de Samtredia', es: 'Oficina de migración de Samtredia', ar: 'مكتب الهجرة في سامتريديا', ka: 'სამტრედიის მიგრაციის ოფისი' },
    municipality: { name: 'სამტრედია', latin: 'Samtredia', latitude: 42.154, longitude: 42.335, geonamesId: 612126 },
    villages: villages(`
      სამტრედია|Samtredia
      კულაში|Kulashi
      დიდი ჯიხაიში|Didi Jikhaishi
      ტოლები|Tolebi
      ეწერი|Etseri
      ოფეთი|Opeti
      ნაბაკევი|Nabakevi
      მელაური|Melauri
      ბაში|Bashi
      იანეთი|Ianeti
      გორმაღალი|Gormaghali
      პატარა ჯიხაიში|Patara Jikhaishi
      ღანირი|Ghaniri`),
    staff: staff('samtredia', [['თამარ ნიკოლეიშვილი', 'tamar'], ['გელა ჯიქია', 'gela']], [['ნატო კვერნაძე', 'nato', ['Kulashi', 'Didi Jikhaishi']], ['ირაკლი ფხაკაძე', 'irakli', ['Tolebi', 'Etseri', 'Opeti']]]),
  },
  {
    slug: 'baghdati', region: 'Imereti', weight: 3626,
    name: { en: 'Migration office of Baghdati', fr: 'Bureau des migrations de Baghdati', es: 'Oficina de migración de Baghdati', ar: 'مكتب الهجرة في باغداتي', ka: 'ბაღდათის მიგრაციის ოფისი' },
    municipality: { name: 'ბაღდათი', latin: 'Baghdati', latitude: 42.07, longitude: 42.824, geonamesId: 615611 },
    villages: villages(`
      ბაღდათი|Baghdati
      ვარციხე|Vartsikhe
      დიმი|Dimi
      ფერსათი|Persati
      როხი|Rokhi
      ზეგანი|Zegani
      პირველი ობჩა|Pirveli Obcha
      მეორე ობჩა|Meore Obcha
      წითელხევი|Tsitelkhevi
      საკრაულა|Sakraula
      ხანი|Khani
      ნერგეეთი|Nergeeti`),
    staff: staff('baghdati', [['ქეთევან გამყრელიძე', 'ketevan'], ['მამუკა სვანიძე', 'mamuka']], [['ლია ხვედელიძე', 'lia', ['Vartsikhe', 'Dimi']], ['ვახტანგ მეტრეველი', 'vakhtang', ['Persati', 'Rokhi', 'Zegani']]]),
  },
]
