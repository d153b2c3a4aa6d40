import { beginTotp, confirmTotp } from '#modules/accounts/index.server.ts'
import { codeForm } from '#modules/accounts/index.ts'
import { getApp } from '#platform/app.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { answerForm, requesterOf, safePath } from '../../../answer.ts'
import { requireStage } from '../next-step.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const to = safePath(url.searchParams.get('to'), '/desk')
  // Just confirmed: the codes are on the page that the action answers with.
  if (locals.session?.stage === 'open') return { to, setUp: null, passkeys: false }
  requireStage(locals.session?.stage, 'set_up', to)
  const { hostname } = new URL(getApp().url)
  return { to, setUp: await beginTotp(getApp(), locals.session!), passkeys: !/^[\d.]+$|^\[/.test(hostname) }
}

export const actions: Actions = {
  default: (event) =>
    answerForm(event, 'code', async (typed) => {
      const { session } = event.locals
      if (session?.stage !== 'set_up') throw new ProblemError('not_found')
      const { code } = checkForm(codeForm, typed)
      const { cookies, backupCodes } = await confirmTotp(getApp(), requesterOf(event), session, code)
      event.locals.newCookies.push(...cookies)
      event.locals.session = { ...session, stage: 'open' }
      return { backupCodes }
    }),
}
