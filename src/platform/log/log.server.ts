// The log: one line an entry on standard error, a sentence and then name=value. No personal data goes here: ids, codes and
// counts do. Unexpected errors are logged whole, with the id of their request, and show nothing of themselves to people.
import type { LogLevel } from '#platform/config/settings.ts'

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

export interface Log {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, error?: unknown, fields?: LogFields): void
}

const order: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 }

function shown(value: LogFields[string]): string {
  const text = String(value)
  return /^[\w.:/@+-]+$/.test(text) ? text : JSON.stringify(text)
}

/**
 * An error for the log: its name, message, code and stack, and those of its causes. What PostgreSQL adds in `detail` is left
 * out, since it quotes the values of rows.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'object' && error !== null ? describeCopy(error) : String(error)
  const code = (error as { code?: unknown }).code
  const own = `${error.stack ?? error.message}${code === undefined ? '' : ` (${String(code)})`}`
  return error.cause === undefined ? own : `${own}\n  caused by ${describeError(error.cause)}`
}

/** What pg-boss makes of an error: an object with its message, stack and code. Nothing else of it is shown, for it may quote data. */
function describeCopy(error: { stack?: unknown; message?: unknown; code?: unknown }): string {
  const said = [error.stack, error.message].find((text) => typeof text === 'string' && text !== '')
  return `${String(said ?? 'an error without a message')}${typeof error.code === 'string' ? ` (${error.code})` : ''}`
}

/** @param write where lines go; standard error unless said */
export function createLog(level: LogLevel, write: (line: string) => void = (line) => process.stderr.write(line)): Log {
  const entry = (at: LogLevel, message: string, fields: LogFields = {}, more = ''): void => {
    if (order[at] < order[level]) return
    const values = Object.entries(fields).filter(([, value]) => value !== undefined)
    write(`${new Date().toISOString()} ${at} ${message}${values.map(([name, value]) => ` ${name}=${shown(value)}`).join('')}${more}\n`)
  }
  return {
    debug: (message, fields) => entry('debug', message, fields),
    info: (message, fields) => entry('info', message, fields),
    warn: (message, fields) => entry('warn', message, fields),
    error: (message, error, fields) => entry('error', message, fields, error === undefined ? '' : `\n${describeError(error)}`),
  }
}
