import type { ProblemError } from '#platform/problems/problem.ts'

/** A problem as the command line says it, in English: its code and the mistakes of its fields. */
export function sentenceOf(problem: ProblemError): string {
  const fields = Object.entries(problem.fields ?? {}).map(([field, mistakes]) => `  ${field || 'it'}: ${mistakes.map(({ code }) => code).join(', ')}`)
  return [`Refused: ${problem.code}.`, ...fields].join('\n')
}
