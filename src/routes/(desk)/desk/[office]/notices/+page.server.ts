import { redirect } from '@sveltejs/kit'
import { findNotices, sendNotices, tellByPhone } from '#modules/register/rights/index.server.ts'
import { can } from '#platform/access/permissions.ts'
import { getApp } from '#platform/app.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => ({
  queue: await locals.within((tx) => findNotices(tx, locals.today)),
  mayTell: can(locals.actor, 'notice.tell'),
  hasMail: getApp().config.smtpUrl !== undefined,
})

const idOf = (value: unknown): string => {
  if (typeof value !== 'string' || !isUuid(value)) throw new ProblemError('not_found')
  return value
}

export const actions: Actions = {
  send: async ({ locals, params, request }) => {
    const form = await request.formData()
    const which = form.get('notice') === 'all' ? 'all' : idOf(form.get('notice'))
    const sent = await locals.within((tx) => sendNotices(tx, which, getApp().now()))
    redirect(303, `/desk/${params.office}/notices?sent=${sent}`)
  },
  told: async ({ locals, params, request }) => {
    const form = await request.formData()
    await locals.within((tx) => tellByPhone(tx, idOf(form.get('notice')), locals.today, getApp().now()))
    redirect(303, `/desk/${params.office}/notices?told=1`)
  },
}
