/**
 * A mail leaves the house. SMTP cannot promise "exactly once": between the server's 250 and our note of it a crash leaves doubt. So the
 * try is noted and committed before anything is sent, the outcome right after, and every try carries the same Message-ID, which
 * mailboxes fold. Nobody is missed; a second copy only where the process died in that window (DESIGN 10.5).
 */
import { z } from 'zod'
import { recordEvent } from '../events/events.server.ts'
import type { Tx } from '../database/types.ts'
import { defineJob, type JobContext } from '../jobs/job.ts'
import { enqueue } from '../jobs/jobs.server.ts'
import { SEALED_LINK } from './content.ts'
import { mailKey, unseal } from './seal.server.ts'
import { parseAddress, send, type Outcome } from './transport.server.ts'

/** Whoever holds a mail for longer than this has died; longer than any patience of the transport. */
export const LEASE_MINUTES = 5
/** Minutes before the second, third, ... try: about three days in all, as RFC 5321 (4.5.4.1) advises. */
export const BACKOFF_MINUTES = [1, 5, 15, 60, 180, 360, 720, 1440, 1440] as const

export const deliverMail = defineJob({
  queue: 'mail.deliver',
  data: z.object({ mail: z.uuid() }),
  // Tries are counted and spaced by the outbox itself; the queue's own only help over a crash.
  retryLimit: 3,
  expireInSeconds: LEASE_MINUTES * 60,
  batchSize: 1,
  localConcurrency: 2,
  run: ({ mail }, context) => deliver(mail, context),
})

/** Takes up what is due: second tries, mails for later, mails whose holder died. */
export const sweepMail = defineJob({
  queue: 'mail.sweep',
  data: z.object({}),
  schedule: '* * * * *',
  async run(_data, context) {
    const system = { kind: 'system', name: 'mail.sweep' } as const
    const due = await context.withinScope({ office: null, actor: system }, async (tx) => {
      const { rows } = await tx.client.query<{ office_id: string | null; id: string }>(
        `select office_id, id from corridor.due_mail($1, $2)
         union all select null, id from auth.mail where (state = 'waiting' and available_at <= $1) or (state = 'sending' and attempted_at <= $1::timestamptz - $2::interval)`,
        [context.app.now(), `${LEASE_MINUTES} minutes`],
      )
      return rows
    })
    for (const { office_id: office, id } of due) {
      await context.withinScope({ office, actor: system }, (tx) => enqueue(tx, deliverMail, { mail: id }, { singletonKey: id }))
    }
  },
})

interface Claimed {
  id: string
  to_address: string
  to_name: string | null
  reply_to: string | null
  language: string
  subject: string
  body_text: string
  body_html: string | null
  sealed: Buffer | null
  message_id: string
  attempts: number
  created_at: Date
  office_name: string | null
  is_demo: boolean
}

/** Mails of offices and mails about accounts lie in two tables of one shape. */
const tableOf = (office: string | null): string => (office ? 'corridor.outbox' : 'auth.mail')

/** Takes one mail in hand; undefined where there is nothing to do now (sent, kept, withdrawn, in other hands, not yet due: then the sweep comes back to it). */
async function claim(tx: Tx, context: JobContext, id: string): Promise<Claimed | undefined> {
  const now = context.app.now()
  const table = tableOf(context.office)
  const [replyTo, office, inOffice] = context.office
    ? ['m.reply_to', 'o.name as office_name, o.is_demo', 'm.office_id = corridor.office_id()']
    : ['null', 'null as office_name, false as is_demo', 'true']
  const { rows } = await tx.client.query<Claimed>(
    `select m.id, m.to_address, m.to_name, ${replyTo} as reply_to, m.language, m.subject, m.body_text, m.body_html, m.sealed, m.message_id, m.attempts, m.created_at,
       ${office}
     from ${table} m ${context.office ? 'join corridor.offices o on o.id = m.office_id' : ''}
     where m.id = $1 and ${inOffice} and ((m.state = 'waiting' and m.available_at <= $2) or (m.state = 'sending' and m.attempted_at <= $2::timestamptz - $3::interval))
     for update of m skip locked`,
    [id, now, `${LEASE_MINUTES} minutes`],
  )
  const mail = rows[0]
  if (!mail) return undefined
  if (!context.app.config.smtpUrl || mail.is_demo) {
    // Without a server it stays in the house, with its link: an office can open it (modules/offices). So does all mail of the demo,
    // into which anybody can step with one click.
    await tx.client.query(`update ${table} set state = 'kept' where id = $1`, [id])
    return undefined
  }
  await tx.client.query(`update ${table} set state = 'sending', attempts = attempts + 1, attempted_at = $2, error = null where id = $1`, [id, now])
  return { ...mail, attempts: mail.attempts + 1 }
}

async function deliver(id: string, context: JobContext): Promise<void> {
  const mail = await context.within((tx) => claim(tx, context, id))
  if (!mail) return
  const { config } = context.app
  const link = mail.sealed ? unseal(mailKey(config.secret), mail.sealed, id) : undefined
  const filled = (text: string) => (link === undefined ? text : text.replaceAll(SEALED_LINK, link))
  const from = parseAddress(config.mailFrom)
  const outcome = await send(config, {
    from: { name: mail.office_name ?? from.name, address: from.address },
    to: { name: mail.to_name ?? '', address: mail.to_address },
    ...(mail.reply_to ? { replyTo: mail.reply_to } : {}),
    subject: mail.subject,
    text: filled(mail.body_text),
    ...(mail.body_html ? { html: filled(mail.body_html) } : {}),
    messageId: mail.message_id,
    date: mail.created_at,
  })
  await context.within((tx) => note(tx, context, mail, outcome))
}

async function note(tx: Tx, context: JobContext, mail: Claimed, outcome: Outcome): Promise<void> {
  const table = tableOf(context.office)
  const now = context.app.now()
  if (outcome.sent) {
    await tx.client.query(`update ${table} set state = 'sent', sent_at = $2, error = null, sealed = null where id = $1`, [mail.id, now])
    return
  }
  const wait = BACKOFF_MINUTES[mail.attempts - 1]
  const error = `${outcome.reason}: ${outcome.answer}`
  if (outcome.lasting || wait === undefined) {
    await tx.client.query(`update ${table} set state = 'failed', error = $2 where id = $1`, [mail.id, error])
    if (context.office) await recordEvent(tx, { type: 'mail.failed', subject: { kind: 'mail', id: mail.id }, data: { reason: outcome.reason } })
    context.log.warn('a mail was refused', { mail: mail.id, reason: outcome.reason })
    return
  }
  const again = new Date(now.getTime() + wait * 60_000)
  await tx.client.query(`update ${table} set state = 'waiting', available_at = $2, error = $3 where id = $1`, [mail.id, again, error])
}
