/** Decisions of the queue: stored for ever, and moved with a person who is joined with another. */
import { actorId, actorName } from '#platform/access/actor.ts'
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { MovedRows } from './moved-rows.ts'

/** Ids of a pair in the order in which it is kept. */
export function inOrder(x: string, y: string): [string, string] {
  return x < y ? [x, y] : [y, x]
}

interface PairRow { decision: string | null; decided_by: string | null; decided_by_name: string | null; decided_at: Date | null; decided_how: string | null }

/** Locks the pair; undefined where linkage never proposed it. */
export async function lockPair(tx: Tx, x: string, y: string): Promise<PairRow | undefined> {
  const [a, b] = inOrder(x, y)
  const [row] = await selectRows<PairRow & Record<string, unknown>>(tx, 'select decision, decided_by, decided_by_name, decided_at, decided_how from corridor.person_pairs where office_id = $1 and person_a = $2 and person_b = $3 for update', [tx.office, a, b])
  return row
}

/** Writes a decision; a pair that was never proposed is written with the decision as its only evidence. */
export async function writeDecision(tx: Tx, x: string, y: string, decision: 'same' | 'not_same' | 'later', how: string): Promise<void> {
  const [a, b] = inOrder(x, y)
  await tx.client.query(
    `insert into corridor.person_pairs (office_id, person_a, person_b, score, evidence, decision, decided_by, decided_by_name, decided_at, decided_how)
     values ($1, $2, $3, $8, '[]', $4, $5, $6, now(), $7)
     on conflict (office_id, person_a, person_b) do update set decision = excluded.decision, decided_by = excluded.decided_by, decided_by_name = excluded.decided_by_name, decided_at = excluded.decided_at, decided_how = excluded.decided_how`,
    [tx.office, a, b, decision, actorId(tx.actor), actorName(tx.actor), how, decision === 'same' ? 1 : 0],
  )
}

/** Marks the pair as the same and returns how it stood before. */
export async function noteSame(tx: Tx, keepId: string, mergeId: string): Promise<MovedRows['pair']> {
  const before = await lockPair(tx, keepId, mergeId)
  if (before?.decision === 'not_same') throw new ProblemError('pair_decided_meanwhile')
  await writeDecision(tx, keepId, mergeId, 'same', 'merged')
  if (!before) return null
  return { decision: before.decision, decidedBy: before.decided_by, decidedByName: before.decided_by_name, decidedAt: before.decided_at?.toISOString() ?? null, decidedHow: before.decided_how }
}

/** Whoever was told apart from the merged person is told apart from the kept one too, where nothing was said of those two. */
export async function moveDecisions(tx: Tx, keepId: string, mergeId: string): Promise<MovedRows['decisions']> {
  return selectRows<MovedRows['decisions'][number]>(
    tx,
    `with said as (
       select case when person_a = $3 then person_b else person_a end as other, score, evidence, decision, decided_by, decided_by_name, decided_at
       from corridor.person_pairs where office_id = $1 and (person_a = $3 or person_b = $3) and decision in ('not_same', 'later'))
     , written as (
       insert into corridor.person_pairs as k (office_id, person_a, person_b, score, evidence, decision, decided_by, decided_by_name, decided_at, decided_how)
       select $1, least(other, $2::uuid), greatest(other, $2::uuid), score, evidence, decision, decided_by, decided_by_name, decided_at, 'moved' from said where other <> $2::uuid
       on conflict (office_id, person_a, person_b) do update set decision = excluded.decision, decided_by = excluded.decided_by, decided_by_name = excluded.decided_by_name, decided_at = excluded.decided_at, decided_how = 'moved'
       where k.decision is null
       returning case when k.person_a = $2::uuid then k.person_b else k.person_a end as other, k.decision)
     select other, decision from written`,
    [tx.office, keepId, mergeId],
  )
}
