/** The queue of likely duplicates: what waits, one pair in full, what was decided lately. */
import { requirePermission } from '#platform/access/permissions.ts'
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvents } from '#platform/events/events.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { Evidence } from './contract.ts'
import { agree, fuller, mergeFields, type Mergeable, type MergeField } from './merge-fields.ts'
import { inOrder } from './pair-decisions.server.ts'

export const PAIRS_A_PAGE = 50

export interface QueuedPair {
  a: string; b: string; score: number; decision: 'later' | null
  /** The two as one line says them; the one registered first is second, as on the pair's page. */
  first: Brief
  second: Brief
  /** The strongest evidence for and against. */
  evidence: Evidence[]
}

export interface Brief { id: string; name: string; born: string | null; village: string | null; country: string | null; file: SourceRow | null }
export interface SourceRow { name: string; sheet: string; row: number }
export interface QueueCounts { waiting: number; later: number; decidedToday: number }

const BRIEF = (p: string, v: string): string => `json_build_object('id', ${p}.id, 'name', trim(${p}.given_name || ' ' || ${p}.family_name), 'born', ${p}.born, 'village', ${v}.name, 'country', ${p}.country,
  'file', (select json_build_object('name', s.file_name, 'sheet', s.sheet, 'row', s.row) from corridor.person_sources s where s.office_id = ${p}.office_id and s.person_id = ${p}.id order by s.import_id limit 1))`

const WAITING = `
from corridor.person_pairs q
join corridor.people x on x.office_id = q.office_id and x.id = q.person_a and x.state = 'active'
join corridor.people y on y.office_id = q.office_id and y.id = q.person_b and y.state = 'active'`

/** A page of pairs that wait, the surest first; those put off come when asked for. */
export async function findQueue(tx: Tx, options: { later?: boolean; page?: number } = {}): Promise<{ pairs: QueuedPair[]; counts: QueueCounts }> {
  requirePermission(tx.actor, 'person.merge')
  const rows = await selectRows<Omit<QueuedPair, 'first' | 'second'> & { one: Brief; two: Brief; swapped: boolean }>(
    tx,
    `select q.person_a as a, q.person_b as b, q.score, q.decision, q.evidence, ${BRIEF('x', 'vx')} as one, ${BRIEF('y', 'vy')} as two, (x.created_at, x.id) > (y.created_at, y.id) as swapped
     ${WAITING}
     left join corridor.places vx on vx.office_id = x.office_id and vx.id = x.village_id
     left join corridor.places vy on vy.office_id = y.office_id and vy.id = y.village_id
     where q.office_id = $1 and q.decision ${options.later ? "= 'later'" : 'is null'} order by q.score desc, q.person_a, q.person_b limit $2 offset $3`,
    [tx.office, PAIRS_A_PAGE, (Math.max(1, options.page ?? 1) - 1) * PAIRS_A_PAGE],
  )
  return { pairs: rows.map(({ one, two, swapped, ...pair }) => ({ ...pair, first: swapped ? one : two, second: swapped ? two : one, evidence: telling(pair.evidence) })), counts: await countQueue(tx) }
}

/** The two strongest for and the strongest against. */
function telling(evidence: readonly Evidence[]): Evidence[] {
  const sorted = [...evidence].sort((x, y) => y.weight - x.weight)
  const against = sorted.at(-1)
  return [...sorted.filter(({ weight }) => weight > 0).slice(0, 2), ...(against && against.weight < 0 ? [against] : [])]
}

async function countQueue(tx: Tx): Promise<QueueCounts> {
  const [counts] = await selectRows<QueueCounts & Record<string, unknown>>(
    tx,
    `select count(*) filter (where q.decision is null)::int as waiting, count(*) filter (where q.decision = 'later')::int as later,
       (select count(*)::int from corridor.person_pairs d where d.office_id = $1 and d.decision in ('same', 'not_same') and d.decided_at >= date_trunc('day', now())) as "decidedToday"
     ${WAITING} where q.office_id = $1 and (q.decision is null or q.decision = 'later')`,
    [tx.office],
  )
  return counts ?? { waiting: 0, later: 0, decidedToday: 0 }
}

