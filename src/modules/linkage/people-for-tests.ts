/** People for the tests of linkage: an office of common names, and records with only what a test tells of them. */
import type { LinkageRecord } from './contract.ts'

const GIVEN = 'Giorgi Nana Davit Tamar Levan Ketevan Zurab Maia Nodar Lela Irakli Natia Otar Khatuna Guram Manana Merab Eteri Zaza Shorena Tengiz Darejan Avtandil Inga Revaz Marina Zviad Nargiza Malkhaz Rusudan'.split(' ')
const FAMILIES = ['Ber', 'Kapan', 'Gel', 'Maisur', 'Lom', 'Tsikl', 'Khurts', 'Abash', 'Kobakh', 'Dol', 'Zhorzhol', 'Nadir', 'Chikov'].flatMap((root) => ['idze', 'ashvili', 'iani', 'eli'].map((ending) => root + ending))
const VILLAGES = ['Persati', 'Dimi', 'Rokhi', 'Khani', 'Zegani']
const PLACES = [['GR', 'Athens'], ['IT', 'Rome'], ['TR', 'Istanbul'], ['DE', 'Berlin'], ['RU', 'Moscow']] as const

/** A record that says only what is given. */
export function record(id: string, facts: Partial<LinkageRecord>): LinkageRecord {
  return { id, familyName: '', givenName: '', phones: [], familyPhones: [], emails: [], messengers: [], ...facts }
}

/** An office in which no two records are one person's, though many share a name; the same for the same size. */
export function officeOf(size: number): LinkageRecord[] {
  let state = 20_240_101
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const two = (below: number): string => String(1 + random(below)).padStart(2, '0')
  return Array.from({ length: size }, (_, n) => {
    const [country, city] = PLACES[random(PLACES.length)] as (typeof PLACES)[number]
    const given = random(GIVEN.length)
    return record(`office-${n}`, {
      familyName: FAMILIES[random(FAMILIES.length)] as string, givenName: GIVEN[given] as string, sex: given % 2 === 0 ? 'male' : 'female',
      born: `${1950 + random(50)}-${two(12)}-${two(28)}`, village: VILLAGES[random(VILLAGES.length)] as string, country, city,
      abroadSince: String(1995 + random(30)), phones: [`+30690${String(1_000_000 + n * 37)}`], informant: `Informant ${n}`,
    })
  })
}
