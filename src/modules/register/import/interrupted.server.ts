/**
 * Imports whose worker died. Where the server works on them, their job comes back by itself; a command that was ended leaves none.
 * Such an import is shown as waiting for somebody, and the same command with the same file takes it up again.
 */
import { actorName } from '#platform/access/actor.ts'
import { requirePermission } from '#platform/access/permissions.ts'
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { waits } from '#platform/jobs/jobs.server.ts'
import { IMPORT_QUEUE, importLock } from './continue-import.server.ts'
import { isRunning, type ImportState } from './states.ts'

/** Looks at the lock without taking it, for whoever comes for it meanwhile must not find it taken. */
const HELD = `exists (select from pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 1
  and l.database = (select oid from pg_database where datname = current_database())
  and (l.classid::bigint << 32) | l.objid::bigint = hashtextextended($2, 0))`

async function isHeld(tx: Tx, importId: string): Promise<boolean> {
  const [row] = await selectRows<{ held: boolean }>(tx, `select ${HELD} and $1::uuid is not null as held`, [tx.office, importLock(importId)])
  return row?.held === true
}

/** Whether the import stands in a running state, and neither does anybody work on it nor is there a job for it. */
export async function isStranded(tx: Tx, { id, state }: { id: string; state: ImportState }): Promise<boolean> {
  requirePermission(tx.actor, 'import.read')
  return isRunning(state) && !(await waits(tx, IMPORT_QUEUE, id, 'completed')) && !(await isHeld(tx, id))
}

/**
 * What an ended command of the same name left of the same file: an import that was being applied is to go on, its id is returned;
 * whatever had not come so far touched nobody and is removed, to be begun anew.
 * @param sha256 of the file's content
 */
export async function takeUpInterrupted(tx: Tx, sha256: Buffer): Promise<string | undefined> {
  requirePermission(tx.actor, 'import.run')
  const left = await selectRows<{ id: string; file_id: string | null; state: ImportState; created: boolean }>(
    tx,
    `select id, file_id, state, coalesce((counts->>'created')::int, 0) + coalesce((counts->>'updated')::int, 0) > 0 as created from corridor.imports
     where office_id = $1 and sha256 = $2 and created_by is null and created_by_name = $3
       and state in ('uploaded', 'reading', 'read', 'checking', 'checked', 'applying') order by created_at for update skip locked`,
    [tx.office, sha256, actorName(tx.actor)],
  )
  let goesOn: string | undefined
  for (const { id, file_id, state, created } of left) {
    if (await isHeld(tx, id)) continue
    if (state === 'applying' || created) goesOn ??= id
    else {
      await tx.client.query('delete from corridor.imports where office_id = $1 and id = $2', [tx.office, id])
      await tx.client.query('delete from corridor.files where office_id = $1 and id = $2', [tx.office, file_id])
    }
  }
  return goesOn
}
