import { forgotPassword } from '#modules/accounts/index.server.ts'
import { forgotForm } from '#modules/accounts/index.ts'
import { getApp } from '#platform/app.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { answerForm, requesterOf } from '../../../answer.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  default: (event) =>
    answerForm(event, 'forgot', async (typed) => {
      // What follows is not waited for: an unknown address is answered as fast as a known one.
      await forgotPassword(getApp(), requesterOf(event), checkForm(forgotForm, typed), event.locals.language)
      return { asked: true, mails: getApp().config.smtpUrl !== undefined }
    }),
}
