import { redirect } from '@sveltejs/kit'
import { newAccountForm } from '#modules/accounts/index.ts'
import { acceptAsMember, acceptAsNewcomer, getInvitation } from '#modules/offices/index.server.ts'
import { getApp } from '#platform/app.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { answerForm, requesterOf } from '../../../answer.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { email, name, role, officeName, until, accountExists, isDemo } = await getInvitation(getApp(), params.token)
  const { session } = locals
  const step = isDemo ? 'demo' : !accountExists ? 'newcomer' : session?.stage === 'open' ? (session.email === email.toLowerCase() ? 'member' : 'another') : 'sign_in'
  return { email, name, role, officeName, until, step, signIn: `/sign-in?to=${encodeURIComponent(url.pathname)}` } as const
}

export const actions: Actions = {
  newcomer: (event) =>
    answerForm(event, 'newcomer', async (typed) => {
      const { cookies, officeSlug } = await acceptAsNewcomer(getApp(), requesterOf(event), event.params.token ?? '', checkForm(newAccountForm, typed), event.locals.language)
      event.locals.newCookies.push(...cookies)
      redirect(303, `/sign-in/set-up-second-factor?to=/desk/${officeSlug}`)
    }),
  member: (event) =>
    answerForm(event, 'member', async () => {
      if (!event.locals.session) throw new ProblemError('invitation_needs_sign_in')
      const { officeSlug } = await acceptAsMember(getApp(), event.locals.session, event.params.token ?? '')
      redirect(303, `/desk/${officeSlug}`)
    }),
}
