/**
 * An empty database opens on the demo: one region with four offices and 17,356 made-up migrants. Loaded once; a load that was cut
 * short (some offices there, the mark not set) is taken away and begun again. Where a real office exists nothing is touched.
 */
import { sql } from 'kysely'
import { createDemoAccount } from '#modules/accounts/index.server.ts'
import { demoMigrants, demoSeed } from '#modules/register/demo/index.ts'
import { loadDemo } from '#modules/register/demo/index.server.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { App } from '#platform/app.ts'

const loader: Actor = { kind: 'system', name: 'demo' }
/** Two processes on one database (a country's cluster) must not load it twice. */
const DEMO_LOCK = 5_417_356

export interface DemoWish { wanted: boolean; progress(line: string): void }

/** Loads the demo where it is wanted and the database holds no office. Returns whether it did. */
export async function openDemo(app: Pick<App, 'within' | 'pool' | 'now'>, { wanted, progress }: DemoWish): Promise<boolean> {
  const client = await app.pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [DEMO_LOCK])
    const state = await app.within({ office: null, actor: loader }, async (tx) => ({
      offices: await tx.selectFrom('offices').select(['id', 'is_demo']).execute(),
      offered: (await tx.selectFrom('installation').select('demo_offered').executeTakeFirstOrThrow()).demo_offered,
    }))
    if (!wanted || state.offered || state.offices.some((office) => !office.is_demo)) return false
    for (const half of state.offices) await app.within({ office: half.id, actor: loader }, (tx) => sql`select corridor.remove_office(${half.id}::uuid)`.execute(tx))
    progress(`Making the demo: ${demoMigrants} migrants who do not exist, in four offices ...`)
    await loadDemo(app.within, { seed: demoSeed, migrants: demoMigrants, today: app.now().toISOString().slice(0, 10), makeAccount: createDemoAccount })
    await app.within({ office: null, actor: loader }, (tx) => tx.updateTable('installation').set({ demo_offered: true }).execute())
    return true
  } finally {
    await client.query('select pg_advisory_unlock($1)', [DEMO_LOCK])
    client.release()
  }
}
