/**
 * How often something may be tried: counted in the database, so that it holds over several processes and restarts. A window begins
 * with its first try. What is counted (an address, a network address) is kept only as a keyed hash.
 */
import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type pg from 'pg'
import { ProblemError } from '../problems/problem.ts'

export interface Limit {
  /** What is tried, `module.verb`; part of the key. */
  readonly what: string
  readonly tries: number
  readonly seconds: number
}

export type Queryable = Pick<pg.Pool, 'query'>

/** Windows are dropped this long after their beginning; no limit is longer. */
const LONGEST_SECONDS = 24 * 3600
/** One try in so many also clears away what is over. */
const CLEAR_EVERY = 200

/** Of IPv6 the network: one connection has 2^64 addresses to change between. */
export function networkOf(who: string): string {
  if (!isIPv6(who) || /^::ffff:/i.test(who)) return who
  const [head = '', tail] = who.split('%')[0]!.split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const all = tail === undefined ? groups : [...groups, ...Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0'), ...after]
  return `${all.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`
}

function keyOf(limit: Limit, who: string): string {
  return `${limit.what}:${createHash('sha256').update(`corridor rate limit\n${limit.what}\n${who.toLowerCase().split(' ').map(networkOf).join(' ')}`).digest('base64url')}`
}

/** The window in which an instant lies: windows of one limit follow each other without gaps. */
function windowOf(limit: Limit, now: Date): Date {
  const length = limit.seconds * 1000
  return new Date(Math.floor(now.getTime() / length) * length)
}

/**
 * Counts one try, before it is known how it ends: twenty at the same time cannot all pass.
 * @param who what is limited: an address, a network address, an account
 * @returns seconds to wait, or 0 where the try is allowed
 */
export async function countTry(db: Queryable, limit: Limit, who: string, now: Date): Promise<number> {
  if (limit.seconds > LONGEST_SECONDS) throw new Error(`limit ${limit.what} is longer than its counts are kept`)
  const start = windowOf(limit, now)
  const { rows } = await db.query<{ count: number }>(
    `insert into corridor.rate_limits (key, window_start, count) values ($1, $2, 1)
     on conflict (key, window_start) do update set count = corridor.rate_limits.count + 1 returning count`,
    [keyOf(limit, who), start],
  )
  if (Math.random() * CLEAR_EVERY < 1) await db.query(`delete from corridor.rate_limits where window_start < $1`, [new Date(now.getTime() - 2 * LONGEST_SECONDS * 1000)])
  if ((rows[0]?.count ?? 1) <= limit.tries) return 0
  return Math.max(1, Math.ceil((start.getTime() + limit.seconds * 1000 - now.getTime()) / 1000))
}

/**
 * Counts one try for each of several limits, the narrowest first: what one limit refuses is not counted against the next, so that a
 * stranger who is stopped at the own limit does not use up that of somebody else.
 * @throws ProblemError too_many_requests with `minutes` to wait
 */
export async function requireTries(db: Queryable, limits: readonly (readonly [Limit, string])[], now: Date): Promise<void> {
  for (const [limit, who] of limits) {
    const wait = await countTry(db, limit, who, now)
    if (wait > 0) throw new ProblemError('too_many_requests', { values: { minutes: Math.ceil(wait / 60) } })
  }
}

/** Forgets the tries of somebody who has shown to be the right one. */
export async function forgetTries(db: Queryable, limit: Limit, who: string, now: Date): Promise<void> {
  await db.query(`delete from corridor.rate_limits where key = $1 and window_start = $2`, [keyOf(limit, who), windowOf(limit, now)])
}

/** Removes counts whose window is over, whatever their limit. Returns how many, `batch` at most. */
export async function clearTries(db: Queryable, now: Date, batch: number): Promise<number> {
  const { rowCount } = await db.query(
    'delete from corridor.rate_limits where (key, window_start) in (select key, window_start from corridor.rate_limits where window_start < $1 limit $2)',
    [new Date(now.getTime() - LONGEST_SECONDS * 1000), batch],
  )
  return rowCount ?? 0
}
