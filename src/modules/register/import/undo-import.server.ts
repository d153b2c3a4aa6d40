/**
 * Takes an import back as a whole, in batches that can be interrupted. People it made are removed for good, with what history
 * remembers of them; those whom somebody changed by hand since, or of whom another import told more, are kept and listed. What it
 * added to known people goes field by field, where the field still holds what the import wrote.
 */
import { recordEvent, recordEvents } from '#platform/events/events.server.ts'
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { refreshReach } from '../queries.server.ts'
import { enterStage, lockForBatch, markProgress, type ImportRun } from './import-run.server.ts'
import { requirePermission } from '#platform/access/permissions.ts'
import { takeUpdatesBack } from './take-updates-back.server.ts'

const BATCH_PEOPLE = 500

/** Ends in state `undone`. The state `undoing` was set by `requestUndo`. */
export async function undoImport(run: ImportRun): Promise<void> {
  const record = await enterStage(run, 'undoing', [])
  const total = Math.max(1, (record.counts.created ?? 0) + (record.counts.updated ?? 0))
  let done = 0
  for (const step of [undoUpdates, removePeople]) {
    for (let after: number | undefined = 0; after !== undefined; ) {
      run.signal?.throwIfAborted()
      const from: number = after
      after = await run.within(async (tx) => {
        await lockForBatch(tx, run.importId, 'undoing')
        const { next, rows } = await step(tx, run.importId, from)
        done += rows
        await markProgress(tx, run.importId, 0, done / total)
        return next
      })
      run.watch?.('undoing', Math.min(1, done / total), done)
    }
  }
  await run.within(async (tx) => {
    await lockForBatch(tx, run.importId, 'undoing')
    await removeHouseholds(tx, run.importId)
    await removePlaces(tx, run.importId)
    await recordEvent(tx, { type: 'import.undone', subject: { kind: 'import', id: run.importId } })
    await tx.client.query(
      `update corridor.imports set state = 'undone', progress = 1, undone_at = $3,
         counts = counts || jsonb_build_object('kept', (select count(*) from corridor.person_sources s where s.office_id = $1 and s.import_id = $2 and s.created))
       where office_id = $1 and id = $2`,
      [tx.office, run.importId, run.now()],
    )
  })
  run.watch?.('undone', 1, done)
}

async function addToCount(tx: Tx, importId: string, name: 'removed' | 'takenBack' | 'fieldsKept', count: number): Promise<void> {
  await tx.client.query('update corridor.imports set counts = counts || jsonb_build_object($3::text, coalesce((counts->>$3)::int, 0) + $4::int) where office_id = $1 and id = $2', [tx.office, importId, name, count])
}

async function undoUpdates(tx: Tx, importId: string, after: number): Promise<{ next: number | undefined; rows: number }> {
  const { rows, next, fieldsKept, people } = await takeUpdatesBack(tx, importId, after, BATCH_PEOPLE)
  await addToCount(tx, importId, 'takenBack', rows)
  await addToCount(tx, importId, 'fieldsKept', fieldsKept)
  await refreshReach(tx, people)
  await recordEvents(tx, people.map((id) => ({ type: 'person.changed', subject: { kind: 'person', id } })))
  return { next, rows }
}

/** Somebody touched the person, or somebody else depends on the record: by hand, on the personal link, by another import, by a notice that went out. */
export const TOUCHED = `(
  p.state not in ('active', 'removed')
  or exists (select from corridor.history h where h.office_id = p.office_id and h.person_id = p.id and (h.actor_kind not in ('system') or (h.table_name = 'notices' and h.change = 'update')))
  or exists (select from corridor.person_sources o where o.office_id = p.office_id and o.person_id = p.id and o.import_id <> s.import_id)
  or exists (select from corridor.people m where m.office_id = p.office_id and m.merged_into = p.id)
  or exists (select from corridor.ties t join corridor.history h on h.office_id = t.office_id and h.person_id = t.person_id and h.table_name = 'ties' and h.row_id = t.id and h.actor_kind <> 'system'
             where t.office_id = p.office_id and t.other_id = p.id))`

