import { redirect } from '@sveltejs/kit'
import { findDemoAccounts, readSession, signIn, signInToDemo } from '#modules/accounts/index.server.ts'
import { signInForm } from '#modules/accounts/index.ts'
import { isSetUp } from '#modules/offices/index.server.ts'
import { getApp } from '#platform/app.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { answerForm, requesterOf, safePath } from '../../answer.ts'
import { nextStep, requireStage } from './next-step.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const to = safePath(url.searchParams.get('to'), '/desk')
  requireStage(locals.session?.stage, undefined, to)
  const app = getApp()
  const [demo, setUp] = await Promise.all([findDemoAccounts(app), isSetUp(app)])
  return { to, demo, setUp, said: ['out', 'reset', 'email'].find((name) => url.searchParams.has(name)) ?? null }
}

/** The cookies of an answer as the next request would send them: to know the stage that follows. */
const sent = (cookies: string[]): string => cookies.map((each) => each.split(';', 1)[0]).join('; ')

export const actions: Actions = {
  password: (event) =>
    answerForm(event, 'password', async (typed) => {
      const to = safePath(event.url.searchParams.get('to'), '/desk')
      const { cookies, needsCode } = await signIn(getApp(), requesterOf(event), checkForm(signInForm, typed))
      event.locals.newCookies.push(...cookies)
      const stage = needsCode ? 'second_factor' : ((await readSession(getApp(), sent(cookies)))?.stage ?? 'set_up')
      redirect(303, nextStep(stage, to))
    }),
  demo: (event) =>
    answerForm(event, 'demo', async ({ account }) => {
      if (typeof account !== 'string' || !isUuid(account)) throw new ProblemError('not_found')
      const { cookies, officeSlug } = await signInToDemo(getApp(), requesterOf(event), account)
      event.locals.newCookies.push(...cookies)
      redirect(303, `/desk/${officeSlug}`)
    }),
}
