/**
 * Who acts. An actor is made once for each request or job, passed as an argument, and carried by the transaction that it opens.
 */

export const roles = ['administrator', 'officer', 'field', 'moderator', 'counsellor', 'planner', 'auditor'] as const
export type Role = (typeof roles)[number]

export type Actor =
  | { kind: 'staff'; accountId: string; name: string; role: Role; villages: string[]; helperOf?: string }
  /** Of the platform: makes offices. `grant` is a logged, time-limited reason to read one office's people. */
  | { kind: 'operator'; accountId: string; name: string; grant?: { id: string; officeId: string } }
  /** A person of the register on the own personal link, `linkId`. */
  | { kind: 'person'; personId: string; name: string; linkId?: string }
  | { kind: 'token'; tokenId: string; name: string; role: Role }
  /** A job or the command line: named, never anonymous. */
  | { kind: 'system'; name: string }
  | { kind: 'anonymous' }

/** Which people the row-level security lets an actor see. */
export type Scope = 'all' | 'villages' | 'person' | 'none'

const scopeOfRole: Record<Role, Scope> = {
  administrator: 'all',
  officer: 'all',
  field: 'villages',
  moderator: 'none',
  counsellor: 'all',
  planner: 'none',
  auditor: 'all',
}

export function scopeOf(actor: Actor): Scope {
  switch (actor.kind) {
    case 'staff':
    case 'token':
      return scopeOfRole[actor.role]
    case 'operator':
      return actor.grant ? 'all' : 'none'
    case 'person':
      return 'person'
    case 'system':
      return 'all'
    case 'anonymous':
      return 'none'
  }
}

/** Whether the database accepts changes of this actor at all; what it may change is for the operation to decide. */
export function mayWrite(actor: Actor): boolean {
  if (actor.kind === 'anonymous') return false
  if (actor.kind === 'operator') return !actor.grant
  if (actor.kind === 'staff' || actor.kind === 'token') return actor.role !== 'auditor' && actor.role !== 'planner'
  return true
}

/** The id that events and history keep; null where there is none. */
export function actorId(actor: Actor): string | null {
  switch (actor.kind) {
    case 'staff':
    case 'operator':
      return actor.accountId
    case 'token':
      return actor.tokenId
    case 'person':
      return actor.personId
    default:
      return null
  }
}

export function actorName(actor: Actor): string {
  return actor.kind === 'anonymous' ? 'anonymous' : actor.name
}