async function removePeople(tx: Tx, importId: string, after: number): Promise<{ next: number | undefined; rows: number }> {
  const people = await selectRows<{ number: number; id: string; touched: boolean }>(
    tx,
    `select s.number, p.id, ${TOUCHED} as touched from corridor.person_sources s join corridor.people p on p.office_id = s.office_id and p.id = s.person_id
     where s.office_id = $1 and s.import_id = $2 and s.created and s.number > $3 order by s.number limit $4`,
    [tx.office, importId, after, BATCH_PEOPLE],
  )
  const ids = people.filter((person) => !person.touched).map((person) => person.id)
  if (ids.length > 0) {
    await recordEvents(tx, ids.map((id) => ({ type: 'person.removed', subject: { kind: 'person', id }, data: { import: importId } })))
    await tx.client.query('delete from corridor.people where office_id = $1 and id = any ($2)', [tx.office, ids])
    await tx.client.query('select corridor.empty_history_of_removed($1)', [ids])
    await addToCount(tx, importId, 'removed', ids.length)
  }
  return { next: people.at(-1)?.number, rows: people.length }
}

/** Families that the import made and of whom nobody is left; what was said of who told goes with them. */
async function removeHouseholds(tx: Tx, importId: string): Promise<void> {
  await tx.client.query(
    `with empty as (
       select h.id from corridor.import_households i join corridor.households h on h.office_id = i.office_id and h.id = i.household_id
       where i.office_id = $1 and i.import_id = $2
         and not exists (select from corridor.people p where p.office_id = $1 and p.household_id = h.id)
         and not exists (select from corridor.collections c where c.office_id = $1 and c.household_id = h.id and c.import_id is distinct from $2)
         and not exists (select from corridor.history y where y.office_id = $1 and y.table_name = 'households' and y.row_id = h.id and y.person_id is null and y.actor_kind <> 'system')
     ), forgotten as (
       update corridor.collections c set informant_name = null, informant_tie = null from empty where c.office_id = $1 and c.household_id = empty.id
     )
     delete from corridor.households h using empty where h.office_id = $1 and h.id = empty.id`,
    [tx.office, importId],
  )
}

/** Places that the import named first and nobody else uses. Who told of people that are gone told it in no village. */
async function removePlaces(tx: Tx, importId: string): Promise<void> {
  await tx.client.query(
    `update corridor.collections c set village_id = null
     where c.office_id = $1 and c.import_id = $2 and c.village_id is not null
       and not exists (select from corridor.people p where p.office_id = $1 and p.collection_id = c.id)`,
    [tx.office, importId],
  )
  await tx.client.query(
    `delete from corridor.places l where l.office_id = $1 and l.import_id = $2
       and not exists (select from corridor.people p where p.office_id = $1 and (p.village_id = l.id or p.city_id = l.id))
       and not exists (select from corridor.residences r where r.office_id = $1 and r.city_id = l.id)
       and not exists (select from corridor.households h where h.office_id = $1 and h.village_id = l.id)
       and not exists (select from corridor.collections c where c.office_id = $1 and c.village_id = l.id)
       and not exists (select from corridor.places b where b.office_id = $1 and b.parent_id = l.id)
       and not exists (select from corridor.staff s where s.office_id = $1 and l.id = any (s.villages))
       and not exists (select from corridor.invitations i where i.office_id = $1 and l.id = any (i.villages))`,
    [tx.office, importId],
  )
}

export interface KeptPerson { id: string; familyName: string; givenName: string; sheet: string; row: number }

/** The people whom undoing kept, because they were changed by hand since. */
export async function findKept(tx: Tx, importId: string, limit = 500): Promise<KeptPerson[]> {
  requirePermission(tx.actor, 'import.read')
  return selectRows<KeptPerson & Record<string, unknown>>(
    tx,
    `select p.id, p.family_name as "familyName", p.given_name as "givenName", s.sheet, s.row
     from corridor.person_sources s join corridor.people p on p.office_id = s.office_id and p.id = s.person_id
     join corridor.imports i on i.office_id = s.office_id and i.id = s.import_id and i.state = 'undone'
     where s.office_id = $1 and s.import_id = $2 and s.created order by s.number limit $3`,
    [tx.office, importId, limit],
  )
}
