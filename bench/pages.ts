/**
 * The Desk's list of people and a person's page in requests a second, against the same pages rendered by the framework from
 * constants, in turns in one run. Aim: a third or better. Also: queries a page (a constant) and the idle server's memory.
 * Run: bin/node bench/pages.ts (after npm start or a build)
 */
import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { PEOPLE_LIST_QUERIES, PERSON_PAGE_QUERIES } from '#modules/register/index.server.ts'
import { demoServer } from './demo-server.ts'
import { percentile } from './temporary-office.ts'

const TURNS = 5
const REQUESTS = 150
const AT_ONCE = 4

const { server, address, cookie, close } = await demoServer()
try {
  await new Promise((resolve) => setTimeout(resolve, 5000))
  const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]
  process.stdout.write(`idle with the demo: ${Math.round(Number(memory) / 1024)} MB of memory for Node (aim 300)\n`)

  const get = async (path: string): Promise<string> => {
    const answer = await fetch(address + path, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' })
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    return text
  }
  const list = await get('/desk/terjola/people')
  const person = /href="(\/desk\/terjola\/people\/[0-9a-f-]{36})"/.exec(list)?.[1]
  if (!person) throw new Error('the list shows nobody')

  /** Requests a second of one path, with a few at once. */
  async function rate(path: string): Promise<number> {
    let left = REQUESTS
    const began = performance.now()
    await Promise.all(Array.from({ length: AT_ONCE }, async () => { while (left-- > 0) await get(path) }))
    return REQUESTS / ((performance.now() - began) / 1000)
  }
  for (const [name, real, constant, queries] of [['list of people', '/desk/terjola/people', '/dev/constants/people', PEOPLE_LIST_QUERIES], ['a person', person, '/dev/constants/people/one', PERSON_PAGE_QUERIES]] as const) {
    await rate(real)
    await rate(constant)
    const reals: number[] = []
    const constants: number[] = []
    for (let turn = 0; turn < TURNS; turn++) {
      reals.push(await rate(real))
      constants.push(await rate(constant))
    }
    const ratio = percentile(reals.map((value, turn) => value / constants[turn]!), 0.5)
    process.stdout.write(`${name}: ${percentile(reals, 0.5).toFixed(0)} a second, from constants ${percentile(constants, 0.5).toFixed(0)}; ratio ${ratio.toFixed(2)} (aim 0.33: ${ratio >= 0.33 ? 'held' : 'missed'}); its operation makes ${queries} queries\n`)
  }
} finally {
  await close()
}
