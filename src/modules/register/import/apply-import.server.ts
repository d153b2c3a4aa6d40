/**
 * Third stage: what the dry run showed is done, in batches of a transaction each. The batch and how far the import came are written
 * together, so after a crash at any moment it goes on behind the last whole batch. One import at a time in an office, because a row
 * is compared with what earlier imports told.
 */
import { recordEvent } from '#platform/events/events.server.ts'
import { insertMany, selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { actorName } from '#platform/access/actor.ts'
import { findNoticeDays, getOfficeCountry } from '../queries.server.ts'
import { addDays } from '../register-family.server.ts'
import { storePeople } from '../store-people.server.ts'
import type { PersonFacts } from '../contract.ts'
import { withKnownCity } from './canonical-city.server.ts'
import { decideOutcomes } from './decide-outcomes.server.ts'
import { ImportCancelled, cancel, enterStage, lockForBatch, markProgress, setCounts, type ImportRun } from './import-run.server.ts'
import { createApplyContext, newPerson, settleBelongings, type ApplyContext } from './new-people.server.ts'
import { loadImport } from './queries.server.ts'
import type { ImportPolicy } from './states.ts'
import { storeUpdates } from './update-people.server.ts'

/** Rows of one transaction: large enough for set-based statements, small enough to be cancelled soon. */
export const APPLY_BATCH_ROWS = 1000

export interface RowToApply {
  number: number
  outcome: 'create' | 'update'
  facts: PersonFacts
  fingerprint: string
  identity: string | null
  personId: string | null
  sheet: string
  row: number
}

/** Stores the people of a checked import; ends in state `applied`. The state `applying` was set by `requestApply`. */
export async function applyImport(run: ImportRun): Promise<void> {
  const record = await enterStage(run, 'applying', [])
  const context = await run.within(async (tx) => {
    await redecide(tx, run.importId, record.policy)
    const [homeCountry, days] = [await getOfficeCountry(tx), await findNoticeDays(tx)]
    return createApplyContext({ importId: run.importId, homeCountry, collectedOn: record.collectedOn, noticeDueOn: addDays(record.collectedOn, days), collectorName: record.createdByName || actorName(tx.actor) })
  })
  let more = true
  while (more) {
    run.signal?.throwIfAborted()
    const batch = await run.within((tx) => applyBatch(tx, context, record.policy, { rows: record.rowsRead, batchRows: run.batchRows ?? APPLY_BATCH_ROWS }))
    if (batch === 'cancelled') throw new ImportCancelled()
    run.watch?.('applying', batch.progress, batch.doneUpTo)
    more = batch.more
  }
  run.watch?.('applied', 1, record.rowsRead)
}

/** Between the dry run and now another import may have told of the same people, or somebody was erased. */
async function redecide(tx: Tx, importId: string, policy: ImportPolicy): Promise<void> {
  const { doneUpTo } = await lockForBatch(tx, importId, 'applying')
  await decideOutcomes(tx, importId, policy, { after: doneUpTo })
}

async function applyBatch(tx: Tx, context: ApplyContext, policy: ImportPolicy, { rows: total, batchRows }: { rows: number; batchRows: number }): Promise<'cancelled' | { more: boolean; doneUpTo: number; progress: number }> {
  const { importId } = context
  const { doneUpTo, cancelled } = await lockForBatch(tx, importId, 'applying')
  if (cancelled) {
    await cancel(tx, importId)
    return 'cancelled'
  }
  if (doneUpTo >= total) {
    await finish(tx, importId)
    return { more: false, doneUpTo: total, progress: 1 }
  }
  const next = Math.min(total, doneUpTo + batchRows)
  const rows = await fetchRows(tx, importId, doneUpTo, next)
  const belongings = await settleBelongings(tx, rows, context)
  const fresh = rows.filter((row) => row.outcome === 'create')
  const people = fresh.map((row) => newPerson(row.facts, belongings.get(row.number)!, context))
  await storePeople(tx, people)
  const updated = await storeUpdates(tx, rows.filter((row) => row.outcome === 'update'), belongings, context, policy)
  const fileName = (await loadImport(tx, importId)).fileName
  await storeSources(tx, context, fileName, [
    ...fresh.map((row, index) => ({ row, personId: people[index]!.id, created: true })),
    ...rows.flatMap((row) => (row.outcome === 'update' && row.personId !== null && updated.has(row.number) ? [{ row, personId: row.personId, created: false }] : [])),
  ])
  await tx.client.query(
    "update corridor.imports set counts = counts || jsonb_build_object('created', coalesce((counts->>'created')::int, 0) + $3::int, 'updated', coalesce((counts->>'updated')::int, 0) + $4::int) where office_id = $1 and id = $2",
    [tx.office, importId, people.length, updated.size],
  )
  await markProgress(tx, importId, next, next / total)
  return { more: true, doneUpTo: next, progress: next / total }
}

async function fetchRows(tx: Tx, importId: string, after: number, upTo: number): Promise<RowToApply[]> {
  const rows = await selectRows<RowToApply & Record<string, unknown>>(
    tx,
    `select o.number, o.outcome, o.facts, o.fingerprint, o.identity, o.person_id as "personId", r.sheet, r.row
     from corridor.import_outcomes o join corridor.import_rows r on r.office_id = $1 and r.import_id = $2 and r.number = o.number
     where o.office_id = $1 and o.import_id = $2 and o.number > $3 and o.number <= $4 and o.outcome in ('create', 'update') order by o.number`,
    [tx.office, importId, after, upTo],
  )
  return rows.map((row) => ({ ...row, facts: withKnownCity(row.facts) }))
}

async function storeSources(tx: Tx, context: ApplyContext, fileName: string, told: { row: RowToApply; personId: string; created: boolean }[]): Promise<void> {
  const { importId } = context
  await insertMany(
    tx,
    'person_sources',
    { fingerprint: 'text', import_id: 'uuid', person_id: 'uuid', file_name: 'text', sheet: 'text', row: 'integer', number: 'integer', created: 'boolean', identity: 'text' },
    told.map(({ row, personId, created }) => ({
      fingerprint: row.fingerprint, import_id: importId, person_id: personId, file_name: fileName, sheet: row.sheet, row: row.row, number: row.number, created, identity: row.identity,
    })),
  )
}

/** What the file says of people who were erased goes as soon as it is applied, and the file with it; that there was such a row stays. */
async function forgetErased(tx: Tx, importId: string): Promise<void> {
  const { rowCount } = await tx.client.query(
    `update corridor.import_rows r set cells = '[]' from corridor.import_outcomes o
     where r.office_id = $1 and r.import_id = $2 and o.office_id = $1 and o.import_id = $2 and o.number = r.number and o.outcome = 'erased'`, [tx.office, importId],
  )
  if (!rowCount) return
  await tx.client.query("update corridor.import_outcomes set problems = null, memory_keys = null where office_id = $1 and import_id = $2 and outcome = 'erased'", [tx.office, importId])
  await tx.client.query('update corridor.imports set proposal = corridor.without_examples(proposal), mapping = corridor.without_examples(mapping) where office_id = $1 and id = $2', [tx.office, importId])
  await tx.client.query('delete from corridor.file_chunks c using corridor.imports i where i.office_id = $1 and i.id = $2 and c.office_id = $1 and c.file_id = i.file_id', [tx.office, importId])
}

async function finish(tx: Tx, importId: string): Promise<void> {
  const { counts } = await loadImport(tx, importId)
  const { created = 0, updated = 0 } = counts
  await setCounts(tx, importId, { created, updated })
  await forgetErased(tx, importId)
  await recordEvent(tx, { type: 'import.applied', subject: { kind: 'import', id: importId }, data: { created, updated } })
  await tx.client.query("update corridor.imports set state = 'applied', progress = 1, applied_at = now() where office_id = $1 and id = $2", [tx.office, importId])
}

