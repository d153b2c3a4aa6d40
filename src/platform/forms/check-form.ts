/** Holds what a form posted against its contract: the value, or all mistakes at once, each at its field. */
import type { z } from 'zod'
import { ProblemError, type FieldProblems } from '../problems/problem.ts'

/** Codes that have a sentence of their own (`problem.field.<code>`); what zod says of itself is put into these words. */
const wordsOfZod: Record<string, string> = {
  too_big: 'too_long', too_small: 'required', invalid_type: 'required', invalid_format: 'unknown_value', invalid_value: 'unknown_value', unrecognized_keys: 'unknown_value',
}

/**
 * Parses `input`. Throws ProblemError('invalid') whose `fields` name each mistake by path and code.
 * A schema's own `{ error: 'code' }` is the code; otherwise zod's kind of mistake is translated.
 */
export function checkForm<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const fields: FieldProblems = {}
  for (const issue of result.error.issues) {
    const path = issue.path.map(String).join('.')
    const own = /^[a-z0-9_]+$/.test(issue.message) ? issue.message : undefined
    ;(fields[path] ??= []).push({ code: own ?? wordsOfZod[issue.code] ?? 'unknown_value' })
  }
  throw new ProblemError('invalid', { fields })
}
