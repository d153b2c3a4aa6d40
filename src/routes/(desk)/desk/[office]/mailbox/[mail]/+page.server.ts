import { redirect } from '@sveltejs/kit'
import { getMail, openKeptMail, sendMailAgain } from '#modules/offices/index.server.ts'
import { can } from '#platform/access/permissions.ts'
import { getApp } from '#platform/app.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { SEALED_LINK } from '#platform/mail/content.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { answerForm } from '../../../../../answer.ts'
import type { Actions, PageServerLoad } from './$types'

function mailOf(params: { mail?: string }): string {
  if (!params.mail || !isUuid(params.mail)) throw new ProblemError('not_found')
  return params.mail
}

export const load: PageServerLoad = async ({ locals, params }) => {
  const mail = await locals.within((tx) => getMail(tx, mailOf(params)))
  const { actor, translator } = locals
  const stuck = mail.state === 'kept' || mail.state === 'failed'
  return {
    mail: { ...mail, text: mail.text.replaceAll(SEALED_LINK, translator.t('offices.mailbox.link_hidden')) },
    may: {
      open: stuck && mail.link !== 'none' && can(actor, mail.link === 'invitation' ? 'mail.open_invitation' : 'mail.open_personal_link'),
      again: stuck && can(actor, 'mail.send_again') && getApp().config.smtpUrl !== undefined && !locals.office.isDemo,
    },
  }
}

export const actions: Actions = {
  open: (event) => answerForm(event, 'open', async () => event.locals.within((tx) => openKeptMail(tx, getApp(), mailOf(event.params)))),
  again: (event) =>
    answerForm(event, 'again', async () => {
      await event.locals.within((tx) => sendMailAgain(tx, getApp(), mailOf(event.params)))
      redirect(303, `/desk/${event.params.office}/mailbox/${mailOf(event.params)}`)
    }),
}
