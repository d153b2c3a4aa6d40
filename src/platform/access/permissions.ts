/**
 * Rights are `noun.verb` strings, closed by default. Each module lists its own in `permissions.ts` as
 * `permissions = definePermissions({ 'person.merge': ['administrator', 'officer'] })`; an operation's first line requires one.
 */
import type { Actor, Role } from './actor.ts'
import { ProblemError } from '../problems/problem.ts'

/** Beside roles: 'person' is somebody on the own personal link, 'operator' the platform's, 'grantee' an operator with a logged reason. */
export type Holder = Role | 'person' | 'operator' | 'grantee' | 'anyone'

const holders = new Map<string, ReadonlySet<Holder>>()

/** Registers a module's permissions. The system actor (jobs, command line) holds all of them. */
export function definePermissions<const P extends Record<string, readonly Holder[]>>(permissions: P): P {
  for (const [name, who] of Object.entries(permissions)) {
    const known = holders.get(name)
    if (known && [...known].join() !== who.join()) throw new Error(`permission ${name} is defined twice`)
    holders.set(name, new Set(who))
  }
  return permissions
}

export function can(actor: Actor, permission: string): boolean {
  const who = holders.get(permission)
  if (!who) throw new Error(`unknown permission ${permission}`)
  if (who.has('anyone')) return true
  switch (actor.kind) {
    case 'system':
      return true
    case 'staff':
    case 'token':
      return who.has(actor.role)
    case 'operator':
      return who.has('operator') || (actor.grant !== undefined && who.has('grantee'))
    case 'person':
      return who.has('person')
    case 'anonymous':
      return false
  }
}

/** Throws the same problem as for something absent: who may not see a thing must not learn that it is there. */
export function requirePermission(actor: Actor, permission: string): void {
  if (!can(actor, permission)) throw new ProblemError('not_found')
}

/** All permissions known to this process, for the test that walks them. */
export function listPermissions(): ReadonlyMap<string, ReadonlySet<Holder>> {
  return holders
}
