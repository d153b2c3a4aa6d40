/** Decisions of the queue: the same person, two people, later. One pair or many at a time. */
import { requirePermission } from '#platform/access/permissions.ts'
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvents } from '#platform/events/events.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { MergeChoices } from './merge-fields.ts'
import { mergePeople } from './merge-people.server.ts'
import { inOrder, lockPair, writeDecision } from './pair-decisions.server.ts'

export const verdicts = ['same', 'not_same', 'later'] as const
export type Verdict = (typeof verdicts)[number]

export interface Pair { a: string; b: string }

export interface Decided {
  /** Set where the two were joined: what `undoMerge` takes. */
  mergeId: string | null
  /** The record that was kept. */
  kept: string | null
}

/** The record that is kept unless said otherwise: the one registered first. */
async function whichToKeep(tx: Tx, { a, b }: Pair): Promise<{ keep: string; merge: string }> {
  const rows = await selectRows<{ id: string }>(tx, 'select id from corridor.people where office_id = $1 and id in ($2, $3) order by created_at, id', [tx.office, a, b])
  const [keep, merge] = rows
  if (!keep || !merge) throw new ProblemError('not_found')
  return { keep: keep.id, merge: merge.id }
}

/**
 * Decides one pair that waits. `same` joins the two, the one registered first is kept.
 * @throws `pair_decided_meanwhile` where somebody else was quicker
 */
export async function decidePair(tx: Tx, pair: Pair, verdict: Verdict, options: { choices?: MergeChoices; how?: string } = {}): Promise<Decided> {
  requirePermission(tx.actor, 'person.merge')
  const [a, b] = inOrder(pair.a, pair.b)
  const before = await lockPair(tx, a, b)
  if (!before) throw new ProblemError('not_found')
  if (before.decision === 'same' || before.decision === 'not_same') throw new ProblemError('pair_decided_meanwhile')
  if (verdict === 'same') {
    const { keep, merge } = await whichToKeep(tx, { a, b })
    return { mergeId: await mergePeople(tx, { keep, merge, ...(options.choices && { choices: options.choices }) }), kept: keep }
  }
  await writeDecision(tx, a, b, verdict, options.how ?? 'queue')
  if (verdict === 'not_same') {
    await recordEvents(tx, [[a, b], [b, a]].map(([person, other]) => ({ type: 'person.told_apart', subject: { kind: 'person', id: person ?? '' }, data: { other } })))
  }
  return { mergeId: null, kept: null }
}

/**
 * Decides several pairs. Of three records of one person the pairs hang together: what was joined a moment ago is followed to the
 * record it became, and pairs that have settled themselves thereby are left out.
 * @returns how many were decided, how many were not because of what others had decided meanwhile, and the joinings by which to take them back
 */
export async function decidePairs(tx: Tx, pairs: readonly Pair[], verdict: Verdict): Promise<{ decided: number; skipped: number; merges: string[] }> {
  requirePermission(tx.actor, 'person.merge')
  const merges: string[] = []
  let [decided, skipped] = [0, 0]
  for (const pair of pairs) {
    const [a, b] = verdict === 'same' ? await Promise.all([rootOf(tx, pair.a), rootOf(tx, pair.b)]) : [pair.a, pair.b]
    const standing = await lockPair(tx, pair.a, pair.b)
    if (!standing || standing.decision === 'same' || standing.decision === 'not_same') skipped++
    else if (a === b) {
      await writeDecision(tx, pair.a, pair.b, 'same', 'merged')
      decided++
    } else if (verdict === 'same' && (a !== pair.a || b !== pair.b)) {
      if ((await lockPair(tx, a, b))?.decision === 'not_same') {
        skipped++
        continue
      }
      merges.push(await mergePeople(tx, await whichToKeep(tx, { a, b })))
      await writeDecision(tx, pair.a, pair.b, 'same', 'merged')
      decided++
    } else {
      const { mergeId } = await decidePair(tx, pair, verdict)
      if (mergeId !== null) merges.push(mergeId)
      decided++
    }
  }
  return { decided, skipped, merges }
}

/** The record that an id stands for after all joinings. */
async function rootOf(tx: Tx, id: string): Promise<string> {
  const [row] = await selectRows<{ id: string }>(
    tx,
    `with recursive chain as (
       select id, merged_into from corridor.people where office_id = $1 and id = $2
       union select p.id, p.merged_into from chain join corridor.people p on p.office_id = $1 and p.id = chain.merged_into)
     select id from chain where merged_into is null`,
    [tx.office, id],
  )
  return row?.id ?? id
}
