import type { ParseArgsOptionsConfig } from 'node:util'
import type { App } from '#platform/app.ts'
import type { Config } from '#platform/config/config.server.ts'

/** What a command answers: a document for `--json`, and the same as text. */
export interface Outcome {
  readonly json: unknown
  readonly text: string
  /** 1 where the answer is that something is not in order; 0 unless said. */
  readonly code?: 0 | 1
}

export interface CommandContext {
  /** The options given, by their long names; only those that the command (or every command) knows. */
  readonly options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  /** What stands after the command's name and is no option. */
  readonly words: readonly string[]
  readonly json: boolean
  readonly config: Config
  /** The app on the configured database, composed at the first call and closed after the command. */
  app(): Promise<App>
  /** A line on standard error: what is being done. */
  progress(line: string): void
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
}

export interface Command {
  /** One or two words: 'backup', 'people import'. */
  readonly name: string
  /** What follows the name, as in `FILE [--replace]`. */
  readonly usage: string
  /** One line for the list of commands. */
  readonly about: string
  /** Options beyond --json, --office and --data, as node:util parseArgs takes them. */
  readonly options?: ParseArgsOptionsConfig
  /** How many words it takes; none unless said. */
  readonly words?: { readonly min: number; readonly max: number }
  /** @throws Refusal for what cannot be done (exit 1), WrongUsage for how it was called (exit 2) */
  run(context: CommandContext): Promise<Outcome | void>
}

/** Called in a way that the command does not know: printed with the usage, exit 2. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage'
}

/** A text option, or undefined where it was not given. */
export function textOption(context: CommandContext, name: string): string | undefined {
  const value = context.options[name]
  return typeof value === 'string' ? value : undefined
}

/** @throws WrongUsage where the option was not given */
export function requireOption(context: CommandContext, name: string): string {
  const value = textOption(context, name)
  if (value === undefined || value === '') throw new WrongUsage(`--${name} is missing`)
  return value
}

/** @throws WrongUsage where the option is no whole number from `min` on */
export function wholeOption(context: CommandContext, name: string, otherwise: number, min = 1): number {
  const value = textOption(context, name)
  if (value === undefined) return otherwise
  if (!/^\d{1,9}$/.test(value) || Number(value) < min) throw new WrongUsage(`--${name} must be a whole number from ${min}`)
  return Number(value)
}
