import { redirect } from '@sveltejs/kit'
import { askForAccess, createOffice, findOffices, resetAnySecondFactor } from '#modules/offices/index.server.ts'
import { newOfficeForm, operatorAccessForm, secondFactorForm } from '#modules/offices/index.ts'
import { countries } from '#modules/places/index.ts'
import type { Actor } from '#platform/access/actor.ts'
import { getApp } from '#platform/app.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { answerForm } from '../../answer.ts'
import { requireStage } from '../sign-in/next-step.ts'
import type { Actions, PageServerLoad } from './$types'

/** The operator who asks. @throws ProblemError not_found for anybody else */
function operatorOf(locals: App.Locals): Extract<Actor, { kind: 'operator' }> {
  requireStage(locals.session?.stage, 'open', '/operator')
  const { isOperator, accountId, name } = locals.session!
  if (!isOperator) throw new ProblemError('not_found')
  return { kind: 'operator', accountId, name }
}

export const load: PageServerLoad = async ({ locals }) => {
  const actor = operatorOf(locals)
  const offices = await getApp().within({ office: null, actor, requestId: locals.requestId }, findOffices)
  return {
    offices,
    own: locals.session!.memberships.map(({ officeId }) => officeId),
    grants: locals.session!.grants,
    countryCodes: countries.map(({ code }) => code),
    mails: getApp().config.smtpUrl !== undefined,
  }
}

export const actions: Actions = {
  secondFactor: (event) =>
    answerForm(event, 'secondFactor', async (typed) => {
      const actor = operatorOf(event.locals)
      const { email } = checkForm(secondFactorForm, typed)
      await resetAnySecondFactor(getApp(), actor, email).catch((error: unknown) => {
        throw error instanceof ProblemError && error.code === 'not_found' ? new ProblemError('invalid', { fields: { email: [{ code: 'no_account' }] } }) : error
      })
      return { reset: email }
    }),
  create: (event) =>
    answerForm(event, 'create', async (typed) => {
      const actor = operatorOf(event.locals)
      const office = checkForm(newOfficeForm, { ...typed, admin: { email: typed.email ?? '', name: typed.adminName ?? '' } })
      const made = await createOffice(getApp(), actor, office)
      // Where mail leaves, only the administrator gets to see the link.
      return { made: { name: made.name, slug: made.slug, email: made.invitation!.email, url: getApp().config.smtpUrl ? null : made.invitation!.url } }
    }),
  access: (event) =>
    answerForm(event, 'access', async (typed) => {
      const actor = operatorOf(event.locals)
      const form = checkForm(operatorAccessForm, typed)
      const { office } = typed
      if (typeof office !== 'string' || !isUuid(office)) throw new ProblemError('not_found')
      const { slug } = await getApp().within({ office, actor, requestId: event.locals.requestId }, (tx) => askForAccess(tx, form, getApp().now()))
      redirect(303, `/desk/${slug}`)
    }),
}
