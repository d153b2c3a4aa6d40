/**
 * A change writes its event in the same transaction: a `noun.verbed` type and ids, never personal data. What follows from it hangs
 * on the event: a subscriber runs in the same transaction (a module below in the table of modules keeps its own tables in step, or
 * enqueues a job), so that it happens if and only if the change does. Subscriptions are made in one place, entry/compose.ts.
 */
import { actorId, actorName } from '../access/actor.ts'
import { insertMany, selectRows } from '../database/insert-many.server.ts'
import type { Tx } from '../database/types.ts'
import { newId } from '../ids/uuid.ts'

export interface EventFacts {
  type: string
  subject?: { kind: string; id: string }
  /** Ids, counts, codes. Never names, addresses, texts. */
  data?: Record<string, unknown>
}

export type Subscriber = (tx: Tx, events: readonly EventFacts[]) => Promise<void>

const subscribers = new Map<string, Map<string, Subscriber>>()

/** Calls `subscriber` with all events of a type that are recorded together. `name` tells subscriptions apart, so that composing twice subscribes once. */
export function subscribe(type: string, name: string, subscriber: Subscriber): void {
  const known = subscribers.get(type) ?? new Map<string, Subscriber>()
  subscribers.set(type, known.set(name, subscriber))
}

/** Writes one event and lets the history of all later changes of this transaction point to it. Returns its id. */
export async function recordEvent(tx: Tx, event: EventFacts): Promise<string> {
  const id = newId()
  // One statement, for nearly every page and every change passes here.
  await selectRows(tx, ONE_EVENT_SQL, [tx.office, id, event.type, tx.actor.kind, actorId(tx.actor) ?? null, actorName(tx.actor), tx.requestId, event.subject?.kind ?? null, event.subject?.id ?? null, JSON.stringify(event.data ?? {})], 'record_event')
  await tellSubscribers(tx, [event])
  return id
}

const ONE_EVENT_SQL = `
  with written as (
    insert into corridor.events (office_id, id, type, actor_kind, actor_id, actor_name, request_id, subject_kind, subject_id, data)
    values ($1::uuid, $2::uuid, $3, $4, $5::uuid, $6, $7, $8, $9::uuid, $10::jsonb) returning id)
  select set_config('corridor.event', id::text, true) from written`


/** Writes many events in one statement, then tells the subscribers of each type. Returns their ids in order. */
export async function recordEvents(tx: Tx, events: readonly EventFacts[]): Promise<string[]> {
  if (events.length === 0) return []
  const rows = events.map((event) => ({
    id: newId(),
    type: event.type,
    actor_kind: tx.actor.kind,
    actor_id: actorId(tx.actor),
    actor_name: actorName(tx.actor),
    request_id: tx.requestId,
    subject_kind: event.subject?.kind,
    subject_id: event.subject?.id,
    data: event.data ?? {},
  }))
  await insertMany(tx, 'events', {
    id: 'uuid', type: 'text', actor_kind: 'text', actor_id: 'uuid', actor_name: 'text', request_id: 'text', subject_kind: 'text', subject_id: 'uuid', data: 'jsonb',
  }, rows)
  await tellSubscribers(tx, events)
  return rows.map((row) => row.id)
}

async function tellSubscribers(tx: Tx, events: readonly EventFacts[]): Promise<void> {
  for (const [type, together] of Map.groupBy(events, (event) => event.type)) {
    for (const subscriber of subscribers.get(type)?.values() ?? []) await subscriber(tx, together)
  }
}
