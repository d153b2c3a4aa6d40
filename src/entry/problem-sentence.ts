import { translator } from '#platform/i18n/index.server.ts'
import { problemSentence } from '#platform/i18n/problem-sentence.server.ts'
import type { ProblemError } from '#platform/problems/problem.ts'

/** A problem as the command line says it, in English: its sentence, then one line for each mistake of a field. */
export function sentenceOf(problem: ProblemError): string {
  const english = translator('en')
  const say = (code: string, values: Record<string, string | number> = {}): string => problemSentence(english, code, values) || code
  const fields = Object.entries(problem.fields ?? {}).map(([field, mistakes]) => `  ${field ? `${field}: ` : ''}${mistakes.map(({ code, values }) => say(`field.${code}`, values)).join(' ')}`)
  return [say(problem.code, problem.values), ...fields].join('\n')
}
