import { createToken, findTokens, revokeToken } from '#modules/offices/index.server.ts'
import { tokenForm } from '#modules/offices/index.ts'
import { getApp } from '#platform/app.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { answerForm } from '../../../../../answer.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => ({ tokens: await locals.within((tx) => findTokens(tx, getApp().now())) })

export const actions: Actions = {
  create: (event) =>
    answerForm(event, 'create', async (typed) => {
      const form = checkForm(tokenForm, typed)
      const { secret } = await event.locals.within((tx) => createToken(tx, form, getApp().now()))
      return { secret }
    }),
  revoke: (event) =>
    answerForm(event, 'revoke', async ({ token }) => {
      if (typeof token !== 'string' || !isUuid(token)) throw new ProblemError('not_found')
      await event.locals.within((tx) => revokeToken(tx, token, getApp().now()))
      return { revoked: true }
    }),
}
