import { subscribe } from '#platform/events/events.server.ts'
import { notePeople } from './jobs.server.ts'

/** Subscribes linkage to what happens to people; called once, where the app is composed. */
export function followRegister(): void {
  for (const type of ['person.registered', 'person.changed']) subscribe(type, 'linkage', notePeople)
}
