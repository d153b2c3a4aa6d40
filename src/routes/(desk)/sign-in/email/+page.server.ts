import { redirect } from '@sveltejs/kit'
import { confirmNewEmail } from '#modules/accounts/index.server.ts'
import { getApp } from '#platform/app.ts'
import { answerForm } from '../../../answer.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  default: (event) =>
    answerForm(event, 'email', async () => {
      await confirmNewEmail(getApp(), (event.url.searchParams.get('link') ?? '').slice(0, 100))
      redirect(303, event.locals.session ? '/account?done=email' : '/sign-in?email=1')
    }),
}
