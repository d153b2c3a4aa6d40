/**
 * Likely duplicates that an import brings: within its file, and with the register. Before it is applied its rows are compared as they
 * would be stored, so that the dry run shows them too.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { DEFAULT_THRESHOLD, findPairs, type LinkageRecord, type ScoredPair } from '#modules/linkage/index.ts'
import { contactsAsKnown, isCurrent, known, loadRecords } from '#modules/linkage/index.server.ts'
import type { PersonFacts } from '../contract.ts'
import { withKnownCity } from './canonical-city.server.ts'

/** A row of the file (counted from 1; the empty sheet for CSV), or somebody who stood in the register before. */
export type DuplicateSide = { sheet: string; row: number } | { person: string }

export interface DuplicatePair {
  a: DuplicateSide
  b: DuplicateSide
  /** Probability from 0 to 1 that both are the same person. */
  score: number
}

/** Pairs above the default threshold of which at least one side comes from the import, the surest first. */
export async function duplicatesOfImport(tx: Tx, importId: string): Promise<DuplicatePair[]> {
  const sides = new Map<string, DuplicateSide>()
  const made = await selectRows<{ person_id: string; sheet: string; row: number }>(tx, 'select person_id, sheet, row from corridor.person_sources where office_id = $1 and import_id = $2 and created', [tx.office, importId])
  for (const { person_id, sheet, row } of made) sides.set(person_id, { sheet, row })
  const staged = await loadStaged(tx, importId)
  for (const { id, sheet, row } of staged) sides.set(id, { sheet, row })
  if (sides.size === 0) return []
  const pairs = staged.length === 0 && (await isCurrent(tx)) ? await loadPairs(tx) : await findPairsAside([...(await loadRecords(tx)), ...staged.map((each) => each.record)])
  return pairs
    .filter((pair) => sides.has(pair.a) || sides.has(pair.b))
    .map(({ a, b, score }) => ({ a: sides.get(a) ?? { person: a }, b: sides.get(b) ?? { person: b }, score }))
}

/** More than so many people together are compared once they are in the register, by linkage's own job. */
const MAX_COMPARED_BEFORE = 60_000

/** How many likely duplicates a checked import would bring; undefined where too many people would have to be compared for it. */
export async function countDuplicates(tx: Tx, importId: string): Promise<number | undefined> {
  const [row] = await selectRows<{ people: number }>(
    tx,
    `select (select count(*) from corridor.people where office_id = $1 and state = 'active')
       + (select count(*) from corridor.import_outcomes where office_id = $1 and import_id = $2 and outcome = 'create') as people`,
    [tx.office, importId],
  )
  return row === undefined || row.people > MAX_COMPARED_BEFORE ? undefined : (await duplicatesOfImport(tx, importId)).length
}

type FoundPair = Pick<ScoredPair, 'a' | 'b' | 'score'>

/** Fewer are compared in the time that a thread needs to start. */
const FEW_RECORDS = 300

async function findPairsAside(records: LinkageRecord[]): Promise<FoundPair[]> {
  if (records.length <= FEW_RECORDS) return findPairs(records)
  const worker = new Worker(new URL('./pairs-thread.server.ts', import.meta.url), { workerData: { recordsToPair: records }, execArgv: [] })
  try {
    const [pairs] = (await once(worker, 'message')) as [FoundPair[]]
    return pairs
  } finally {
    await worker.terminate()
  }
}

/** What linkage has found in the register and nobody has denied. */
async function loadPairs(tx: Tx): Promise<FoundPair[]> {
  return selectRows(
    tx,
    `select person_a as a, person_b as b, score from corridor.person_pairs where office_id = $1 and score >= $2 and (decision is null or decision = 'later') order by score desc`,
    [tx.office, DEFAULT_THRESHOLD],
  )
}

interface StagedRecord { id: string; sheet: string; row: number; record: LinkageRecord }

/** Rows that will be new people and are not yet. */
async function loadStaged(tx: Tx, importId: string): Promise<StagedRecord[]> {
  const rows = await selectRows<{ number: number; sheet: string; row: number; facts: PersonFacts }>(
    tx,
    `select o.number, r.sheet, r.row, o.facts from corridor.import_outcomes o join corridor.import_rows r using (office_id, import_id, number)
     where o.office_id = $1 and o.import_id = $2 and o.outcome = 'create'
       and not exists (select from corridor.person_sources s where s.office_id = $1 and s.import_id = $2 and s.fingerprint = o.fingerprint)`,
    [tx.office, importId],
  )
  return rows.map(({ number, sheet, row, facts: told }) => {
    const facts = withKnownCity(told)
    const id = `row ${number}`
    const { family, residence } = facts
    const household = family === undefined ? undefined : `${facts.village ?? ''}|${family.head}|${family.phone?.value ?? ''}`
    return {
      id, sheet, row,
      record: {
        id,
        familyName: facts.familyName,
        givenName: facts.givenName,
        ...known('born', facts.born), ...known('sex', facts.sex), ...known('village', facts.village), ...known('informant', family?.head), ...known('household', household), source: `${importId}#${sheet}`,
        ...known('country', residence?.country), ...known('city', residence?.city), ...known('occupation', facts.occupation), ...known('abroadSince', residence?.from),
        ...contactsAsKnown(facts.contacts),
        familyPhones: family?.phone ? [family.phone.value] : [],
      },
    }
  })
}
