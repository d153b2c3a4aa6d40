/**
 * Keeps the queue of likely duplicates in step with the register. A few changed people are compared with those who share a key with
 * them; a whole register is looked at in a thread and learnt anew. What people have decided is never touched: two who were told apart
 * are not proposed again, and pairs that nobody decided go when they no longer look alike.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { requirePermission } from '#platform/access/permissions.ts'
import { insertMany, selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import type { ScoredPair } from './contract.ts'
import { linkageKeys } from './keys.ts'
import { findModel, storeModel } from './kept-model.server.ts'
import { lookAtAll, SMALL_REGISTER, type LookResult, type LookTask } from './look-thread.server.ts'
import type { LinkageModel } from './model.ts'
import type { Decision } from './pair-key.ts'
import { loadRecords } from './records.server.ts'
import { compareRecords } from './score.ts'
import { DEFAULT_THRESHOLD } from './thresholds.ts'

/** More changed people than this, and the whole register is looked at. */
export const FEW_PEOPLE = 200
/** A register that has grown by this factor since is learnt anew. */
const GROWN = 1.25
/** A key shared by more people says nothing. */
export const MAX_SHARING = 600

export interface Refreshed {
  /** People looked at. */
  people: number
  /** Whether the whole register was looked at. */
  whole: boolean
}

/**
 * Looks at everybody who was registered or changed since the last look, one look at a time in an office. Whoever joins people may ask for
 * it; usually a job or a command does.
 * @param options.whole looks at the whole register whatever was changed
 */
export async function refreshPairs(tx: Tx, options: { whole?: boolean } = {}): Promise<Refreshed> {
  requirePermission(tx.actor, 'person.merge')
  await tx.client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`linkage ${tx.office}`])
  const pending = await selectRows<{ id: number; person_id: string }>(tx, 'select id, person_id from corridor.link_pending where office_id = $1', [tx.office])
  const changed = [...new Set(pending.map((row) => row.person_id))]
  const learnt = await findModel(tx)
  const [{ people } = { people: 0 }] = await selectRows<{ people: number }>(tx, "select count(*)::int as people from corridor.people where office_id = $1 and state = 'active'", [tx.office])
  const whole = options.whole === true || learnt === undefined || changed.length > FEW_PEOPLE || (changed.length > 0 && people < SMALL_REGISTER) || people > learnt.people * GROWN
  if (whole) await lookAtWhole(tx)
  else if (changed.length > 0) await lookAtFew(tx, changed, learnt.model)
  if (pending.length > 0) await tx.client.query('delete from corridor.link_pending where office_id = $1 and id = any ($2)', [tx.office, pending.map((row) => row.id)])
  return { people: whole ? people : changed.length, whole }
}

/** Whether pairs are known for everybody: nobody was registered or changed since the last look. */
export async function isCurrent(tx: Tx): Promise<boolean> {
  const [row] = await selectRows<{ current: boolean }>(tx, 'select exists (select from corridor.link_models where office_id = $1) and not exists (select from corridor.link_pending where office_id = $1) as current', [tx.office])
  return row?.current ?? false
}

async function lookAtWhole(tx: Tx): Promise<void> {
  const records = await loadRecords(tx)
  const decided = await selectRows<{ a: string; b: string; decision: 'not_same' }>(tx, "select person_a as a, person_b as b, decision from corridor.person_pairs where office_id = $1 and decision = 'not_same'", [tx.office])
  const found = await look({ records, decided: decided satisfies Decision[] })
  await storeModel(tx, found.model, records.length)
  await storeKeys(tx, records.map(({ id }, index) => ({ id, keys: found.keys[index] ?? [] })))
  await tx.client.query("delete from corridor.link_keys k using corridor.people p where k.office_id = $1 and p.office_id = $1 and p.id = k.person_id and p.state <> 'active'", [tx.office])
  await storePairs(tx, found.pairs)
}

async function look(task: LookTask): Promise<LookResult> {
  if (task.records.length < SMALL_REGISTER) return lookAtAll(task)
  const worker = new Worker(new URL('./look-thread.server.ts', import.meta.url), { workerData: { lookAtAll: task }, execArgv: [] })
  try {
    const [found] = (await Promise.race([once(worker, 'message'), once(worker, 'exit').then(() => Promise.reject(new Error('the thread that looks for pairs ended early')))])) as [LookResult]
    return found
  } finally {
    await worker.terminate()
  }
}

