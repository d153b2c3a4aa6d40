/**
 * The outbox: a mail is a row, written in the transaction of its cause, once for each idempotency key, with the Message-ID that every
 * try will carry. A job takes it out of the house (deliver.server.ts).
 */
import type { Tx } from '../database/types.ts'
import { newId } from '../ids/uuid.ts'
import { enqueue } from '../jobs/jobs.server.ts'
import { htmlOf, oneLine, SEALED_LINK, textOf, type MailContent } from './content.ts'
import { deliverMail } from './deliver.server.ts'
import { mailKey, seal, type MailKey } from './seal.server.ts'

/** Whose link a mail holds: none that opens anything, a person's of the register, an invitation to work here. */
export type Secrecy = 'none' | 'person' | 'invitation'

export interface NewMail {
  /** Says what the mail is for: `invitation:<id>`. The same key sends once, whoever asks again. */
  readonly idempotencyKey: string
  /** `noun.verb` of the template, for lists and figures: `staff.invite`. */
  readonly kind: string
  readonly to: { readonly address: string; readonly name?: string }
  /** BCP 47; the reader's language. */
  readonly language: string
  readonly content: MailContent
  readonly personId?: string
  /** Where answers go: the office's own address. */
  readonly replyTo?: string
  /** With 'person' or 'invitation' the action's address is kept sealed and only until the mail has left. */
  readonly secrecy?: Secrecy
  /** Not before this instant; now unless said. */
  readonly availableAt?: Date
}

interface MailHouse {
  readonly key: MailKey
  /** The right side of Message-IDs. */
  readonly host: string
  readonly now: () => Date
}

let house: MailHouse | undefined

/** Tells the outbox how to seal links, what its Message-IDs end in, and what time it is; once, where the app is composed. */
export function connectMail({ secret, url, now }: { secret: string; url: string; now: () => Date }): void {
  house = { key: mailKey(secret), host: new URL(url).hostname, now }
}

function connected(): MailHouse {
  if (!house) throw new Error('mail is not connected: compose the app before anything is sent')
  return house
}

function rowOf(mail: NewMail) {
  const { key, host, now } = connected()
  const id = newId()
  const secret = mail.secrecy !== undefined && mail.secrecy !== 'none' && mail.content.action
  const content = secret ? { ...mail.content, action: { label: mail.content.action!.label, url: SEALED_LINK } } : mail.content
  return {
    id,
    sealed: secret ? seal(key, mail.content.action!.url, id) : null,
    row: {
      id,
      idempotencyKey: mail.idempotencyKey,
      kind: mail.kind,
      personId: mail.personId ?? null,
      toAddress: oneLine(mail.to.address),
      toName: mail.to.name === undefined ? null : oneLine(mail.to.name),
      replyTo: mail.replyTo ?? null,
      language: mail.language,
      subject: oneLine(content.subject),
      text: textOf(content),
      html: htmlOf(content, mail.language),
      messageId: `<${id}@${host}>`,
      secrecy: mail.secrecy ?? 'none',
      availableAt: (mail.availableAt ?? now()).toISOString(),
    },
  }
}

/**
 * Puts a mail of the transaction's office into the outbox. The actor must be one who may write (the caller has required the permission
 * of the act that the mail is part of).
 * @returns the mail's id, or null where a mail with this key is there already
 */
export async function sendMail(tx: Tx, mail: NewMail): Promise<string | null> {
  const { row, sealed } = rowOf(mail)
  const { rows } = await tx.client.query<{ id: string | null }>('select corridor.put_mail($1, $2) as id', [JSON.stringify(row), sealed])
  const id = rows[0]?.id ?? null
  if (id && !mail.availableAt) await enqueue(tx, deliverMail, { mail: id })
  return id
}

/** Puts a mail about an account into the outbox of accounts, which belongs to no office and which nobody reads. The link is always sealed. */
export async function sendAccountMail(tx: Tx, accountId: string, mail: Omit<NewMail, 'personId' | 'secrecy' | 'replyTo'>): Promise<string | null> {
  const { row, sealed } = rowOf({ ...mail, secrecy: 'invitation' })
  const { rowCount } = await tx.client.query(
    `insert into auth.mail (id, idempotency_key, kind, account_id, to_address, to_name, language, subject, body_text, body_html, sealed, message_id, available_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (idempotency_key) do nothing`,
    [row.id, row.idempotencyKey, row.kind, accountId, row.toAddress, row.toName, row.language, row.subject, row.text, row.html, sealed, row.messageId, row.availableAt],
  )
  if (!rowCount) return null
  await enqueue(tx, deliverMail, { mail: row.id }, { ofPlatform: true })
  return row.id
}

