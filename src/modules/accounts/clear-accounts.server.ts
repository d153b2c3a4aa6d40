/** What let somebody in once and does so no more: sessions, links, challenges and used codes go. */
import type { Tx } from '#platform/database/types.ts'
import { SESSION_IDLE } from './auth.server.ts'
import { CODE_REMEMBERED } from './sign-in.server.ts'

/** Whose time is over, by `$1`; each with the columns that name a row. */
const over = [
  // A session that was not used for so long is refused as if it were not there (session.server.ts).
  ['auth.session', 'id', `"expiresAt" <= $1 or "updatedAt" < $1::timestamptz - make_interval(secs => ${SESSION_IDLE})`],
  ['auth.verification', 'id', '"expiresAt" <= $1'],
  ['auth.links', 'id', 'used_at is not null or expires_at <= $1'],
  ['auth.used_codes', '(account_id, code_hash)', `used_at < $1::timestamptz - interval '${CODE_REMEMBERED}'`],
] as const

/** Removes them; at most `batch` of each kind. Returns the number of the kind of which most went: less than `batch`, and nothing is left. */
export async function clearEndedSignIns(tx: Tx, now: Date, batch: number): Promise<number> {
  let most = 0
  for (const [table, key, condition] of over) {
    const columns = key.replaceAll(/[()]/g, '')
    const { rowCount } = await tx.client.query(`delete from ${table} where ${key} in (select ${columns} from ${table} where ${condition} limit $2)`, [now, batch])
    most = Math.max(most, rowCount ?? 0)
  }
  return most
}
