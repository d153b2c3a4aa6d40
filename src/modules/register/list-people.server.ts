/** Lists of people: filtered, sorted, paged; and streamed whole for exports and bulk edits. Two queries a page, whatever the filter. */
import type { PoolClient } from 'pg'
import { requirePermission } from '#platform/access/permissions.ts'
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { nameKey } from '#platform/names/index.ts'
import type { PeopleFilter } from './people-filter.ts'

export const PEOPLE_A_PAGE = 50
export const PEOPLE_LIST_QUERIES = 2

export interface PersonRow {
  id: string; familyName: string; givenName: string; born: string | null; sex: string | null
  village: string | null; country: string | null; city: string | null; abroadSince: string | null; occupation: string | null
  reach: string; confirmedOn: string | null; contact: { kind: string; value: string } | null; updatedAt: string
}

const sorts: Record<string, string> = {
  name: 'p.name_key, p.id',
  '-name': 'p.name_key desc, p.id desc',
  village: 'v.name, p.name_key, p.id',
  country: 'p.country nulls last, p.city nulls last, p.name_key, p.id',
  confirmed: 'p.confirmed_on nulls first, p.id',
  '-confirmed': 'p.confirmed_on desc nulls last, p.id',
  changed: 'p.updated_at, p.id',
  '-changed': 'p.updated_at desc, p.id',
}

/** The condition of a filter as SQL with numbered parameters from $1 (the office) on. `today` is the office's day. */
export function peopleCondition(tx: Tx, filter: Partial<PeopleFilter>, today: string, staleAfterDays: number): { where: string; values: unknown[] } {
  const values: unknown[] = [tx.office]
  const parts = ['p.office_id = $1']
  const add = (sql: string, value: unknown) => parts.push(sql.replaceAll('?', `$${values.push(value)}`))
  parts.push(`p.state = '${filter.state ?? 'active'}'`)
  // ^@ (starts with) is leakproof and so uses the index under the wall; LIKE does not.
  if (filter.name) add('p.name_key ^@ ?', nameKey(filter.name))
  if (filter.village) add('p.village_id = any (?::uuid[])', filter.village)
  if (filter.country) add('p.country = any (?)', filter.country)
  if (filter.city) add('p.city_id = any (?::uuid[])', filter.city)
  if (filter.reach) add('p.reach = any (?)', filter.reach)
  if (filter.sex) add('p.sex = any (?)', filter.sex)
  if (filter.occupation) add('p.occupation_code ^@ ?', filter.occupation)
  if (filter.interest) add('p.interests && ?', filter.interest)
  if (filter.readiness) add('p.readiness = any (?)', filter.readiness)
  if (filter.language) add('p.languages @> ?', [filter.language])
  if (filter.skill) add('exists (select from unnest(p.skills) s where lower(s) = lower(?))', filter.skill)
  if (filter.bornFrom) add('p.born >= ?', filter.bornFrom)
  if (filter.bornTo) add('p.born < ?', String(Number(filter.bornTo) + 1))
  if (filter.import) add('p.id in (select person_id from corridor.person_sources where office_id = $1 and import_id = ?)', filter.import)
  if (filter.freshness === 'never') parts.push('p.confirmed_on is null')
  if (filter.freshness === 'fresh') add('p.confirmed_on >= ?::date', staleDay(today, staleAfterDays))
  if (filter.freshness === 'stale') add('p.confirmed_on < ?::date', staleDay(today, staleAfterDays))
  return { where: parts.join(' and '), values }
}

function staleDay(today: string, days: number): string {
  return new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10)
}

const COLUMNS = `p.id, p.family_name as "familyName", p.given_name as "givenName", p.born, p.sex, v.name as village, p.country, p.city, p.abroad_since as "abroadSince",
  p.occupation, p.reach, p.confirmed_on as "confirmedOn", p.updated_at as "updatedAt"`

