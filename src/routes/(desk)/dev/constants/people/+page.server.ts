import { readPeopleFilter } from '#modules/register/index.ts'
import type { PageServerLoad } from './$types'

const people = Array.from({ length: 50 }, (_, at) => ({
  id: `0195a000-0000-7000-8000-0000000000${String(at).padStart(2, '0')}`, familyName: 'ლომიძე', givenName: `მარტა ${at}`, born: '1971-11-04', sex: 'female', village: 'ალისუბანი', country: 'GR', city: 'Thessaloniki',
  abroadSince: '2009', occupation: 'მომვლელი', reach: 'confirmed', confirmedOn: '2026-01-15', contact: { kind: 'phone', value: '+306943312207' }, updatedAt: '2026-02-01T10:00:00Z',
}))
const villages = Array.from({ length: 24 }, (_, at) => ({ id: `0195a000-0000-7000-9000-0000000000${String(at).padStart(2, '0')}`, name: `სოფელი ${at}`, key: `sopeli ${at}` }))

export const load: PageServerLoad = () => ({
  filter: readPeopleFilter(new URLSearchParams()), query: '', people, total: 4620, pageSize: 50, villages, countryCodes: ['GR', 'RU', 'IT', 'TR', 'DE', 'ES', 'IL', 'US', 'PL', 'FR', 'UA', 'GB', 'CY', 'CH', 'AT', 'PT'],
  views: [], may: { editMany: true, export: true },
})
