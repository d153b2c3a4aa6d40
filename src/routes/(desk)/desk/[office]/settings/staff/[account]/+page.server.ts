import { redirect } from '@sveltejs/kit'
import { endStaff, getStaff, reviseStaff } from '#modules/offices/index.server.ts'
import { staffForm } from '#modules/offices/index.ts'
import { findPlaces } from '#modules/places/index.server.ts'
import { requirePermission } from '#platform/access/permissions.ts'
import { getApp } from '#platform/app.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { answerForm } from '../../../../../../answer.ts'
import type { Actions, PageServerLoad } from './$types'

function accountOf(params: { account?: string }): string {
  if (!params.account || !isUuid(params.account)) throw new ProblemError('not_found')
  return params.account
}

export const load: PageServerLoad = async ({ locals, params }) => {
  requirePermission(locals.actor, 'staff.manage')
  return locals.within(async (tx) => ({
    member: await getStaff(tx, accountOf(params), locals.today),
    villages: (await findPlaces(tx, 'village')).map(({ id, name }) => ({ id, name })),
  }))
}

export const actions: Actions = {
  revise: (event) =>
    answerForm(event, 'revise', async (typed) => {
      const form = checkForm(staffForm, typed)
      await event.locals.within((tx) => reviseStaff(tx, accountOf(event.params), form))
      redirect(303, `/desk/${event.params.office}/settings/staff?done=saved`)
    }),
  end: (event) =>
    answerForm(event, 'end', async () => {
      await event.locals.within((tx) => endStaff(tx, accountOf(event.params), getApp().now()))
      redirect(303, `/desk/${event.params.office}/settings/staff?done=ended`)
    }),
}
