import type { MessageKey, MessageValues } from './messages.ts'
import type { Translator } from './translator.ts'

/** The sentence of a problem: message `problem.<code>`; the empty string where a code has none, so that the page says its own. */
export function problemSentence({ t }: Translator, code: string, values?: MessageValues): string {
  const key = `problem.${code}` as MessageKey
  const sentence = t(key, values)
  return sentence === key ? '' : sentence
}
