import { redirect } from '@sveltejs/kit'
import { checkResetLink, resetPassword } from '#modules/accounts/index.server.ts'
import { resetForm } from '#modules/accounts/index.ts'
import { getApp } from '#platform/app.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { answerForm } from '../../../answer.ts'
import type { Actions, PageServerLoad } from './$types'

const linkOf = (url: URL): string => (url.searchParams.get('link') ?? '').slice(0, 100)

export const load: PageServerLoad = async ({ url }) => {
  await checkResetLink(getApp(), linkOf(url))
  return {}
}

export const actions: Actions = {
  default: (event) =>
    answerForm(event, 'reset', async (typed) => {
      await resetPassword(getApp(), linkOf(event.url), checkForm(resetForm, typed).password)
      redirect(303, '/sign-in?reset=1')
    }),
}
