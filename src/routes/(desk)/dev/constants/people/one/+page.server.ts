import { countries } from '#modules/places/index.ts'
import type { PageServerLoad } from './$types'

const source = { id: '0195a000-0000-7000-a000-000000000001', means: 'visit', informantName: 'ციცინო ლომიძე', informantTie: 'parent', collectorName: 'გიორგი ჩუბინიძე', collectedOn: '2025-10-02' }
const person = {
  id: '0195a000-0000-7000-8000-000000000001', state: 'active', version: 1, mergedInto: null, restricted: false, familyName: 'ლომიძე', givenName: 'მარტა', otherNames: [], sex: 'female', born: '1971-11-04',
  village: { id: 'v', name: 'ალისუბანი' }, household: { id: 'h', headName: 'ციცინო ლომიძე', phone: '+995599123456', address: null, members: [{ id: 'm', name: 'ნინო ლომიძე' }] },
  country: 'GR', city: 'Thessaloniki', abroadSince: '2009', occupation: 'მომვლელი', occupationCode: '5322', skills: ['cooking'], languages: ['ka', 'ru', 'el'], interests: ['volunteering'], readiness: 'someday', preferredLanguage: 'ka',
  reach: 'confirmed', confirmedOn: '2026-01-15', createdAt: '2025-10-02T10:00:00Z', updatedAt: '2026-01-15T10:00:00Z', sourceId: source.id, fieldSources: {}, sources: [source],
  contacts: [{ id: 'c1', kind: 'phone', raw: '694 331 2207', value: '+306943312207', state: 'confirmed', confirmedOn: '2026-01-15', confirmedHow: 'phone', note: null, sourceId: source.id }, { id: 'c2', kind: 'email', raw: 'marta@inbox.example', value: 'marta@inbox.example', state: 'unconfirmed', confirmedOn: null, confirmedHow: null, note: null, sourceId: source.id }],
  residences: [{ id: 'r', country: 'GR', city: 'Thessaloniki', starts: '2009', ends: null, current: true, sourceId: source.id }], ties: [],
  consents: [{ purpose: 'contact', channel: 'any', answer: 'given_by_family', means: 'visit', givenOn: '2025-10-02', until: null, givenBy: 'ციცინო ლომიძე' }], notes: [], notice: { state: 'told', dueOn: '2025-11-01', toldOn: '2025-10-20', how: 'phone' },
  timeline: [{ id: 'e', type: 'person.registered', at: '2025-10-02T10:00:00Z', actorName: 'demo', actorKind: 'system', data: {} }], looks: [],
}

export const load: PageServerLoad = () => ({ person, staleAfterDays: 365, links: { count: 0, lastMadeAt: null, lastOpenedAt: null }, countryCodes: countries.map((country) => country.code), may: { revise: true, note: true, remove: true, erase: true } })
