/** Moves what hangs on one person to another, set by set, and says what was moved. What both have alike stays where it is. */
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { newId } from '#platform/ids/uuid.ts'
import { nameKey } from '#platform/names/index.ts'
import type { ChangedRow, MovedRows } from './moved-rows.ts'

export interface Belonging {
  keepId: string
  mergeId: string
  /** Where the joined record lives. */
  after: { country: string | null; city: string | null; city_id: string | null; abroad_since: string | null }
  /** Whose residence was chosen. */
  residence: 'keep' | 'merge'
}

export async function moveBelongings(tx: Tx, belonging: Belonging): Promise<MovedRows> {
  const { keepId, mergeId } = belonging
  const changed: ChangedRow[] = []
  const values = [tx.office, keepId, mergeId]
  const ids = async (text: string): Promise<string[]> => (await selectRows<{ id: string }>(tx, text, values)).map((row) => row.id)
  const contacts = await ids(CONTACTS)
  await joinContacts(tx, belonging, changed)
  const residences = await moveResidences(tx, belonging, changed)
  const ties = await ids(TIES)
  const tiesToOther = await ids(TIES_TO_OTHER)
  const consentsAdded = await repeatRefusals(tx, keepId, mergeId)
  const consents = await ids('update corridor.consents set person_id = $2 where office_id = $1 and person_id = $3 returning id')
  const notes = await ids('update corridor.notes set person_id = $2 where office_id = $1 and person_id = $3 returning id')
  const links = await ids('update corridor.personal_links set person_id = $2 where office_id = $1 and person_id = $3 returning id')
  const sources = await selectRows<{ fingerprint: string; importId: string }>(tx, 'update corridor.person_sources set person_id = $2 where office_id = $1 and person_id = $3 returning fingerprint, import_id as "importId"', values)
  const notice = await joinNotices(tx, keepId, mergeId, changed)
  return { contacts, residences, ties, tiesToOther, consents, consentsAdded, notes, links, sources, notice, changed, decisions: [], pair: null }
}

const CONTACTS = `
update corridor.contact_points c set person_id = $2 where c.office_id = $1 and c.person_id = $3
  and not exists (select from corridor.contact_points k where k.office_id = $1 and k.person_id = $2 and k.kind = c.kind and k.value = c.value) returning c.id`

const TIES = `
update corridor.ties t set person_id = $2 where t.office_id = $1 and t.person_id = $3 and t.other_id is distinct from $2
  and not exists (select from corridor.ties k where k.office_id = $1 and k.person_id = $2 and k.kind = t.kind and k.other_id is not distinct from t.other_id
    and (t.other_id is not null or k.other_name is not distinct from t.other_name)) returning t.id`

const TIES_TO_OTHER = `
update corridor.ties t set other_id = $2 where t.office_id = $1 and t.other_id = $3 and t.person_id <> $2
  and not exists (select from corridor.ties k where k.office_id = $1 and k.person_id = t.person_id and k.kind = t.kind and k.other_id = $2) returning t.id`

interface ContactState { state: string; confirmed_on: string | null; confirmed_how: string | null; note: string | null; [column: string]: string | null }

/** A contact that both have gets the better knowledge of the two; who asked not to be written to there is not written to. */
async function joinContacts(tx: Tx, { keepId, mergeId }: Belonging, changed: ChangedRow[]): Promise<void> {
  const both = await selectRows<{ id: string; kept: ContactState; other: ContactState }>(
    tx,
    `select k.id, ${['k', 'o'].map((row) => `json_build_object('state', ${row}.state, 'confirmed_on', ${row}.confirmed_on, 'confirmed_how', ${row}.confirmed_how, 'note', ${row}.note) as ${row === 'k' ? 'kept' : 'other'}`).join(', ')}
     from corridor.contact_points k join corridor.contact_points o on o.office_id = $1 and o.person_id = $3 and o.kind = k.kind and o.value = k.value where k.office_id = $1 and k.person_id = $2`,
    [tx.office, keepId, mergeId],
  )
  for (const { id, kept, other } of both) {
    const fresher = kept.state !== 'opted_out' && (other.state === 'opted_out' || (other.state === 'confirmed' && (kept.state !== 'confirmed' || (other.confirmed_on ?? '') > (kept.confirmed_on ?? ''))))
    const after = { ...(fresher ? other : kept), note: kept.note ?? other.note }
    await change(tx, 'contact_points', id, kept, after, changed)
  }
}

async function change(tx: Tx, table: ChangedRow['table'], id: string, before: ChangedRow['before'], after: ChangedRow['after'], changed: ChangedRow[]): Promise<void> {
  const columns = Object.keys(after).filter((column) => before[column] !== after[column])
  if (columns.length === 0) return
  await tx.client.query(`update corridor.${table} set ${columns.map((column, index) => `${column} = $${index + 3}`).join(', ')} where office_id = $1 and id = $2`, [tx.office, id, ...columns.map((column) => after[column])])
  const pick = (row: ChangedRow['before']): ChangedRow['before'] => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))
  changed.push({ table, id, before: pick(before), after: pick(after) })
}