/** What stands after this pair in the queue; null where nothing waits. */
export async function findNextPair(tx: Tx, after?: { a: string; b: string }): Promise<{ a: string; b: string } | null> {
  requirePermission(tx.actor, 'person.merge')
  const [row] = await selectRows<{ a: string; b: string }>(
    tx,
    `with here as (select score, person_a, person_b from corridor.person_pairs where office_id = $1 and person_a = $2 and person_b = $3)
     select q.person_a as a, q.person_b as b ${WAITING}
     where q.office_id = $1 and q.decision is null and (q.person_a, q.person_b) is distinct from ($2::uuid, $3::uuid)
     order by coalesce((select (-q.score, q.person_a, q.person_b) < (-here.score, here.person_a, here.person_b) from here), false), q.score desc, q.person_a, q.person_b limit 1`,
    [tx.office, after?.a ?? null, after?.b ?? null],
  )
  return row ?? null
}

export interface PairSide extends Record<string, unknown> {
  id: string; state: string; familyName: string; givenName: string; otherNames: string[]; sex: string | null; born: string | null; village: string | null
  head: string | null; informant: string | null; informantTie: string | null; familyPhone: string | null; country: string | null; city: string | null; abroadSince: string | null
  occupation: string | null; readiness: string | null; preferredLanguage: string | null
  phones: string[]; emails: string[]; messengers: string[]
  files: SourceRow[]
  means: string | null; collectedOn: string | null; createdAt: string
  columns: Mergeable
}

export interface PairPage {
  a: string; b: string; score: number; decision: Verdictish; decidedByName: string | null; evidence: Evidence[]
  /** The newer record, joined into the other. */
  newer: PairSide
  /** The one registered first, which is kept. */
  older: PairSide
  /** Fields in which both differ, with the choice that is sensible: 'keep' is the older one's. */
  differing: { field: MergeField; sensible: 'keep' | 'merge' }[]
  /** Position in the queue, from 1, and how many wait; null for a pair that does not wait. */
  position: { at: number; of: number } | null
  /** The joining by which this pair was decided, while it can be taken back. */
  mergeId: string | null
}
type Verdictish = 'same' | 'not_same' | 'later' | null

const SIDE_SQL = `
select p.id, p.state, p.family_name as "familyName", p.given_name as "givenName", p.other_names as "otherNames", p.sex, p.born, v.name as village, h.head_name as head, h.phone as "familyPhone",
  c.informant_name as informant, c.informant_tie as "informantTie", c.means, c.collected_on as "collectedOn", p.country, p.city, p.abroad_since as "abroadSince", p.occupation, p.readiness, p.preferred_language as "preferredLanguage",
  array(select k.value from corridor.contact_points k where k.office_id = p.office_id and k.person_id = p.id and k.kind in ('phone', 'whatsapp', 'viber', 'signal') order by k.value) as phones,
  array(select k.value from corridor.contact_points k where k.office_id = p.office_id and k.person_id = p.id and k.kind = 'email' order by k.value) as emails,
  array(select k.value from corridor.contact_points k where k.office_id = p.office_id and k.person_id = p.id and k.kind in ('telegram', 'messenger', 'skype', 'other') order by k.value) as messengers,
  (select coalesce(json_agg(json_build_object('name', s.file_name, 'sheet', s.sheet, 'row', s.row) order by s.import_id, s.number), '[]') from corridor.person_sources s where s.office_id = p.office_id and s.person_id = p.id) as files,
  to_char(p.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt",
  json_build_object('family_name', p.family_name, 'given_name', p.given_name, 'sex', p.sex, 'born', p.born, 'village_id', p.village_id, 'household_id', p.household_id, 'country', p.country, 'city', p.city, 'city_id', p.city_id,
    'abroad_since', p.abroad_since, 'occupation', p.occupation, 'occupation_code', p.occupation_code, 'readiness', p.readiness, 'preferred_language', p.preferred_language) as columns
from corridor.people p
left join corridor.places v on v.office_id = p.office_id and v.id = p.village_id
left join corridor.households h on h.office_id = p.office_id and h.id = p.household_id
left join corridor.collections c on c.office_id = p.office_id and c.id = p.collection_id
where p.office_id = $1 and p.id in ($2, $3) and p.state <> 'erased' order by p.created_at, p.id`

