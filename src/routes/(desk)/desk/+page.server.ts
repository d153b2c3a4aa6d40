import { redirect } from '@sveltejs/kit'
import { requireStage } from '../sign-in/next-step.ts'
import type { PageServerLoad } from './$types'

/** The offices of whoever is signed in; straight on where there is one. */
export const load: PageServerLoad = ({ locals }) => {
  requireStage(locals.session?.stage, 'open', '/desk')
  const { memberships, isOperator, name } = locals.session!
  if (memberships.length === 1 && !isOperator) redirect(303, `/desk/${memberships[0]!.slug}`)
  if (memberships.length === 0 && isOperator) redirect(303, '/operator')
  return { name, isOperator, offices: memberships.map(({ slug, officeName, role, helperOf, until }) => ({ slug, officeName, role, helperOf, until })) }
}
