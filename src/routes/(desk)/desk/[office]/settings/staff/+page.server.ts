import { redirect } from '@sveltejs/kit'
import { findInvitations, findStaff, inviteAgain, inviteStaff, revokeInvitation } from '#modules/offices/index.server.ts'
import { invitationForm } from '#modules/offices/index.ts'
import { findPlaces } from '#modules/places/index.server.ts'
import { can } from '#platform/access/permissions.ts'
import { getApp } from '#platform/app.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { answerForm } from '../../../../../answer.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const now = getApp().now()
  return locals.within(async (tx) => ({
    staff: await findStaff(tx, locals.today),
    invitations: await findInvitations(tx, now),
    villages: (await findPlaces(tx, 'village')).map(({ id, name }) => ({ id, name })),
    manage: can(locals.actor, 'staff.manage'),
    mails: getApp().config.smtpUrl !== undefined,
    done: ['invited', 'withdrawn', 'ended', 'saved', 'second_factor'].find((name) => name === url.searchParams.get('done')) ?? null,
  }))
}

const idOf = (value: unknown): string => {
  if (typeof value !== 'string' || !isUuid(value)) throw new ProblemError('not_found')
  return value
}

export const actions: Actions = {
  invite: (event) =>
    answerForm(event, 'invite', async (typed) => {
      const invitation = checkForm(invitationForm, typed)
      await event.locals.within((tx) => inviteStaff(tx, getApp(), invitation))
      redirect(303, `/desk/${event.params.office}/settings/staff?done=invited`)
    }),
  again: (event) =>
    answerForm(event, 'again', async ({ invitation }) => {
      await event.locals.within((tx) => inviteAgain(tx, getApp(), idOf(invitation)))
      redirect(303, `/desk/${event.params.office}/settings/staff?done=invited`)
    }),
  withdraw: (event) =>
    answerForm(event, 'withdraw', async ({ invitation }) => {
      await event.locals.within((tx) => revokeInvitation(tx, idOf(invitation), getApp().now()))
      redirect(303, `/desk/${event.params.office}/settings/staff?done=withdrawn`)
    }),
}
