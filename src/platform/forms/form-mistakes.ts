/** Mistakes of a form in the reader's words, for ErrorSummary and the fields. */
import type { MessageKey, Translator } from '../i18n/index.ts'
import type { FieldProblems } from '../problems/problem.ts'

export interface FormMistake { field: string; message: string }

/** One mistake for each field (its first), in the order of the form. `problem.field.<code>` is the sentence. */
export function formMistakes(fields: FieldProblems, { t }: Pick<Translator, 't'>): FormMistake[] {
  return Object.entries(fields).map(([field, problems]) => ({ field, message: t(`problem.field.${problems[0]!.code}` as MessageKey, problems[0]!.values) }))
}

/** The message of one field. */
export function mistakeOf(mistakes: readonly FormMistake[] | undefined, field: string): string | undefined {
  return mistakes?.find((mistake) => mistake.field === field)?.message
}
