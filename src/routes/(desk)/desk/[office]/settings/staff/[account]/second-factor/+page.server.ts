import { redirect } from '@sveltejs/kit'
import { getStaff, resetStaffSecondFactor, whyNotResetSecondFactor } from '#modules/offices/index.server.ts'
import { requirePermission } from '#platform/access/permissions.ts'
import { getApp } from '#platform/app.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { answerForm } from '../../../../../../../answer.ts'
import type { Actions, PageServerLoad } from './$types'

function accountOf(params: { account?: string }): string {
  if (!params.account || !isUuid(params.account)) throw new ProblemError('not_found')
  return params.account
}

export const load: PageServerLoad = async ({ locals, params }) => {
  requirePermission(locals.actor, 'staff.reset_second_factor')
  return locals.within(async (tx) => ({
    member: await getStaff(tx, accountOf(params), locals.today),
    whyNot: await whyNotResetSecondFactor(tx, accountOf(params), locals.today, getApp().now()),
  }))
}

export const actions: Actions = {
  reset: (event) =>
    answerForm(event, 'reset', async () => {
      await event.locals.within((tx) => resetStaffSecondFactor(tx, accountOf(event.params), event.locals.today, getApp().now()))
      redirect(303, `/desk/${event.params.office}/settings/staff?done=second_factor`)
    }),
}