/** One pair in full. Looking at it is looking at two people: recorded as `person.read` of both. */
export async function getPair(tx: Tx, x: string, y: string): Promise<PairPage> {
  requirePermission(tx.actor, 'person.merge')
  const [a, b] = inOrder(x, y)
  const [pair] = await selectRows<{ score: number; decision: Verdictish; decidedByName: string | null; evidence: Evidence[] }>(tx, 'select score, decision, decided_by_name as "decidedByName", evidence from corridor.person_pairs where office_id = $1 and person_a = $2 and person_b = $3', [tx.office, a, b])
  const [older, newer] = await selectRows<PairSide>(tx, SIDE_SQL, [tx.office, a, b])
  if (!pair || !older || !newer) throw new ProblemError('not_found')
  await recordEvents(tx, [a, b].map((id) => ({ type: 'person.read', subject: { kind: 'person', id } })))
  const differing = mergeFields.filter((field) => !agree(field, older.columns, newer.columns)).map((field) => ({ field, sensible: fuller(field, older.columns, newer.columns) }))
  const waits = pair.decision === null && older.state === 'active' && newer.state === 'active'
  return { a, b, ...pair, newer, older, differing, position: waits ? await positionOf(tx, a, b) : null, mergeId: await findMergeOf(tx, a, b) }
}

async function positionOf(tx: Tx, a: string, b: string): Promise<PairPage['position']> {
  const [row] = await selectRows<{ at: number; of: number }>(
    tx,
    `select count(*) filter (where (-q.score, q.person_a, q.person_b) <= (-here.score, here.person_a, here.person_b))::int as at, count(*)::int as of
     ${WAITING} cross join (select score, person_a, person_b from corridor.person_pairs where office_id = $1 and person_a = $2 and person_b = $3) here
     where q.office_id = $1 and q.decision is null`,
    [tx.office, a, b],
  )
  return row ?? null
}

async function findMergeOf(tx: Tx, a: string, b: string): Promise<string | null> {
  const [row] = await selectRows<{ id: string }>(tx, 'select id from corridor.merges where office_id = $1 and kept_id in ($2, $3) and merged_id in ($2, $3) and undone_at is null order by created_at desc limit 1', [tx.office, a, b])
  return row?.id ?? null
}

export interface RecentMerge { id: string; keptId: string; name: string; mergedName: string; actorName: string; at: string }

/** The latest joinings that can be taken back. */
export async function findMerges(tx: Tx, limit = 20): Promise<RecentMerge[]> {
  requirePermission(tx.actor, 'person.merge')
  return selectRows<RecentMerge & Record<string, unknown>>(
    tx,
    `select m.id, m.kept_id as "keptId", trim(k.given_name || ' ' || k.family_name) as name, trim(o.given_name || ' ' || o.family_name) as "mergedName", m.actor_name as "actorName",
       to_char(m.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
     from corridor.merges m join corridor.people k on k.office_id = m.office_id and k.id = m.kept_id join corridor.people o on o.office_id = m.office_id and o.id = m.merged_id
     where m.office_id = $1 and m.undone_at is null order by m.created_at desc limit $2`,
    [tx.office, limit],
  )
}