interface Residence { id: string; person_id: string; country: string; city: string | null; city_id: string | null; starts: string | null; ends: string | null; current: boolean }

const place = (residence: Pick<Residence, 'country' | 'city'>): string => `${residence.country} ${nameKey(residence.city ?? '')}`

/** Residences lived in before are added; of two current ones that are one place the fuller stays, of two places the chosen one. */
async function moveResidences(tx: Tx, { keepId, mergeId, after, residence }: Belonging, changed: ChangedRow[]): Promise<string[]> {
  const all = await tx.selectFrom('residences').select(['id', 'person_id', 'country', 'city', 'city_id', 'starts', 'ends', 'current']).where('office_id', '=', tx.office).where('person_id', 'in', [keepId, mergeId]).execute()
  const [kept, other] = [keepId, mergeId].map((id) => all.filter((row) => row.person_id === id)) as [Residence[], Residence[]]
  const [now, otherNow] = [kept.find((row) => row.current), other.find((row) => row.current)]
  const moved = other.filter((row) => !row.current && !kept.some((known) => place(known) === place(row) && known.starts === row.starts && known.ends === row.ends)).map((row) => row.id)
  const onePlace = now !== undefined && otherNow !== undefined && now.country === otherNow.country && (place(now) === place(otherNow) || now.city === null || otherNow.city === null)
  if (onePlace) {
    const joined = { city: after.city, city_id: after.city_id, starts: after.abroad_since ?? now.starts }
    await change(tx, 'residences', now.id, { city: now.city, city_id: now.city_id, starts: now.starts }, joined, changed)
  } else if (otherNow !== undefined) {
    const chosen = residence === 'merge' || now === undefined
    if (chosen && now !== undefined) await change(tx, 'residences', now.id, { current: true }, { current: false }, changed)
    if (!chosen) await change(tx, 'residences', otherNow.id, { current: true }, { current: false }, changed)
    moved.push(otherNow.id)
  }
  await tx.client.query('update corridor.residences set person_id = $2 where office_id = $1 and id = any ($3)', [tx.office, keepId, moved])
  return moved
}

/** Where one record's latest answer refuses and the other's later one is only the family's or none, the refusal is said again. */
async function repeatRefusals(tx: Tx, keepId: string, mergeId: string): Promise<string[]> {
  const refusals = await selectRows<Record<string, unknown>>(
    tx,
    `with latest as (select distinct on (person_id, purpose, channel) * from corridor.consents where office_id = $1 and person_id in ($2, $3) order by person_id, purpose, channel, created_at desc)
     select r.purpose, r.channel, r.answer, r.means, r.given_on, r.until, r.given_by, r.collection_id
     from latest r join latest l on l.purpose = r.purpose and l.channel = r.channel and l.person_id <> r.person_id
     where r.answer in ('declined', 'withdrawn') and l.answer in ('not_asked', 'given_by_family') and l.created_at >= r.created_at`,
    [tx.office, keepId, mergeId],
  )
  const rows = refusals.map((refusal) => ({ ...refusal, id: newId(), person_id: keepId }))
  // After everything that stood there, also what this transaction's clock has written.
  for (const row of rows) {
    await tx.client.query(
      `insert into corridor.consents (office_id, id, person_id, purpose, channel, answer, means, given_on, until, given_by, collection_id, created_at)
       select $1, $2, $3, p.purpose, p.channel, p.answer, p.means, p.given_on, p.until, p.given_by, p.collection_id, clock_timestamp()
       from jsonb_to_record($4::jsonb) as p (purpose text, channel text, answer text, means text, given_on date, until date, given_by text, collection_id uuid)`,
      [tx.office, row.id, keepId, JSON.stringify(row)],
    )
  }
  return rows.map((row) => row.id)
}

interface Notice { id: string; person_id: string; state: string; due_on: string; [column: string]: string | null }

/** The law asks for one notice to a person: due where either was, on the earlier day. Returns the notice that moved. */
async function joinNotices(tx: Tx, keepId: string, mergeId: string, changed: ChangedRow[]): Promise<string | null> {
  const rows = await selectRows<Notice>(tx, 'select id, person_id, state, due_on from corridor.notices where office_id = $1 and person_id in ($2, $3) for update', [tx.office, keepId, mergeId])
  const [kept, other] = [keepId, mergeId].map((id) => rows.find((row) => row.person_id === id))
  if (!other) return null
  if (!kept) {
    await tx.client.query('update corridor.notices set person_id = $3 where office_id = $1 and id = $2', [tx.office, other.id, keepId])
    return other.id
  }
  if (other.state !== 'due' && other.state !== 'failed') return null
  const waits = kept.state === 'due' || kept.state === 'failed'
  if (kept.state !== 'sending') await change(tx, 'notices', kept.id, { state: kept.state, due_on: kept.due_on }, { state: waits ? kept.state : 'due', due_on: waits && kept.due_on < other.due_on ? kept.due_on : other.due_on }, changed)
  await change(tx, 'notices', other.id, { state: other.state }, { state: 'not_needed' }, changed)
  return null
}
