import { redirect } from '@sveltejs/kit'
import { verifyCode } from '#modules/accounts/index.server.ts'
import { codeForm } from '#modules/accounts/index.ts'
import { getApp } from '#platform/app.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { answerForm, requesterOf, safePath } from '../../../answer.ts'
import { requireStage } from '../next-step.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const to = safePath(url.searchParams.get('to'), '/desk')
  if (locals.session) requireStage(locals.session.stage, 'second_factor', to)
  // With a session only a passkey helps: this account has no authenticator app.
  return { to, onlyPasskey: locals.session !== undefined }
}

export const actions: Actions = {
  default: (event) =>
    answerForm(event, 'code', async (typed) => {
      const { cookies } = await verifyCode(getApp(), requesterOf(event), checkForm(codeForm, typed))
      event.locals.newCookies.push(...cookies)
      redirect(303, safePath(event.url.searchParams.get('to'), '/desk'))
    }),
}
