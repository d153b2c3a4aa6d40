/** The server on a fresh demo in a folder of its own, and the session of somebody of its cast. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '#platform/root.ts'
import { startCorridor, type TestServer } from '../tests/support/corridor.ts'

/** The server as an office runs it: with the heap that bin/corridor gives it. */
function serverHeap(): string {
  return [...readFileSync(join(projectRoot, 'bin', 'corridor'), 'utf8').matchAll(/--max-[a-z-]+=\d+/g)].join(' ')
}

export interface DemoServer { server: TestServer; address: string; cookie: string; close(): Promise<void> }

/** Starts with the demo and signs in as Nino of Terjola, by the one click of the sign-in page. */
export async function demoServer(): Promise<DemoServer> {
  const data = mkdtempSync(join(tmpdir(), 'corridor-demo-'))
  const server = await startCorridor(['--demo', '--data', data], { env: { CORRIDOR_GALLERY: 'yes', LOG_LEVEL: 'warn', NODE_OPTIONS: serverHeap() } })
  const { address } = server
  const page = await (await fetch(`${address}/sign-in`)).text()
  // Nino, who administers the office of Terjola.
  const button = page.split('<button').find((part) => part.includes('ნინო კაპანაძე')) ?? ''
  const account = /value="([0-9a-f-]{36})"/.exec(button)?.[1] ?? ''
  const answer = await fetch(`${address}/sign-in?/demo`, {
    method: 'POST', redirect: 'manual', headers: { origin: address, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ account }),
  })
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';', 1)[0]).join('; ')
  if (answer.status !== 303 || cookie === '') throw new Error(`signing in to the demo answered ${answer.status}`)
  return { server, address, cookie, close: async () => { await server.stop(); rmSync(data, { recursive: true, force: true }) } }
}