/** One page of the list with the number of all that fit. Requires `person.read`. */
export async function listPeople(tx: Tx, filter: PeopleFilter, context: { today: string; staleAfterDays: number }): Promise<{ people: PersonRow[]; total: number }> {
  requirePermission(tx.actor, 'person.read')
  const { where, values } = peopleCondition(tx, filter, context.today, context.staleAfterDays)
  // The list as everybody opens it is planned once; filters make too many texts, and plans that hang on their values.
  const unfiltered = values.length === 1 && filter.freshness === undefined && (filter.state ?? 'active') === 'active'
  const people = await selectRows<PersonRow>(
    tx,
    `select x.*, (select json_build_object('kind', c.kind, 'value', c.value) from corridor.contact_points c
       where c.office_id = $1 and c.person_id = x.id and c.state in ('confirmed', 'unconfirmed')
       order by c.state, c.kind = 'phone' desc, c.confirmed_on desc nulls last limit 1) as contact
     from (select ${COLUMNS} from corridor.people p left join corridor.places v on v.office_id = p.office_id and v.id = p.village_id
       where ${where} order by ${sorts[filter.sort ?? 'name']} limit ${PEOPLE_A_PAGE} offset $${values.length + 1}) x`,
    [...values, (filter.page - 1) * PEOPLE_A_PAGE],
    unfiltered ? `people_list_${filter.sort ?? 'name'}` : undefined,
  )
  const [count] = await selectRows<{ total: number }>(tx, `select count(*) as total from corridor.people p where ${where}`, values, unfiltered ? 'people_count' : undefined)
  return { people, total: count?.total ?? 0 }
}

/** Ids of all who fit, for a bulk edit. The caller bounds and logs it. */
export async function findPeopleIds(tx: Tx, filter: Partial<PeopleFilter>, context: { today: string; staleAfterDays: number }): Promise<string[]> {
  const { where, values } = peopleCondition(tx, filter, context.today, context.staleAfterDays)
  return (await selectRows<{ id: string }>(tx, `select p.id from corridor.people p where ${where} order by p.id`, values)).map((row) => row.id)
}

export interface ExportedPerson extends PersonRow {
  otherNames: string[]; skills: string[]; languages: string[]; interests: string[]; readiness: string | null; occupationCode: string | null
  householdHead: string | null; householdPhone: string | null
  contacts: { kind: string; value: string; state: string; confirmedOn: string | null }[]
}

const EXPORT_BATCH = 1000

/** All who fit with their contacts, in batches by a cursor, so that an office of any size is exported in bounded memory. */
export async function* streamPeople(tx: Tx, filter: Partial<PeopleFilter>, context: { today: string; staleAfterDays: number }): AsyncGenerator<ExportedPerson[]> {
  const { where, values } = peopleCondition(tx, filter, context.today, context.staleAfterDays)
  const client: PoolClient = tx.client
  await client.query(
    `declare people_export cursor for select ${COLUMNS}, p.other_names as "otherNames", p.skills, p.languages, p.interests, p.readiness, p.occupation_code as "occupationCode",
       h.head_name as "householdHead", h.phone as "householdPhone", null as contact,
       (select coalesce(json_agg(json_build_object('kind', c.kind, 'value', c.value, 'state', c.state, 'confirmedOn', c.confirmed_on) order by c.state, c.id), '[]')
          from corridor.contact_points c where c.office_id = p.office_id and c.person_id = p.id) as contacts
     from corridor.people p left join corridor.places v on v.office_id = p.office_id and v.id = p.village_id
     left join corridor.households h on h.office_id = p.office_id and h.id = p.household_id
     where ${where} order by ${sorts[filter.sort ?? 'name']}`,
    values,
  )
  for (;;) {
    const { rows } = await client.query<ExportedPerson>(`fetch ${EXPORT_BATCH} from people_export`)
    if (rows.length === 0) break
    yield rows
  }
  await client.query('close people_export')
}
