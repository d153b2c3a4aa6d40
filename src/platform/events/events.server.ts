/**
 * A change writes its event in the same transaction: a `noun.verbed` type and ids, never personal data. What follows from it
 * hangs on the event as a job, so that it happens if and only if the change does.
 */
import { sql } from 'kysely'
import { actorId, actorName } from '../access/actor.ts'
import type { Tx } from '../database/types.ts'
import { newId } from '../ids/uuid.ts'

export interface EventFacts {
  type: string
  subject?: { kind: string; id: string }
  /** Ids, counts, codes. Never names, addresses, texts. */
  data?: Record<string, unknown>
}

/** Writes the event and lets the history of all later changes of this transaction point to it. Returns its id. */
export async function recordEvent(tx: Tx, event: EventFacts): Promise<string> {
  const id = newId()
  await tx
    .insertInto('events')
    .values({
      office_id: tx.office,
      id,
      type: event.type,
      actor_kind: tx.actor.kind,
      actor_id: actorId(tx.actor),
      actor_name: actorName(tx.actor),
      request_id: tx.requestId,
      subject_kind: event.subject?.kind ?? null,
      subject_id: event.subject?.id ?? null,
      data: JSON.stringify(event.data ?? {}),
    })
    .execute()
  await sql`select set_config('corridor.event', ${id}, true)`.execute(tx)
  return id
}
