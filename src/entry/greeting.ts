import { findDemoAccounts } from '#modules/accounts/index.server.ts'
import { setUpCode } from '#modules/offices/index.server.ts'
import type { App } from '#platform/app.ts'

/** What the server says once it serves: where, and how to sign in. */
export async function greeting(app: App, address: string): Promise<string[]> {
  const lines = [`Corridor serves on ${address}`]
  if (app.config.url && app.config.url !== address) lines.push(`People reach it by ${app.config.url}`)
  const { rows } = await app.pool.query<{ real: number }>('select count(*)::int as real from corridor.offices where not is_demo')
  if ((await findDemoAccounts(app)).length > 0) lines.push(`Sign in to the demo with one click: ${address}/sign-in`)
  if (rows[0]?.real === 0) lines.push(`Set up your own office: ${address}/setup (from another machine with the code ${setUpCode(app.config.secret)})`)
  else lines.push(`Sign in: ${address}/sign-in`)
  return [...lines, 'Stop it with Ctrl-C.']
}
