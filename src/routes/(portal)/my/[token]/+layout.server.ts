import type { LayoutServerLoad } from './$types'

/** Whether the link opens anything; the pages beneath ask for it before all else. */
export const load: LayoutServerLoad = ({ locals, params }) => {
  const opens = locals.actor.kind === 'person'
  return { opens, home: `/my/${params.token}`, office: opens ? { name: locals.office.name } : undefined }
}
