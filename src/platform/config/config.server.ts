// The configuration: environment variables, parsed once. All mistakes are told together, so that an operator mends them in
// one go; a variable that is set to nothing counts as not set.
import { join, resolve } from 'node:path'
import type { z } from 'zod'
import { keptSecret } from '#platform/files/kept-secret.server.ts'
import { Refusal } from '#platform/problems/refusal.ts'
import { projectRoot } from '#platform/root.ts'
import { settings, type LogLevel, type SettingName } from './settings.ts'

export interface Config {
  readonly port: number
  readonly host: string
  /** Public address without a slash at its end; undefined where it is only known once the server listens. */
  readonly url: string | undefined
  readonly proxies: number
  /** Absolute path of the data folder. */
  readonly data: string
  /** At least 32 characters; made and kept in the data folder where none is given. */
  readonly secret: string
  readonly databaseUrl: string | undefined
  readonly databaseAppUrl: string | undefined
  readonly databaseConnections: number
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  readonly logLevel: LogLevel
  /** Whether the gallery of components is shown. */
  readonly gallery: boolean
}

type Parsed = { [Name in SettingName]: z.output<(typeof settings)[Name]['schema']> }

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * @param environment the variables, such as process.env
 * @throws Refusal with one line for each mistake: the variable, what is wrong, an example
 */
export function readConfig(environment: Environment): Config {
  const { parsed, mistakes } = parse(environment)
  mistakes.push(...contradictions(environment))
  if (!parsed || mistakes.length > 0) throw new Refusal(`Corridor does not start with this configuration:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}\nAll variables are explained in docs/operating/configuration.md.`)
  const data = parsed.CORRIDOR_DATA === undefined ? join(projectRoot, 'data') : resolve(parsed.CORRIDOR_DATA)
  const url = parsed.CORRIDOR_URL && new URL(parsed.CORRIDOR_URL).origin
  return {
    port: parsed.PORT,
    host: parsed.HOST,
    url,
    proxies: parsed.CORRIDOR_PROXIES,
    data,
    secret: parsed.CORRIDOR_SECRET ?? keptSecret(join(data, 'secret')),
    databaseUrl: parsed.DATABASE_URL,
    databaseAppUrl: parsed.DATABASE_APP_URL,
    databaseConnections: parsed.DATABASE_CONNECTIONS,
    smtpUrl: parsed.SMTP_URL,
    mailFrom: parsed.MAIL_FROM ?? `Corridor <corridor@${url ? new URL(url).hostname : 'localhost'}>`,
    logLevel: parsed.LOG_LEVEL,
    gallery: parsed.CORRIDOR_GALLERY,
  }
}

function parse(environment: Environment): { parsed: Parsed | undefined; mistakes: string[] } {
  const mistakes: string[] = []
  const values: Record<string, unknown> = {}
  for (const [name, { schema, example }] of Object.entries(settings)) {
    const result = schema.safeParse(environment[name]?.trim() || undefined)
    if (result.success) values[name] = result.data
    else mistakes.push(`${name} ${result.error.issues[0]?.message ?? 'is wrong'}, for example ${name}=${example}`)
  }
  // The loop has put each setting's own output under its name.
  return { parsed: mistakes.length === 0 ? (values as Parsed) : undefined, mistakes }
}

/** What is right alone and wrong together. */
function contradictions(environment: Environment): string[] {
  const mistakes: string[] = []
  const isSet = (name: SettingName): boolean => Boolean(environment[name]?.trim())
  if (isSet('DATABASE_APP_URL') && !isSet('DATABASE_URL')) mistakes.push(`DATABASE_APP_URL is set without DATABASE_URL, for example DATABASE_URL=${settings.DATABASE_URL.example}`)
  if (isSet('SMTP_URL') && !isSet('MAIL_FROM')) mistakes.push(`MAIL_FROM is missing, which SMTP_URL needs, for example MAIL_FROM=${settings.MAIL_FROM.example}`)
  if (environment.CORRIDOR_DATA?.trim().startsWith('~')) mistakes.push(`CORRIDOR_DATA begins with ~, which only a shell understands, for example CORRIDOR_DATA=${settings.CORRIDOR_DATA.example}`)
  return mistakes
}
