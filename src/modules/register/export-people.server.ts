/**
 * A filtered list as a file: CSV, XLSX, vCard 4 (RFC 6350). Streamed from a cursor, so that an office of any size fits in little
 * memory. Each export is an event with the filter's words and the number of people, for somebody may ask who took the list along.
 */
import { requirePermission } from '#platform/access/permissions.ts'
import type { Scope, Tx, Within } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import type { Translator } from '#platform/i18n/index.ts'
import { writeCsv, writeXlsx, type WritableCell } from '#platform/spreadsheets/index.server.ts'
import { peopleCondition, streamPeople, type ExportedPerson } from './list-people.server.ts'
import type { PeopleFilter } from './people-filter.ts'
import { formatPhone } from './rules.ts'
import { personCard } from './vcard.ts'

export interface ExportRequest { format: 'csv' | 'xlsx' | 'vcf'; filter: PeopleFilter; translator: Translator; today: string; staleAfterDays: number }
export interface ExportedFile { mediaType: string; bytes: AsyncIterable<Uint8Array> }

const mediaTypes = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', vcf: 'text/vcard; charset=utf-8' }
/** A reader that takes no bytes for so long holds a transaction open: the export ends. */
const PATIENCE_MS = 60_000

/** Requires `person.export` before anything is sent. The transaction lives as long as the stream. */
export async function exportPeople(within: Within, scope: Scope, request: ExportRequest): Promise<ExportedFile> {
  await within(scope, async (tx) => {
    requirePermission(tx.actor, 'person.export')
    const { where, values } = peopleCondition(tx, request.filter, request.today, request.staleAfterDays)
    const { rows } = await tx.client.query<{ total: number }>(`select count(*) as total from corridor.people p where ${where}`, values)
    await recordEvent(tx, { type: 'people.exported', data: { format: request.format, people: rows[0]?.total ?? 0, filtered_by: Object.keys(request.filter).filter((key) => key !== 'page' && request.filter[key as keyof PeopleFilter] !== undefined) } })
  })
  const people = inTransaction(within, scope, (tx) => streamPeople(tx, request.filter, request))
  const headings = headingsIn(request.translator)
  const rows = async function* () {
    for await (const batch of people) for (const person of batch) yield rowOf(person, request.translator)
  }
  const bytes =
    request.format === 'vcf' ? cards(people)
    : request.format === 'csv' ? writeCsv(rows(), { headings })
    : writeXlsx([{ name: request.translator.t('desk.nav.people'), headings, rows: rows(), rightToLeft: request.translator.dir === 'rtl' }])
  return { mediaType: mediaTypes[request.format], bytes }
}

/** A generator that runs inside a transaction: batches are handed over one by one, and the transaction ends with the last. */
async function* inTransaction<T>(within: Within, scope: Scope, produce: (tx: Tx) => AsyncGenerator<T>): AsyncGenerator<T> {
  type Handed = { value: T } | { done: true } | { error: unknown }
  let hand: (item: Handed) => void = () => undefined
  let take: () => void = () => undefined
  let handed = new Promise<Handed>((resolve) => (hand = resolve))
  let stopped = false
  const finished = within(scope, async (tx) => {
    for await (const value of produce(tx)) {
      const taken = new Promise<void>((resolve) => (take = resolve))
      hand({ value })
      const timer = setTimeout(() => { stopped = true; take() }, PATIENCE_MS)
      await taken
      clearTimeout(timer)
      if (stopped) return
    }
  }).then(() => hand({ done: true }), (error: unknown) => hand({ error }))
  try {
    for (;;) {
      const item = await handed
      if ('error' in item) throw item.error
      if ('done' in item) break
      handed = new Promise<Handed>((resolve) => (hand = resolve))
      yield item.value
      take()
    }
  } finally {
    stopped = true
    take()
    await finished
  }
}

function headingsIn({ t }: Translator): string[] {
  return [
    t('register.field.family_name'), t('register.field.given_name'), t('register.field.sex'), t('register.field.born'), t('register.field.village'), t('register.field.head_name'), t('register.field.family_phone'),
    t('register.export.country_code'), t('register.field.country'), t('register.field.city'), t('register.field.abroad_since'), t('register.field.occupation'), t('register.field.skills'), t('register.field.readiness'),
    t('register.contact.phone'), t('register.contact.email'), t('register.export.messengers'), t('register.list.reach'), t('register.list.confirmed'),
  ]
}

function rowOf(person: ExportedPerson, { t, country }: Translator): WritableCell[] {
  const usable = person.contacts.filter((contact) => contact.state !== 'dead' && contact.state !== 'opted_out')
  const of = (...kinds: string[]) => usable.filter((contact) => kinds.includes(contact.kind))
  const born = person.born && person.born.length === 10 ? { date: person.born } : person.born
  return [
    person.familyName, person.givenName, person.sex ? t(`register.sex.${person.sex as 'female'}`) : null, born, person.village, person.householdHead, person.householdPhone && formatPhone(person.householdPhone),
    person.country, person.country && country(person.country), person.city, person.abroadSince, person.occupation, person.skills.join(', '), person.readiness ? t(`register.readiness.${person.readiness as 'now'}`) : null,
    of('phone').map((contact) => formatPhone(contact.value)).join(', '), of('email').map((contact) => contact.value).join(', '),
    of('whatsapp', 'viber', 'telegram', 'signal', 'messenger', 'skype').map((contact) => `${contact.kind}: ${contact.value}`).join(', '),
    t(`register.reach.${person.reach as 'none'}`), person.confirmedOn ? { date: person.confirmedOn } : null,
  ]
}

async function* cards(people: AsyncIterable<ExportedPerson[]>): AsyncGenerator<Uint8Array> {
  for await (const batch of people) yield Buffer.from(batch.map(personCard).join(''), 'utf8')
}
