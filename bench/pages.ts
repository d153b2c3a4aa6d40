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
const PEOPLE = 200

const LOOK_EVERY_MS = 5000
/** Idle is less than this of processor time in LOOK_EVERY_MS: the jobs that follow the demo's load are done. */
const IDLE_TICKS = 10
const LONGEST_LOOKS = 36

/** Waits until the server has nothing to do any more. */
async function rest(pid: number): Promise<void> {
  // Fields 14 and 15 of /proc/PID/stat: time in user and in kernel mode, in hundredths of a second (proc(5)).
  const ticks = (): number => readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ').slice(13, 15).reduce((sum, each) => sum + Number(each), 0)
  for (let looks = 0, before = ticks(); looks < LONGEST_LOOKS; looks++) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    const now = ticks()
    if (now - before < IDLE_TICKS) return
    before = now
  }
}

const { server, address, cookie, close } = await demoServer()
try {
  await rest(server.pid)
  const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]
  process.stdout.write(`idle with the demo: ${Math.round(Number(memory) / 1024)} MB of memory for Node (aim 300)\n`)

  const get = async (path: string): Promise<string> => {
    const answer = await fetch(address + path, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' })
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    return text
  }
  // Many people in turn, for each reading is shown on the person's page from then on.
  const people = new Set<string>()
  for (let page = 1; people.size < PEOPLE; page++) {
    const before = people.size
    for (const [, path] of (await get(`/desk/terjola/people?page=${page}`)).matchAll(/href="(\/desk\/terjola\/people\/[0-9a-f-]{36})"/g)) people.add(path!)
    if (people.size === before) throw new Error('the list shows nobody')
  }

  /** Requests a second of these paths, with a few at once. */
  async function rate(paths: readonly string[]): Promise<number> {
    let left = REQUESTS
    const began = performance.now()
    await Promise.all(Array.from({ length: AT_ONCE }, async () => { while (left-- > 0) await get(paths[served++ % paths.length]!) }))
    return REQUESTS / ((performance.now() - began) / 1000)
  }
  const pages = [
    { name: 'list of people', real: ['/desk/terjola/people'], constant: ['/dev/constants/people'], queries: PEOPLE_LIST_QUERIES },
    { name: 'a person', real: [...people], constant: ['/dev/constants/people/one'], queries: PERSON_PAGE_QUERIES },
  ]
  let served = 0
  for (const { name, real, constant, queries } of pages) {
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
