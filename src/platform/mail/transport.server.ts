/** The way out of the house: one pooled connection to the server of SMTP_URL for each process, and what its answers mean. */
import { createTransport, type Transporter } from 'nodemailer'
import type { Config } from '../config/config.server.ts'

const CONNECTIONS = 2
const PATIENCE_MS = 30_000
/** Longer than any of the patience above, shorter than the lease on a mail (deliver.server.ts). */
const SOCKET_PATIENCE_MS = 120_000

export interface Letter {
  readonly from: { name: string; address: string }
  readonly to: { name: string; address: string }
  readonly replyTo?: string
  readonly subject: string
  readonly text: string
  readonly html?: string
  readonly messageId: string
  readonly date: Date
}

export type Outcome =
  | { readonly sent: true }
  /** `lasting`: trying again would not help (RFC 5321, 4.2.1). `reason` is a code for the office (`mail.reason.<code>`); `answer` is what the server said. */
  | { readonly sent: false; readonly lasting: boolean; readonly reason: MailFailure; readonly answer: string }

export const mailFailures = ['refused_address', 'refused_mail', 'refused_sign_in', 'unreachable', 'busy', 'interrupted'] as const
export type MailFailure = (typeof mailFailures)[number]

const transports = new Map<string, Transporter>()

function transportOf(smtpUrl: string): Transporter {
  let transport = transports.get(smtpUrl)
  if (!transport) {
    const address = new URL(smtpUrl)
    transport = createTransport({
      pool: true,
      maxConnections: CONNECTIONS,
      // A mail whose connection was cut may have arrived: whether and when it is tried again is for the outbox to say.
      maxRequeues: 0,
      host: address.hostname,
      port: Number(address.port) || (address.protocol === 'smtps:' ? 465 : 587),
      secure: address.protocol === 'smtps:',
      ...(address.username ? { auth: { user: decodeURIComponent(address.username), pass: decodeURIComponent(address.password) } } : {}),
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: SOCKET_PATIENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    transports.set(smtpUrl, transport)
  }
  return transport
}

/** Closes the connections of all servers; open sends end first. */
export function closeTransports(): void {
  for (const transport of transports.values()) transport.close()
  transports.clear()
}

/** Sends one letter. Never throws for what a server or a network does. */
export async function send(config: Pick<Config, 'smtpUrl'>, letter: Letter): Promise<Outcome> {
  if (!config.smtpUrl) throw new Error('there is no SMTP server')
  try {
    await transportOf(config.smtpUrl).sendMail({ ...letter, headers: { 'Auto-Submitted': 'auto-generated' } })
    return { sent: true }
  } catch (error) {
    return meaningOf(error as SmtpError)
  }
}

interface SmtpError extends Error {
  code?: string
  responseCode?: number
  command?: string
  response?: string
}

function meaningOf(error: SmtpError): Outcome {
  const answer = (error.response ?? error.code ?? 'unknown').slice(0, 500)
  const { responseCode: status = 0, command = '' } = error
  if (error.code === 'EAUTH') return { sent: false, lasting: false, reason: 'refused_sign_in', answer }
  if (status >= 500) return { sent: false, lasting: true, reason: command.startsWith('RCPT') ? 'refused_address' : 'refused_mail', answer }
  if (status >= 400) return { sent: false, lasting: false, reason: 'busy', answer }
  if (error.code === 'EENVELOPE') return { sent: false, lasting: true, reason: 'refused_address', answer }
  // nodemailer's word for a connection that was there and went away.
  const reached = error.code === 'ECONNECTION'
  return { sent: false, lasting: false, reason: reached ? 'interrupted' : 'unreachable', answer }
}

/** 'Name <address>' or an address, as in MAIL_FROM. */
export function parseAddress(text: string): { name: string; address: string } {
  const match = /^(.*)<([^<>]+)>\s*$/.exec(text)
  return match ? { name: match[1]!.trim().replace(/^"(.*)"$/, '$1'), address: match[2]!.trim() } : { name: '', address: text.trim() }
}
