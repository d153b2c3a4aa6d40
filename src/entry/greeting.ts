import type { App } from '#platform/app.ts'

/** What the server says once it serves: where, and how to sign in. */
export async function greeting(app: App, address: string): Promise<string[]> {
  const lines = [`Corridor serves on ${address}`]
  if (app.config.url && app.config.url !== address) lines.push(`People reach it by ${app.config.url}`)
  return [...lines, 'Stop it with Ctrl-C.']
}
