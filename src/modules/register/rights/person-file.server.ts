/** What is held of a person as a file to take home: JSON for programs, CSV for people. */
import { Readable } from 'node:stream'
import { writeCsv } from '#platform/spreadsheets/index.server.ts'
import type { Translator } from '#platform/i18n/index.ts'
import type { MessageKey } from '#platform/i18n/messages.ts'
import type { PersonPage, SourceFacts } from '../read-person.server.ts'
import { sourceText } from '../ui/person-words.ts'

export interface PersonFile { mediaType: string; name: string; body: BodyInit }
export type FileKind = 'json' | 'csv'

/** Version of the shape of the JSON file; counted up when a property changes its meaning. */
const FORMAT = 'corridor-person/1'

/** @param now instant at which it was taken home */
export function personFile(kind: FileKind, page: PersonPage, office: string, translator: Translator, now: Date): PersonFile {
  if (kind === 'json') return { mediaType: 'application/json; charset=utf-8', name: 'my-data.json', body: `${JSON.stringify(asJson(page, office, now), null, 2)}\n` }
  const { t } = translator
  const headings = [t('rights.file.what'), t('rights.file.value'), t('rights.file.source')]
  return { mediaType: 'text/csv; charset=utf-8', name: 'my-data.csv', body: Readable.toWeb(writeCsv(rowsOf(page, translator), { headings })) as ReadableStream<Uint8Array<ArrayBuffer>> }
}

function asJson(page: PersonPage, office: string, now: Date) {
  const source = (id: string | null | undefined) => withoutId(page.sources.find((known) => known.id === id))
  const of = (field: string) => source(page.fieldSources[field] ?? page.sourceId)
  const fact = (value: unknown, field: string) => ({ value, source: of(field) })
  return {
    format: FORMAT,
    office,
    takenAt: now.toISOString(),
    registeredAt: page.createdAt,
    changedAt: page.updatedAt,
    restricted: page.restricted,
    familyName: fact(page.familyName, 'family_name'),
    givenName: fact(page.givenName, 'given_name'),
    otherNames: fact(page.otherNames, 'other_names'),
    sex: fact(page.sex, 'sex'),
    born: fact(page.born, 'born'),
    homeVillage: fact(page.village?.name ?? null, 'village_id'),
    livesIn: { country: page.country, city: page.city, since: page.abroadSince, source: of('country') },
    occupation: fact(page.occupation, 'occupation'),
    occupationCode: page.occupationCode,
    skills: fact(page.skills, 'skills'),
    languages: fact(page.languages, 'languages'),
    interests: fact(page.interests, 'interests'),
    readiness: fact(page.readiness, 'readiness'),
    preferredLanguage: fact(page.preferredLanguage, 'preferred_language'),
    contacts: page.contacts.map(({ kind, raw, value, state, confirmedOn, note, sourceId }) => ({ kind, written: raw, value, state, confirmedOn, note, source: source(sourceId) })),
    residences: page.residences.map(({ country, city, starts, ends, current, sourceId }) => ({ country, city, starts, ends, current, source: source(sourceId) })),
    ties: page.ties.map(({ kind, otherName, note, incoming }) => ({ kind, name: otherName, note, incoming })),
    consents: page.consents,
    notes: page.notes.map(({ text, authorName, createdAt }) => ({ text, author: authorName, writtenAt: createdAt })),
    notice: page.notice,
    events: page.timeline.map(({ type, at, actorName }) => ({ type, at, by: actorName || null })),
    looks: page.looks.map(({ at, actorName }) => ({ at, by: actorName || null })),
  }
}

function withoutId(source: SourceFacts | undefined) {
  if (!source) return null
  const { id: _id, ...facts } = source
  return facts
}

function* rowsOf(page: PersonPage, translator: Translator): Generator<string[]> {
  const { t, date, country, languageName } = translator
  const source = (id: string | null | undefined) => sourceText(page.sources.find((known) => known.id === id), translator)
  const of = (field: string) => source(page.fieldSources[field] ?? page.sourceId)
  const facts: [MessageKey, string, string][] = [
    ['register.field.given_name', page.givenName, 'given_name'],
    ['register.field.family_name', page.familyName, 'family_name'],
    ['register.field.other_names', page.otherNames.join(', '), 'other_names'],
    ['register.field.born', page.born ?? '', 'born'],
    ['register.field.sex', page.sex ? t(`register.sex.${page.sex}` as MessageKey) : '', 'sex'],
    ['register.field.village', page.village?.name ?? '', 'village_id'],
    ['register.field.occupation', page.occupation ?? '', 'occupation'],
    ['register.field.skills', page.skills.join(', '), 'skills'],
    ['register.field.languages', page.languages.map(languageName).join(', '), 'languages'],
    ['register.field.interests', page.interests.map((kind) => t(`register.interest.${kind}` as MessageKey)).join(', '), 'interests'],
    ['register.field.readiness', page.readiness ? t(`register.readiness.${page.readiness}` as MessageKey) : '', 'readiness'],
  ]
  for (const [key, value, field] of facts) if (value) yield [t(key), value, of(field)]
  for (const residence of page.residences) yield [t('register.field.country'), [residence.city, country(residence.country), [residence.starts, residence.ends].filter(Boolean).join('–')].filter(Boolean).join(', '), source(residence.sourceId)]
  for (const contact of page.contacts) yield [t(`register.contact.${contact.kind}` as MessageKey), contact.value, source(contact.sourceId)]
  for (const consent of page.consents) yield [t('register.person.consent'), `${t(`register.purpose.${consent.purpose}`)}, ${t(`register.channel.${consent.channel}`)}: ${t(`register.consent.${consent.answer}`)}`, date(consent.givenOn)]
  for (const tie of page.ties) yield [t('register.person.family'), [t(`register.tie.${tie.kind}` as MessageKey), tie.otherName].filter(Boolean).join(': '), '']
  for (const note of page.notes) yield [t('register.person.notes'), note.text, `${note.authorName}, ${note.createdAt.slice(0, 10)}`]
  for (const look of page.looks) if (look.actorName) yield [t('register.person.looked'), look.actorName, look.at]
}
