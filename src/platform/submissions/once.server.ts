/**
 * What is submitted twice is done once: a double click, a form sent again after a lost answer, a program that tries again. Who submits
 * names the submission; its answer is kept for a day, with the hash of what was asked and nothing of its content.
 */
import { createHash } from 'node:crypto'
import type { Tx } from '../database/types.ts'
import { defineProblems, ProblemError } from '../problems/problem.ts'

export const SUBMISSION_HOURS = 24

export const problems = defineProblems({ idempotency_key_reused: { status: 422 }, idempotency_key_form: { status: 422 } })

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')

/**
 * Does `work`, or gives the answer that it gave before under this name. Two at the same time: the second waits for the first.
 * @param name what is submitted and by whom; kept as a hash
 * @param asked what was asked, as text; the same name for something else is refused
 * @param work its answer is kept: ids and counts, no personal data
 * @throws ProblemError idempotency_key_reused
 */
export async function once<T>(tx: Tx, name: string, asked: string, work: () => Promise<T>): Promise<T> {
  const [key, request] = [hashOf(name), hashOf(asked)]
  await tx.client.query(`delete from corridor.submissions where office_id = $1 and created_at < now() - make_interval(hours => ${SUBMISSION_HOURS})`, [tx.office])
  const { rowCount } = await tx.client.query('insert into corridor.submissions (office_id, key, request) values ($1, $2, $3) on conflict do nothing', [tx.office, key, request])
  if (!rowCount) {
    const { rows } = await tx.client.query<{ request: string; answer: T }>('select request, answer from corridor.submissions where office_id = $1 and key = $2', [tx.office, key])
    if (rows[0]?.request !== request) throw new ProblemError('idempotency_key_reused')
    return rows[0].answer
  }
  const answer = await work()
  await tx.client.query('update corridor.submissions set answer = $3 where office_id = $1 and key = $2', [tx.office, key, JSON.stringify(answer)])
  return answer
}

/** Removes answers of the transaction's office that are older than SUBMISSION_HOURS. Returns how many, `batch` at most. */
export async function clearSubmissions(tx: Tx, now: Date, batch: number): Promise<number> {
  const { rowCount } = await tx.client.query(
    `delete from corridor.submissions where office_id = $1 and key in (
       select key from corridor.submissions where office_id = $1 and created_at < $2::timestamptz - make_interval(hours => ${SUBMISSION_HOURS}) limit $3)`,
    [tx.office, now, batch],
  )
  return rowCount ?? 0
}
