/** The letters that carry a personal link: the notice that the law requires, and the link alone when somebody asks for it. */
import { getOfficeSettings } from '#modules/offices/index.server.ts'
import { isLanguage, type Language, type Translator } from '#platform/i18n/index.ts'
import { translator } from '#platform/i18n/index.server.ts'
import type { MailContent } from '#platform/mail/content.ts'
import { sendMail } from '#platform/mail/outbox.server.ts'
import { requirePermission } from '#platform/access/permissions.ts'
import type { Tx } from '#platform/database/types.ts'
import { newId } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { getPersonOrThrow } from '../queries.server.ts'
import { linkPath, makePersonalLink } from './personal-link.server.ts'

interface Sender { name: string; defaultLanguage: string; timeZone: string; email: string | null; lines: string[]; privacyContact: string | null; inactiveDays: number }
/** A year in days, for a period of retention said in years. */
const YEAR = 365

/** Who writes: the office with its address. */
export async function getSender(tx: Tx): Promise<Sender> {
  const office = await tx.selectFrom('offices').select(['name', 'default_language', 'time_zone']).where('id', '=', tx.office).executeTakeFirst()
  if (!office) throw new ProblemError('not_found')
  const retain = await tx.selectFrom('office_settings').select('retain_inactive_days').where('office_id', '=', tx.office).executeTakeFirst()
  const settings = await getOfficeSettings(tx)
  return {
    name: office.name,
    defaultLanguage: office.default_language,
    timeZone: office.time_zone,
    email: settings.email,
    lines: [office.name, settings.postalAddress, settings.phone, settings.email, settings.openingHours].filter((line): line is string => Boolean(line)),
    privacyContact: settings.privacyContact,
    inactiveDays: retain?.retain_inactive_days ?? 5 * YEAR,
  }
}

/** The person's language where we speak it, else the office's. */
export function languageFor(preferred: string | null, sender: Pick<Sender, 'defaultLanguage'>): Language {
  if (isLanguage(preferred)) return preferred
  return isLanguage(sender.defaultLanguage) ? sender.defaultLanguage : 'en'
}

/** The address that mail to the person goes to: the best email not known to be dead; undefined where there is none. */
export async function findEmail(tx: Tx, personId: string): Promise<string | undefined> {
  const { rows } = await tx.client.query<{ value: string }>(
    `select value from corridor.contact_points where office_id = $1 and person_id = $2 and kind = 'email' and state in ('confirmed', 'unconfirmed', 'failing')
     order by array_position(array['confirmed', 'unconfirmed', 'failing'], state), confirmed_on desc nulls last, id limit 1`,
    [tx.office, personId],
  )
  return rows[0]?.value
}

/** Who told us of the person and when: the source that GDPR Article 14 (2) (f) asks for. */
export interface ToldOfBy { informant: string | null; day: string | null; file: boolean }

/** GDPR Article 14 in plain words: who holds what, from whom, why, for how long, and what the person can do. */
export function noticeContent(sender: Sender, toldOf: ToldOfBy, url: string, { t, date }: Translator): MailContent {
  const source = toldOf.informant
    ? t('rights.notice.source_person', { who: toldOf.informant, day: toldOf.day ? date(toldOf.day) : '' })
    : toldOf.file ? t('rights.notice.source_list', { day: toldOf.day ? date(toldOf.day) : '' }) : t('rights.notice.source_family')
  return {
    subject: t('rights.notice.subject', { office: sender.name }),
    paragraphs: [
      t('rights.notice.who', { office: sender.name }),
      source,
      t('rights.notice.what'),
      t('rights.notice.why'),
      t('rights.notice.others'),
      t('rights.notice.how_long', { years: Math.max(1, Math.round(sender.inactiveDays / YEAR)) }),
      t('rights.notice.your_rights'),
    ],
    action: { label: t('rights.notice.action'), url },
    after: [
      t('rights.mail.link_only_yours', { days: 90 }),
      sender.privacyContact ? t('rights.notice.complain_contact', { contact: sender.privacyContact }) : t('rights.notice.complain'),
    ],
    signature: sender.lines,
  }
}

function linkContent(sender: Sender, url: string, { t }: Translator): MailContent {
  return {
    subject: t('rights.mail.link_subject', { office: sender.name }),
    paragraphs: [t('rights.mail.link_body', { office: sender.name })],
    action: { label: t('rights.notice.action'), url },
    after: [t('rights.mail.link_only_yours', { days: 90 })],
    signature: sender.lines,
  }
}

/**
 * Makes a link and mails it to the person's own address, sealed, in their language.
 * @param site the address of this Corridor, without a slash at its end
 * @throws person_has_no_email
 */
export async function mailPersonalLink(tx: Tx, personId: string, site: string, now: Date): Promise<void> {
  requirePermission(tx.actor, 'person.link')
  const person = await getPersonOrThrow(tx, personId)
  const address = await findEmail(tx, personId)
  if (!address) throw new ProblemError('person_has_no_email')
  const { secret } = await makePersonalLink(tx, personId, now)
  const sender = await getSender(tx)
  const language = languageFor(person.preferred_language, sender)
  await sendMail(tx, {
    idempotencyKey: `link:${newId()}`,
    kind: 'link.send',
    to: { address, name: `${person.given_name} ${person.family_name}`.trim() },
    language,
    content: linkContent(sender, site + linkPath(secret), translator(language, sender.timeZone)),
    personId,
    secrecy: 'person',
    ...(sender.email ? { replyTo: sender.email } : {}),
  })
}
