/** The letters about an account, in its language. */
import type { Translator } from '#platform/i18n/index.ts'
import type { MailContent } from '#platform/mail/content.ts'

const signature = ['Corridor']

export function resetMail({ t }: Translator, url: string, minutes: number): MailContent {
  return {
    subject: t('accounts.mail.reset.subject'),
    paragraphs: [t('accounts.mail.reset.body')],
    action: { label: t('accounts.mail.reset.action'), url },
    after: [t('accounts.mail.reset.until', { minutes }), t('accounts.mail.not_you')],
    signature,
  }
}

export function emailChangeMail({ t }: Translator, url: string, minutes: number): MailContent {
  return {
    subject: t('accounts.mail.email_change.subject'),
    paragraphs: [t('accounts.mail.email_change.body')],
    action: { label: t('accounts.mail.email_change.action'), url },
    after: [t('accounts.mail.reset.until', { minutes }), t('accounts.mail.not_you')],
    signature,
  }
}

/** Tells the owner that the second factor was taken away because it was said to be lost. */
export function secondFactorResetMail({ t }: Translator): MailContent {
  return {
    subject: t('accounts.mail.second_factor.subject'),
    paragraphs: [t('accounts.mail.second_factor.body'), t('accounts.mail.second_factor.next'), t('accounts.mail.second_factor.not_you')],
    signature,
  }
}

/** Tells the owner that something about the account changed, in case it was somebody else. */
export function changedMail({ t }: Translator, what: 'password' | 'email'): MailContent {
  return {
    subject: t(`accounts.mail.changed.${what}.subject`),
    paragraphs: [t(`accounts.mail.changed.${what}.body`), t('accounts.mail.changed.not_you')],
    signature,
  }
}
