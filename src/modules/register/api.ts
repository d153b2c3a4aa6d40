/** The register's part of the JSON API. The words are those of the forms, the imports and the list. */
import { z } from 'zod'
import { defineEndpoint } from '#platform/api/endpoint.ts'
import { collectionMeans, consentAnswers, consentChannels, consentPurposes, contactInput, contactKinds, contactStates, familyInput, interestKinds, readinessValues, sexes, tieKinds } from './contract.ts'
import { freshnessValues, peopleSorts, reachValues } from './people-filter.ts'

const instant = z.iso.datetime({ offset: true })
const day = z.iso.date()
const nullable = z.string().nullable()
const A_PERSON = '0195a000-0000-7000-8000-0000000000a1'
const A_PLACE = '0195a000-0000-7000-8000-0000000000b1'
const A_SOURCE = '0195a000-0000-7000-8000-0000000000c1'

const peopleQuery = z.object({
  name: z.string().trim().max(100, { error: 'too_long' }).optional().describe('Beginning of the name, in any script'),
  village: z.array(z.uuid()).max(50).optional(),
  country: z.array(z.string().regex(/^[A-Z]{2}$/)).max(50).optional().describe('Countries of residence, ISO 3166-1 alpha-2'),
  city: z.array(z.uuid()).max(50).optional(),
  reach: z.array(z.enum(reachValues)).optional().describe('State of the best contact'),
  freshness: z.enum(freshnessValues).optional(),
  sex: z.array(z.enum(sexes)).optional(),
  occupation: z.string().regex(/^\d{1,4}$/).optional().describe('Beginning of an ISCO-08 code'),
  interest: z.array(z.enum(interestKinds)).optional(),
  readiness: z.array(z.enum(readinessValues)).optional(),
  language: z.string().regex(/^[a-z]{2,3}$/).optional(),
  skill: z.string().trim().max(60, { error: 'too_long' }).optional(),
  bornFrom: z.string().regex(/^\d{4}$/).optional(),
  bornTo: z.string().regex(/^\d{4}$/).optional(),
  import: z.uuid().optional(),
  state: z.enum(['active', 'removed', 'deceased']).optional(),
  sort: z.enum(peopleSorts).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
})

const listedPerson = z.object({
  id: z.uuid(), familyName: z.string(), givenName: z.string(), born: nullable.describe('ISO 8601; a year alone where no more is known'), sex: nullable,
  village: nullable, country: nullable, city: nullable, abroadSince: nullable, occupation: nullable,
  reach: z.enum(reachValues), confirmedOn: day.nullable(), contact: z.object({ kind: z.enum(contactKinds), value: z.string() }).nullable(), updatedAt: instant,
})

const exampleListed = {
  id: A_PERSON, familyName: 'ლომიძე', givenName: 'მარტა', born: '1971-11-04', sex: 'female', village: 'Tuzi', country: 'GR', city: 'Thessaloniki', abroadSince: '2009', occupation: 'nurse',
  reach: 'confirmed', confirmedOn: '2026-02-11', contact: { kind: 'phone', value: '+306943312207' }, updatedAt: '2026-02-11T09:30:00Z',
}

export const listPeopleEndpoint = defineEndpoint({
  id: 'listPeople', method: 'GET', path: '/people', group: 'people', summary: 'People of the register, filtered and sorted, in pages', permission: 'person.read', query: peopleQuery, status: 200, paged: true,
  answer: z.object({ people: z.array(listedPerson), total: z.number().int(), page: z.number().int(), pages: z.number().int(), next: nullable, previous: nullable }),
  example: { answer: { people: [exampleListed], total: 51, page: 1, pages: 2, next: '/api/v1/offices/terjola/people?page=2', previous: null } },
})

const person = z.object({
  id: z.uuid(), state: z.string(), version: z.number().int(), mergedInto: z.uuid().nullable(), restricted: z.boolean(),
  familyName: z.string(), givenName: z.string(), otherNames: z.array(z.string()), sex: nullable, born: nullable,
  village: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  household: z.object({ id: z.uuid(), headName: z.string(), phone: nullable, address: nullable, members: z.array(z.object({ id: z.uuid(), name: z.string() })) }).nullable(),
  country: nullable, city: nullable, abroadSince: nullable, occupation: nullable, occupationCode: nullable,
  skills: z.array(z.string()), languages: z.array(z.string()), interests: z.array(z.string()), readiness: nullable, preferredLanguage: nullable,
  reach: z.enum(reachValues), confirmedOn: day.nullable(), createdAt: instant, updatedAt: instant,
  contacts: z.array(z.object({ id: z.uuid(), kind: z.enum(contactKinds), raw: z.string().describe('As it was told'), value: z.string().describe('In its normal form'), state: z.enum(contactStates), confirmedOn: day.nullable(), note: nullable, sourceId: z.uuid().nullable() })),
  residences: z.array(z.object({ id: z.uuid(), country: z.string(), city: nullable, starts: nullable, ends: nullable, current: z.boolean(), sourceId: z.uuid().nullable() })),
  ties: z.array(z.object({ id: z.uuid(), kind: z.enum(tieKinds), otherId: z.uuid().nullable(), otherName: z.string(), incoming: z.boolean() })),
  consents: z.array(z.object({ purpose: z.enum(consentPurposes), channel: z.enum(consentChannels), answer: z.enum(consentAnswers), means: z.string(), givenOn: day, until: day.nullable(), givenBy: nullable })),
  sources: z.array(z.object({ id: z.uuid(), means: z.string(), informantName: nullable, informantTie: nullable, collectorName: nullable, collectedOn: day })),
  notice: z.object({ state: z.string(), dueOn: day, toldOn: day.nullable(), how: nullable }).nullable(),
})

