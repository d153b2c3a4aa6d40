/** The letters of an office to those who work in it. */
import type { Role } from '#platform/access/actor.ts'
import type { Translator } from '#platform/i18n/index.ts'
import type { MailContent } from '#platform/mail/content.ts'

export interface InvitationLetter { office: string; address: string | null; name: string; role: Role; by: string | null; url: string; days: number }

export function invitationMail({ t }: Translator, letter: InvitationLetter): MailContent {
  const { office, name, by, days } = letter
  const role = t(`role.${letter.role}`)
  return {
    subject: t('offices.mail.invite.subject', { office }),
    paragraphs: [t('offices.mail.greeting', { name }), by ? t('offices.mail.invite.body_by', { by, office, role }) : t('offices.mail.invite.body', { office, role })],
    action: { label: t('offices.mail.invite.action'), url: letter.url },
    after: [t('offices.mail.invite.until', { days }), t('offices.mail.invite.not_you')],
    signature: letter.address ? [office, letter.address] : [office],
  }
}
