import { redirect } from '@sveltejs/kit'
import { findNotices, NOTICES_SHOWN, sendNotices, tellByPhone } from '#modules/register/rights/index.server.ts'
import { can } from '#platform/access/permissions.ts'
import { getApp } from '#platform/app.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { Actions, PageServerLoad } from './$types'

const LAST_PAGE = 100_000
const pageOf = (text: string | null): number => Math.min(LAST_PAGE, Math.max(1, Number.parseInt(text ?? '1', 10) || 1))

export const load: PageServerLoad = async ({ locals, url }) => ({
  queue: await locals.within((tx) => findNotices(tx, locals.today, { mail: pageOf(url.searchParams.get('mail')), phone: pageOf(url.searchParams.get('phone')) })),
  pages: { mail: pageOf(url.searchParams.get('mail')), phone: pageOf(url.searchParams.get('phone')) },
  pageSize: NOTICES_SHOWN,
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