async function lookAtFew(tx: Tx, changed: readonly string[], model: LinkageModel): Promise<void> {
  const records = await loadRecords(tx, changed)
  await storeKeys(tx, changed.map((id) => ({ id, keys: keysOf(records.find((record) => record.id === id)) })))
  const candidates = await findCandidates(tx, records.map((record) => record.id))
  const others = new Map((await loadRecords(tx, [...new Set(candidates.flatMap(({ a, b }) => [a, b]))])).map((record) => [record.id, record]))
  const pairs: ScoredPair[] = []
  for (const { a, b } of candidates) {
    const [first, second] = [others.get(a), others.get(b)]
    if (first === undefined || second === undefined) continue
    const pair = compareRecords(first, second, model)
    if (pair.score >= DEFAULT_THRESHOLD) pairs.push(pair)
  }
  await storePairs(tx, pairs, changed)
}

function keysOf(record: Parameters<typeof linkageKeys>[0] | undefined): string[] {
  return record === undefined ? [] : linkageKeys(record)
}

/** Pairs of which one is among the changed, in the order in which pairs are kept. */
async function findCandidates(tx: Tx, changed: readonly string[]): Promise<{ a: string; b: string }[]> {
  return selectRows<{ a: string; b: string }>(
    tx,
    `with shared as (
       select k.key from corridor.link_keys k where k.office_id = $1 and k.key in (select key from corridor.link_keys where office_id = $1 and person_id = any ($2))
       group by k.key having count(*) between 2 and ${MAX_SHARING})
     select distinct least(mine.person_id, other.person_id) as a, greatest(mine.person_id, other.person_id) as b
     from shared join corridor.link_keys mine on mine.office_id = $1 and mine.key = shared.key and mine.person_id = any ($2)
     join corridor.link_keys other on other.office_id = $1 and other.key = shared.key and other.person_id <> mine.person_id`,
    [tx.office, changed],
  )
}

/** Replaces the keys of these people; what stays the same is not written again. */
async function storeKeys(tx: Tx, people: readonly { id: string; keys: readonly string[] }[]): Promise<void> {
  const rows = people.flatMap(({ id, keys }) => keys.map((key) => ({ person_id: id, key: key.slice(0, 500) })))
  await tx.client.query(
    `delete from corridor.link_keys k where k.office_id = $1 and k.person_id = any ($2)
       and not exists (select from unnest($3::uuid[], $4::text[]) as n (person_id, key) where n.person_id = k.person_id and n.key = k.key)`,
    [tx.office, people.map(({ id }) => id), rows.map((row) => row.person_id), rows.map((row) => row.key)],
  )
  await insertMany(tx, 'link_keys', { person_id: 'uuid', key: 'text' }, rows, 'do nothing')
}

/** Writes what was found and takes away undecided pairs that were not, of these people or of all. */
async function storePairs(tx: Tx, pairs: readonly ScoredPair[], of?: readonly string[]): Promise<void> {
  const rows = pairs.map(({ a, b, score, evidence }) => ({ person_a: a < b ? a : b, person_b: a < b ? b : a, score, evidence }))
  await tx.client.query(
    `delete from corridor.person_pairs k where k.office_id = $1 and k.decision is null${of ? ' and (k.person_a = any ($4) or k.person_b = any ($4))' : ''}
       and not exists (select from unnest($2::uuid[], $3::uuid[]) as n (a, b) where n.a = k.person_a and n.b = k.person_b)`,
    [tx.office, rows.map((row) => row.person_a), rows.map((row) => row.person_b), ...(of ? [of] : [])],
  )
  await insertMany(
    tx,
    'person_pairs',
    { person_a: 'uuid', person_b: 'uuid', score: 'real', evidence: 'jsonb' },
    rows,
    "(office_id, person_a, person_b) do update set score = excluded.score, evidence = excluded.evidence where person_pairs.decision is null or person_pairs.decision = 'later'",
  )
}