export const getPersonEndpoint = defineEndpoint({
  id: 'getPerson', method: 'GET', path: '/people/{id}', group: 'people', summary: 'One person with everything held; the reading is recorded and the person can see it', permission: 'person.read', status: 200, answer: person,
  example: { answer: {
    id: A_PERSON, state: 'active', version: 3, mergedInto: null, restricted: false, familyName: 'ლომიძე', givenName: 'მარტა', otherNames: [], sex: 'female', born: '1971-11-04',
    village: { id: A_PLACE, name: 'Tuzi' }, household: null, country: 'GR', city: 'Thessaloniki', abroadSince: '2009', occupation: 'nurse', occupationCode: '2221', skills: ['first aid'], languages: ['ka', 'el'], interests: ['return'],
    readiness: 'someday', preferredLanguage: 'ka', reach: 'confirmed', confirmedOn: '2026-02-11', createdAt: '2026-01-09T12:00:00+00:00', updatedAt: '2026-02-11T09:30:00+00:00',
    contacts: [{ id: A_SOURCE, kind: 'phone', raw: '694 331 2207', value: '+306943312207', state: 'confirmed', confirmedOn: '2026-02-11', note: null, sourceId: A_SOURCE }],
    residences: [{ id: A_PLACE, country: 'GR', city: 'Thessaloniki', starts: '2009', ends: null, current: true, sourceId: A_SOURCE }],
    ties: [{ id: A_PLACE, kind: 'parent', otherId: null, otherName: 'Tsitsino Lomidze', incoming: false }],
    consents: [{ purpose: 'contact', channel: 'any', answer: 'given_by_family', means: 'visit', givenOn: '2026-01-09', until: null, givenBy: 'Tsitsino Lomidze' }],
    sources: [{ id: A_SOURCE, means: 'visit', informantName: 'Tsitsino Lomidze', informantTie: 'parent', collectorName: 'Nino', collectedOn: '2026-01-09' }],
    notice: { state: 'told', dueOn: '2026-02-08', toldOn: '2026-01-20', how: 'email' },
  } },
})

export const registerFamilyEndpoint = defineEndpoint({
  id: 'registerFamily', method: 'POST', path: '/families', group: 'people', summary: 'Registers a household with its migrants, who told and what they consent to', permission: 'person.register', body: familyInput, status: 201,
  answer: z.object({ householdId: z.uuid(), personIds: z.array(z.uuid()) }),
  example: {
    body: {
      village: 'Tuzi', headName: 'Tsitsino Lomidze', phone: '599 12 34 56', informantName: 'Tsitsino Lomidze', means: 'visit', collectedOn: '2026-01-09',
      migrants: [{ familyName: 'ლომიძე', givenName: 'მარტა', sex: 'female', born: '1971-11-04', residence: { country: 'GR', city: 'Thessaloniki', starts: '2009' }, contacts: [{ kind: 'phone', raw: '694 331 2207' }], consents: [{ purpose: 'contact', channel: 'any', answer: 'given_by_family' }], informantTie: 'parent' }],
    },
    answer: { householdId: A_PLACE, personIds: [A_PERSON] },
  },
})

export const addContactEndpoint = defineEndpoint({
  id: 'addContact', method: 'POST', path: '/people/{id}/contacts', group: 'people', summary: 'Adds a phone, an email or another contact to a person', permission: 'person.revise', status: 201,
  body: contactInput.extend({ means: z.enum(collectionMeans, { error: 'unknown_value' }).default('office'), toldBy: z.string().trim().max(200, { error: 'too_long' }).optional(), toldOn: z.iso.date({ error: 'not_a_date' }).optional().describe('Today where it is left out') }),
  answer: z.object({ id: z.uuid() }),
  example: { body: { kind: 'email', raw: 'marta@example.org', means: 'phone', toldBy: 'Tsitsino Lomidze', toldOn: '2026-02-11' }, answer: { id: A_SOURCE } },
})

const FIND_MOST = 50

export const findPeopleEndpoint = defineEndpoint({
  id: 'findPeople', method: 'GET', path: '/find', group: 'people', summary: 'Finds people by a name with mistakes in any script, a part of a contact, a place or an occupation', permission: 'person.read', status: 200,
  query: z.object({ q: z.string().trim().min(1, { error: 'required' }).max(100, { error: 'too_long' }), limit: z.coerce.number().int().min(1).max(FIND_MOST).default(20) }),
  answer: z.object({
    people: z.array(z.object({ id: z.uuid(), familyName: z.string(), givenName: z.string(), born: nullable, village: nullable, country: nullable, city: nullable, contact: nullable, fit: z.number().min(0).max(1) })),
    groups: z.array(z.object({ kind: z.enum(['village', 'city', 'occupation']), id: z.string(), name: z.string(), country: nullable, people: z.number().int(), more: z.boolean().describe('Whether there are more than were counted') })),
  }),
  example: { answer: { people: [{ id: A_PERSON, familyName: 'ლომიძე', givenName: 'მარტა', born: '1971-11-04', village: 'Tuzi', country: 'GR', city: 'Thessaloniki', contact: '+306943312207', fit: 0.97 }], groups: [{ kind: 'village', id: A_PLACE, name: 'Tuzi', country: 'GE', people: 212, more: false }] } },
})
