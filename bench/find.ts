/**
 * Search as one types, over 17,356 and 1,000,000 people of one office, and the likely duplicates shown beside a family's form: names
 * typed letter by letter, with a mistake, parts of phone numbers and addresses, villages, cities abroad, occupations. The aim is a 99th
 * percentile under 50 ms of all that is typed; the limit beside it is an empty transaction on the same connection.
 * Run: bin/node bench/find.ts [people ...]
 */
import { performance } from 'node:perf_hooks'
import { findSimilar } from '#modules/linkage/index.server.ts'
import { findPeople } from '#modules/register/index.server.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { Tx } from '#platform/database/types.ts'
import { newId } from '#platform/ids/uuid.ts'
import { loadRegister, type Sample } from './find-register.ts'
import { percentile, temporaryOffice, type BenchOffice } from './temporary-office.ts'

const nino: Actor = { kind: 'staff', accountId: newId(), name: 'Nino', role: 'officer', villages: [] }
const AIM = 50
const WARM_UP = 10

/** What somebody types on the way to a person. */
export const kinds: Record<string, (sample: Sample) => string> = {
  '1 letter': ({ given }) => given.slice(0, 1),
  '2 letters': ({ family }) => family.slice(0, 2),
  '3 letters': ({ given }) => given.slice(0, 3),
  '6 letters': ({ given, family }) => `${given} ${family}`.slice(0, 6),
  'family name': ({ family }) => family,
  'whole name': ({ given, family }) => `${given} ${family}`,
  'family name and 2 letters': ({ given, family }) => `${family} ${given.slice(0, 2)}`,
  'a letter missing': ({ given, family }) => `${given} ${family.slice(0, 3)}${family.slice(4)}`,
  'a letter missing in both': ({ given, family }) => `${given.slice(0, 2)}${given.slice(3)} ${family.slice(0, 4)}${family.slice(5)}`,
  'two letters exchanged': ({ given, family }) => `${family.slice(0, 2)}${family.charAt(3)}${family.charAt(2)}${family.slice(4)} ${given}`,
  'end of a phone': ({ phone }) => phone.slice(-6),
  'beginning of a phone': ({ phone }) => phone.slice(0, 9),
  'middle of a phone': ({ phone }) => phone.slice(4, 9),
  '3 digits': ({ phone }) => phone.slice(5, 8),
  'beginning of an address': ({ email }) => email.slice(0, 6),
  'an address': ({ email }) => email,
  'domain of an address': ({ email }) => email.slice(email.indexOf('@') + 1),
  'middle of an address': ({ email }) => email.slice(3, email.indexOf('@') + 3),
  village: ({ village }) => village,
  'beginning of a village': ({ village }) => village.slice(0, 4),
  'city abroad': ({ city }) => city,
  occupation: ({ occupation }) => occupation,
}

export const similar: Record<string, (sample: Sample) => Parameters<typeof findSimilar>[1]> = {
  'family name and 2 letters': ({ family, given }) => ({ familyName: family, givenName: given.slice(0, 2) }),
  'whole name': ({ family, given }) => ({ familyName: family, givenName: given }),
  'name and year': ({ family, given, born }) => ({ familyName: family, givenName: given, born: born.slice(0, 4) }),
  'name and day': ({ family, given, born }) => ({ familyName: family, givenName: given, born }),
}

async function timed<T>(bench: BenchOffice, samples: readonly T[], work: (tx: Tx, sample: T) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (const sample of [...samples.slice(0, WARM_UP), ...samples]) {
    const began = performance.now()
    await bench.within({ office: bench.office, actor: nino }, (tx) => work(tx, sample))
    times.push(performance.now() - began)
  }
  return times.slice(Math.min(WARM_UP, samples.length))
}

function line(name: string, times: readonly number[]): string {
  return `  ${name.padEnd(28)} median ${percentile(times, 0.5).toFixed(1).padStart(6)} ms, 99th percentile ${percentile(times, 0.99).toFixed(1).padStart(6)} ms\n`
}

async function measure<T>(bench: BenchOffice, title: string, of: Record<string, (sample: Sample) => T>, samples: readonly Sample[], work: (tx: Tx, typed: T) => Promise<unknown>): Promise<void> {
  const all: number[] = []
  process.stdout.write(`${title}\n`)
  for (const [name, typed] of Object.entries(of)) {
    const queries = samples.map(typed).filter((query) => typeof query !== 'string' || query.length > 0)
    const times = await timed(bench, queries, work)
    all.push(...times)
    process.stdout.write(line(name, times))
  }
  const limits = await timed(bench, samples, (tx) => tx.client.query('select 1'))
  const p99 = percentile(all, 0.99)
  process.stdout.write(
    `  all ${all.length}: median ${percentile(all, 0.5).toFixed(1)} ms, 99th percentile ${p99.toFixed(1)} ms (aim ${AIM}: ${p99 < AIM ? 'held' : 'missed'}); an empty transaction ${percentile(limits, 0.5).toFixed(2)} ms, ratio ${(percentile(all, 0.5) / percentile(limits, 0.5)).toFixed(1)}\n`,
  )
}

/** Prints what each kind of search costs in that office. */
export async function measureFinding(bench: BenchOffice, count: number, samples: readonly Sample[]): Promise<void> {
  await measure(bench, `the find box, ${count} people:`, kinds, samples, (tx, typed) => findPeople(tx, typed, 8))
  await measure(bench, `likely duplicates of a name being typed, ${count} people:`, similar, samples, findSimilar)
}

if (import.meta.main) {
  for (const count of process.argv.length > 2 ? process.argv.slice(2).map(Number) : [17_356, 1_000_000]) {
    const bench = await temporaryOffice()
    try {
      await measureFinding(bench, count, await loadRegister(bench, count))
    } finally {
      await bench.close()
    }
  }
}
