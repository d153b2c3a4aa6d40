/** A person's page: everything held, where each fact comes from, what happened, who looked. A constant number of queries. */
import { requirePermission } from '#platform/access/permissions.ts'
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { ConsentAnswer, ConsentChannel, ConsentPurpose, ContactKind, ContactState, TieKind } from './contract.ts'

/** Queries that `readPerson` makes, whatever is held of the person; shown by the bench, held by a test. */
export const PERSON_PAGE_QUERIES = 3
const TIMELINE_LENGTH = 100

export interface SourceFacts {
  id: string; means: string; informantName: string | null; informantTie: string | null; collectorName: string | null; collectedOn: string
  file?: { name: string; sheet: string; row: number } | null
}
export interface PersonContact { id: string; kind: ContactKind; raw: string; value: string; state: ContactState; confirmedOn: string | null; confirmedHow: string | null; note: string | null; sourceId: string | null }
export interface PersonResidence { id: string; country: string; city: string | null; starts: string | null; ends: string | null; current: boolean; sourceId: string | null }
export interface PersonTie { id: string; kind: TieKind; otherId: string | null; otherName: string; note: string | null; incoming: boolean }
export interface PersonConsent { purpose: ConsentPurpose; channel: ConsentChannel; answer: ConsentAnswer; means: string; givenOn: string; until: string | null; givenBy: string | null }
export interface PersonNote { id: string; text: string; authorName: string; createdAt: string }
export interface TimelineEntry { id: string; type: string; at: string; actorName: string; actorKind: string; data: Record<string, unknown> }

export interface PersonPage {
  id: string; state: string; version: number; mergedInto: string | null; restricted: boolean
  familyName: string; givenName: string; otherNames: string[]; sex: string | null; born: string | null
  village: { id: string; name: string } | null
  household: { id: string; headName: string; phone: string | null; phoneRaw: string | null; address: string | null; village: string | null; version: string; members: { id: string; name: string }[] } | null
  country: string | null; city: string | null; abroadSince: string | null
  occupation: string | null; occupationCode: string | null; skills: string[]; languages: string[]; interests: string[]; readiness: string | null; preferredLanguage: string | null
  reach: string; confirmedOn: string | null; createdAt: string; updatedAt: string
  sourceId: string | null; fieldSources: Record<string, string>; sources: SourceFacts[]
  contacts: PersonContact[]; residences: PersonResidence[]; ties: PersonTie[]; consents: PersonConsent[]; notes: PersonNote[]
  notice: { state: string; dueOn: string; toldOn: string | null; how: string | null } | null
  /** Newest first, reading left out. */
  timeline: TimelineEntry[]
  /** Who looked, newest first. */
  looks: { at: string; actorName: string; actorKind: string }[]
}

/**
 * Reads one person and records that it was read (`person.read`), which the person can see. Merged records answer with
 * `mergedInto`; erased and unseen ones with not_found.
 */
export async function readPerson(tx: Tx, id: string): Promise<PersonPage> {
  requirePermission(tx.actor, tx.actor.kind === 'person' ? 'person.own' : 'person.read')
  const [row] = await selectRows<{ page: PersonPage }>(tx, PERSON_SQL, [tx.office, id], 'person_page')
  if (!row) throw new ProblemError('not_found')
  const events = await selectRows<{ id: string; type: string; at: Date; actor_name: string; actor_kind: string; data: Record<string, unknown> }>(tx, EVENTS_SQL, [tx.office, id, TIMELINE_LENGTH], 'person_events')
  await recordEvent(tx, { type: 'person.read', subject: { kind: 'person', id } })
  const entries = events.map((event) => ({ id: event.id, type: event.type, at: event.at.toISOString(), actorName: event.actor_name, actorKind: event.actor_kind, data: event.data }))
  return { ...row.page, timeline: entries.filter((entry) => entry.type !== 'person.read' && entry.type !== 'person.changed'), looks: entries.filter((entry) => entry.type === 'person.read') }
}

const EVENTS_SQL = `
  (select id, type, at, actor_name, actor_kind, data from corridor.events
   where office_id = $1 and subject_id = $2 and type <> 'person.read' order by at desc limit $3)
  union all
  (select id, type, at, actor_name, actor_kind, data from corridor.events
   where office_id = $1 and subject_id = $2 and type = 'person.read' order by at desc limit $3)
  order by at desc`

