// The command line: ./bin/corridor COMMAND. Answers on standard output, everything else on standard error; exits with 0 on
// success, 1 on a refusal with a sentence, 2 on wrong usage.
import { resolve } from 'node:path'
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import type { App } from '#platform/app.ts'
import { readConfig, type Config } from '#platform/config/config.server.ts'
import { describeError } from '#platform/log/log.server.ts'
import { Refusal } from '#platform/problems/refusal.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { WrongUsage, type Command, type CommandContext, type Outcome } from './command.ts'
import { commands } from './commands/index.ts'
import { sentenceOf } from './problem-sentence.ts'

const everywhere = {
  json: { type: 'boolean' },
  office: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsOptionsConfig

const LINGER_MS = 300

const say = (text: string): void => void process.stderr.write(`${text}\n`)

async function listCommands(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()))
  const lines = all.map(({ name, usage, about }) => ({ call: `${name} ${usage}`.trim(), about }))
  return `Usage: ./bin/corridor COMMAND [--json] [--office SLUG] [--data DIR]\n\n${lines.map(({ call, about }) => `  ${call}\n      ${about}`).join('\n')}\n`
}

/** The command that the first words name, the longest name first. */
function nameOf(args: readonly string[]): string | undefined {
  const [first = '', second = ''] = args
  return [`${first} ${second}`, first].find((name) => Object.hasOwn(commands, name))
}

function parse(command: Command, args: string[]): { options: CommandContext['options']; words: string[] } {
  try {
    const { values, positionals } = parseArgs({ args, options: { ...everywhere, ...command.options }, allowPositionals: true, strict: true, allowNegative: true })
    const { min, max } = command.words ?? { min: 0, max: 0 }
    if (!values.help && (positionals.length < min || positionals.length > max)) throw new WrongUsage(positionals.length < min ? 'something is missing' : `"${positionals[max] ?? ''}" is too much`)
    return { options: values, words: positionals }
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) throw new WrongUsage((error as Error).message)
    throw error
  }
}

function configFrom(options: CommandContext['options']): Config {
  const given: Record<string, string> = {}
  if (typeof options.data === 'string') given.CORRIDOR_DATA = resolve(options.data)
  if (typeof options.port === 'string') given.PORT = options.port
  return readConfig({ ...process.env, ...given })
}

/** Runs a command with its configuration and app, and lets go of the app afterwards whatever happens. */
async function run(command: Command, options: CommandContext['options'], words: string[], signal: AbortSignal): Promise<Outcome | void> {
  const config = configFrom(options)
  let composing: Promise<App> | undefined
  const app = (): Promise<App> =>
    (composing ??= import('./compose.ts').then(async ({ compose }) => (await compose(config, { as: 'command', working: false, signal })).app))
  try {
    return await command.run({ options, words, json: options.json === true, config, app, progress: say, signal })
  } finally {
    const composed = await composing?.catch(() => undefined)
    await composed?.close()
  }
}

/**
 * @param args what stands after the program's name
 * @returns the exit code
 */
export async function main(args: string[]): Promise<number> {
  if (args.length === 0 || ['help', '--help', '-h'].includes(args[0] ?? '')) {
    process.stdout.write(await listCommands())
    return args.length === 0 ? 2 : 0
  }
  const name = nameOf(args)
  if (name === undefined) {
    say(`There is no command "${args.slice(0, 2).join(' ')}".\n\n${await listCommands()}`)
    return 2
  }
  const command = await (commands[name] as () => Promise<Command>)()
  const stopping = new AbortController()
  const interrupt = (): void => stopping.abort(new Refusal('Interrupted.'))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt)
  const json = args.includes('--json')
  try {
    const { options, words } = parse(command, args.slice(name.split(' ').length))
    if (options.help) {
      process.stdout.write(`Usage: ./bin/corridor ${command.name} ${command.usage}\n${command.about}\n`)
      return 0
    }
    const outcome = await run(command, options, words, stopping.signal)
    if (outcome) process.stdout.write(json ? `${JSON.stringify(outcome.json)}\n` : outcome.text && `${outcome.text}\n`)
    return outcome?.code ?? 0
  } catch (error) {
    return refuse(error, command, json)
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupt)
  }
}

function refuse(error: unknown, command: Command, json: boolean): number {
  if (error instanceof WrongUsage) {
    say(`${error.message}\nUsage: ./bin/corridor ${command.name} ${command.usage}`)
    return 2
  }
  const known = error instanceof Refusal || error instanceof ProblemError
  const sentence = error instanceof ProblemError ? sentenceOf(error) : known ? error.message : 'Something went wrong that should not have; the details are on standard error.'
  if (json) process.stdout.write(`${JSON.stringify({ error: { message: sentence, ...(error instanceof ProblemError && { code: error.code, values: error.values, fields: error.fields }) } })}\n`)
  say(known ? sentence : describeError(error))
  return 1
}

if (import.meta.main) {
  process.exitCode = await main(process.argv.slice(2))
  // Nothing is left to do then; a thread that still compares records would hold the process for a while.
  setTimeout(() => process.exit(), LINGER_MS).unref()
}
