// Every environment variable that Corridor reads, each with its check, its meaning and an example. The configuration, the
// sentences about mistakes and docs/operating/configuration.md all come from this one list.
import { z } from 'zod'

export interface Setting<T> {
  readonly schema: z.ZodType<T, string | undefined>
  /** One or two sentences for the operator. */
  readonly about: string
  readonly example: string
  /** What holds where it is not set, in words. */
  readonly otherwise: string
}

const setting = <T>(schema: z.ZodType<T, string | undefined>, rest: Omit<Setting<T>, 'schema'>): Setting<T> => ({ schema, ...rest })

/** A whole number between two bounds, with a value where it is not set. */
const whole = (from: number, to: number, otherwise: number): z.ZodType<number, string | undefined> =>
  z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined) return otherwise
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
      if (value >= from && value <= to) return value
      context.addIssue({ code: 'custom', message: `must be a whole number from ${from} to ${to}` })
      return z.NEVER
    })

/** An address of one of the given kinds. */
const address = (protocols: readonly string[], what: string): z.ZodType<string | undefined, string | undefined> =>
  z
    .string()
    .optional()
    .refine((text) => text === undefined || (URL.canParse(text) && protocols.includes(new URL(text).protocol)), `must be ${what}`)

const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

const MAIL_ADDRESS = /^(?:[^<>@\s][^<>@]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/

export const settings = {
  PORT: setting(whole(0, 65_535, 3000), { about: 'The port on which Corridor serves. 0 takes a free one.', example: '3000', otherwise: '3000' }),
  HOST: setting(z.string().min(1, 'must be a host name or an address').default('127.0.0.1'), {
    about: 'The address on which it listens. With 0.0.0.0 it is reached from other machines; put a proxy with TLS before it then, and set CORRIDOR_URL.',
    example: '127.0.0.1',
    otherwise: '127.0.0.1, this machine alone',
  }),
  CORRIDOR_URL: setting(
    address(['http:', 'https:'], 'an address that begins with http:// or https://').refine((text) => text === undefined || !URL.canParse(text) || new URL(text).pathname === '/', 'must have no path: Corridor stands at the root of its host'),
    { about: 'The address by which people reach this Corridor. Links in mails are made from it, and forms are accepted from it alone.', example: 'https://corridor.example.org', otherwise: 'the host and port above' },
  ),
  CORRIDOR_PROXIES: setting(whole(0, 10, 0), {
    about: 'How many proxies of your own stand before Corridor. So many addresses at the end of X-Forwarded-For are believed; with 0 that header is ignored.',
    example: '1',
    otherwise: '0',
  }),
  CORRIDOR_DATA: setting(z.string().min(1, 'must be a folder').optional(), {
    about: 'The folder for the database and the secrets that Corridor makes itself. It holds personal data: keep it closed to others.',
    example: '/srv/corridor',
    otherwise: 'data in the project',
  }),
  CORRIDOR_SECRET: setting(z.string().min(32, 'must have at least 32 characters').optional(), {
    about: 'From it come the keys for sessions, links and the database role. All processes of one Corridor need the same; whoever knows it can sign in as anyone.',
    example: 'the output of: openssl rand -base64 32',
    otherwise: 'a random one, kept in the data folder (secret)',
  }),
  DATABASE_URL: setting(address(['postgres:', 'postgresql:'], 'an address that begins with postgres://'), {
    about: 'A PostgreSQL (15 or newer) to use instead of the one that Corridor brings. Its user must own the database.',
    example: 'postgres://corridor:password@db.example.org:5432/corridor',
    otherwise: 'a PostgreSQL of its own in the data folder',
  }),
  DATABASE_APP_URL: setting(address(['postgres:', 'postgresql:'], 'an address that begins with postgres://'), {
    about: 'The same database for the application: a role that owns nothing, is bound by row-level security and is a member of corridor_app.',
    example: 'postgres://corridor_web:password@db.example.org:5432/corridor',
    otherwise: 'the role corridor_app, made with a password derived from the secret',
  }),
  DATABASE_CONNECTIONS: setting(whole(2, 200, 12), { about: 'How many connections to the database the application opens at most.', example: '12', otherwise: '12' }),
  SMTP_URL: setting(address(['smtp:', 'smtps:'], 'an address that begins with smtp:// or smtps://'), {
    about: 'The server by which mail leaves. Without it nothing leaves the house: mail lies in a mailbox page that the office can open.',
    example: 'smtps://corridor:password@mail.example.org:465',
    otherwise: 'no mail leaves',
  }),
  MAIL_FROM: setting(z.string().regex(MAIL_ADDRESS, 'must be a mail address, with or without a name').optional(), {
    about: 'The sender of Corridor’s mail. Needed with SMTP_URL.',
    example: 'Migration office <office@example.org>',
    otherwise: 'corridor@ and the host of CORRIDOR_URL',
  }),
  LOG_LEVEL: setting(z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'), { about: 'How much is written to the log (standard error). No level writes personal data.', example: 'info', otherwise: 'info' }),
  CORRIDOR_GALLERY: setting(
    z
      .enum(['yes', 'no'], { error: 'must be yes or no' })
      .default('no')
      .transform((answer) => answer === 'yes'),
    { about: 'Shows all components of the pages at /dev/gallery, for those who develop Corridor.', example: 'yes', otherwise: 'no' },
  ),
}

export type SettingName = keyof typeof settings