const PERSON_SQL = `
select json_build_object(
  'id', p.id, 'state', p.state, 'version', p.version, 'mergedInto', p.merged_into, 'restricted', p.restricted_at is not null,
  'familyName', p.family_name, 'givenName', p.given_name, 'otherNames', p.other_names, 'sex', p.sex, 'born', p.born,
  'village', case when v.id is null then null else json_build_object('id', v.id, 'name', v.name) end,
  'household', case when h.id is null then null else json_build_object('id', h.id, 'headName', h.head_name, 'phone', h.phone, 'phoneRaw', h.phone_raw, 'address', h.address,
    'village', (select f.name from corridor.places f where f.office_id = h.office_id and f.id = h.village_id), 'version', (extract(epoch from h.updated_at) * 1000000)::bigint::text,
    'members', (select coalesce(json_agg(json_build_object('id', m.id, 'name', trim(m.given_name || ' ' || m.family_name)) order by m.name_key), '[]')
      from corridor.people m where m.office_id = p.office_id and m.household_id = h.id and m.id <> p.id and m.state = 'active')) end,
  'country', p.country, 'city', p.city, 'abroadSince', p.abroad_since, 'occupation', p.occupation, 'occupationCode', p.occupation_code,
  'skills', p.skills, 'languages', p.languages, 'interests', p.interests, 'readiness', p.readiness, 'preferredLanguage', p.preferred_language,
  'reach', p.reach, 'confirmedOn', p.confirmed_on, 'createdAt', p.created_at, 'updatedAt', p.updated_at,
  'sourceId', p.collection_id, 'fieldSources', p.field_sources,
  'contacts', (select coalesce(json_agg(json_build_object('id', c.id, 'kind', c.kind, 'raw', c.raw, 'value', c.value, 'state', c.state, 'confirmedOn', c.confirmed_on,
      'confirmedHow', c.confirmed_how, 'note', c.note, 'sourceId', c.collection_id) order by array_position(array['confirmed','unconfirmed','failing','opted_out','dead'], c.state), c.confirmed_on desc nulls last, c.id), '[]')
    from corridor.contact_points c where c.office_id = p.office_id and c.person_id = p.id),
  'residences', (select coalesce(json_agg(json_build_object('id', r.id, 'country', r.country, 'city', r.city, 'starts', r.starts, 'ends', r.ends, 'current', r.current, 'sourceId', r.collection_id)
      order by r.current desc, r.starts desc nulls last), '[]') from corridor.residences r where r.office_id = p.office_id and r.person_id = p.id),
  'ties', (select coalesce(json_agg(t), '[]') from (
      select t.id, t.kind, t.other_id as "otherId", coalesce(trim(o.given_name || ' ' || o.family_name), t.other_name) as "otherName", t.note, false as incoming
        from corridor.ties t left join corridor.people o on o.office_id = t.office_id and o.id = t.other_id where t.office_id = p.office_id and t.person_id = p.id
      union all
      select t.id, t.kind, t.person_id, trim(o.given_name || ' ' || o.family_name), t.note, true
        from corridor.ties t join corridor.people o on o.office_id = t.office_id and o.id = t.person_id where t.office_id = p.office_id and t.other_id = p.id) t),
  'consents', (select coalesce(json_agg(json_build_object('purpose', c.purpose, 'channel', c.channel, 'answer', c.answer, 'means', c.means, 'givenOn', c.given_on, 'until', c.until, 'givenBy', c.given_by)
      order by c.purpose, c.channel), '[]') from (select distinct on (purpose, channel) * from corridor.consents where office_id = p.office_id and person_id = p.id
      order by purpose, channel, created_at desc) c),
  'notes', (select coalesce(json_agg(json_build_object('id', n.id, 'text', n.text, 'authorName', n.author_name, 'createdAt', n.created_at) order by n.created_at desc), '[]')
    from corridor.notes n where n.office_id = p.office_id and n.person_id = p.id),
  'notice', (select json_build_object('state', n.state, 'dueOn', n.due_on, 'toldOn', n.told_on, 'how', n.how) from corridor.notices n where n.office_id = p.office_id and n.person_id = p.id),
  'sources', (select coalesce(json_agg(json_build_object('id', s.id, 'means', s.means, 'informantName', s.informant_name, 'informantTie', s.informant_tie, 'collectorName', s.collector_name, 'collectedOn', s.collected_on,
      'file', (select json_build_object('name', f.file_name, 'sheet', f.sheet, 'row', f.row) from corridor.person_sources f where f.office_id = p.office_id and f.person_id = p.id and f.import_id = s.import_id limit 1))), '[]')
    from corridor.collections s where s.office_id = p.office_id and s.id in (
      select p.collection_id union select c.collection_id from corridor.contact_points c where c.office_id = p.office_id and c.person_id = p.id
      union select r.collection_id from corridor.residences r where r.office_id = p.office_id and r.person_id = p.id
      union select value::uuid from jsonb_each_text(p.field_sources)))
) as page
from corridor.people p
left join corridor.places v on v.office_id = p.office_id and v.id = p.village_id
left join corridor.households h on h.office_id = p.office_id and h.id = p.household_id
where p.office_id = $1 and p.id = $2 and p.state <> 'erased'`
