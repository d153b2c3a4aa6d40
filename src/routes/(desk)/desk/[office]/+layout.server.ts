import { redirect } from '@sveltejs/kit'
import { can } from '#platform/access/permissions.ts'
import '#modules/offices/index.server.ts'
import '#modules/register/index.server.ts'
import { findWaiting } from '#modules/register/index.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { LayoutServerLoad } from './$types'

/** Pages of the Desk by the permission that opens them, in the order of the navigation. */
const pages = [
  { key: 'today', path: '', permission: 'desk.open' },
  { key: 'people', path: '/people', permission: 'person.read' },
  { key: 'duplicates', path: '/duplicates', permission: 'person.merge' },
  { key: 'notices', path: '/notices', permission: 'notice.read' },
  { key: 'import', path: '/import', permission: 'import.read' },
  { key: 'mailbox', path: '/mailbox', permission: 'mail.read' },
  { key: 'settings', path: '/settings', permission: 'office.configure' },
] as const

export const load: LayoutServerLoad = async ({ locals, url }) => {
  const { actor, office } = locals
  // Signed in and still nobody here: works elsewhere.
  if (actor.kind === 'anonymous' && locals.session?.stage === 'open') throw new ProblemError('not_found')
  if (actor.kind === 'anonymous') redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`)
  if (!can(actor, 'desk.open')) throw new ProblemError('not_found')
  const waiting = await locals.within(findWaiting)
  return {
    office: { slug: office.slug, name: office.name, isDemo: office.isDemo, languages: office.languages, timeZone: office.timeZone },
    today: locals.today,
    user: { name: 'name' in actor ? actor.name : '', role: actor.kind === 'staff' ? actor.role : 'operator' },
    nav: pages.filter((page) => can(actor, page.permission)).map((page) => ({ ...page, count: waiting[page.key as keyof typeof waiting] ?? 0 })),
    may: { register: can(actor, 'person.register'), revise: can(actor, 'person.revise'), find: can(actor, 'person.read') },
  }
}
