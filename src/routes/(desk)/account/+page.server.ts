import { redirect } from '@sveltejs/kit'
import { askForNewEmail, beginTotp, changePassword, confirmTotp, findSecondFactors, removeSecondFactor, renewBackupCodes, signOutEverywhere, type Session } from '#modules/accounts/index.server.ts'
import { changeEmailForm, changePasswordForm, codeForm, ownPasswordForm } from '#modules/accounts/index.ts'
import { getApp } from '#platform/app.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { answerForm, requesterOf } from '../../answer.ts'
import { requireStage } from '../sign-in/next-step.ts'
import type { Actions, PageServerLoad } from './$types'

function openSession(locals: App.Locals): Session {
  requireStage(locals.session?.stage, 'open', '/account')
  return locals.session!
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const session = openSession(locals)
  const app = getApp()
  const factors = await findSecondFactors(app, session)
  const { hostname } = new URL(app.url)
  return {
    name: session.name,
    email: session.email,
    isDemo: session.isDemo,
    isOperator: session.isOperator,
    factors,
    setUp: factors.backupCodes === null && !session.isDemo ? await beginTotp(app, session) : null,
    passkeys: !/^[\d.]+$|^\[/.test(hostname),
    done: ['password', 'email_asked', 'email', 'factor', 'out'].find((name) => name === url.searchParams.get('done')) ?? null,
  }
}

export const actions: Actions = {
  password: (event) =>
    answerForm(event, 'password', async (typed) => {
      const { cookies } = await changePassword(getApp(), requesterOf(event), openSession(event.locals), checkForm(changePasswordForm, typed))
      event.locals.newCookies.push(...cookies)
      redirect(303, '/account?done=password')
    }),
  email: (event) =>
    answerForm(event, 'email', async (typed) => {
      await askForNewEmail(getApp(), requesterOf(event), openSession(event.locals), checkForm(changeEmailForm, typed))
      redirect(303, '/account?done=email_asked')
    }),
  totp: (event) =>
    answerForm(event, 'totp', async (typed) => {
      const { cookies, backupCodes } = await confirmTotp(getApp(), requesterOf(event), openSession(event.locals), checkForm(codeForm, typed).code)
      event.locals.newCookies.push(...cookies)
      return { backupCodes }
    }),
  codes: (event) => answerForm(event, 'codes', async (typed) => ({ backupCodes: await renewBackupCodes(getApp(), requesterOf(event), openSession(event.locals), checkForm(ownPasswordForm, typed)) })),
  remove: (event) =>
    answerForm(event, 'remove', async (typed) => {
      const { factor } = typed
      if (factor !== 'totp' && !(typeof factor === 'string' && isUuid(factor))) throw new ProblemError('not_found')
      await removeSecondFactor(getApp(), requesterOf(event), openSession(event.locals), factor === 'totp' ? 'totp' : { passkey: factor }, checkForm(ownPasswordForm, typed))
      redirect(303, '/account?done=factor')
    }),
  everywhere: async ({ locals }) => {
    const session = openSession(locals)
    await signOutEverywhere(getApp(), session.accountId, session)
    redirect(303, '/account?done=out')
  },
}
