/** Sentences of what is wrong, for pages, the file of refused rows and the command line. */
import type { MessageKey, Translate } from '#platform/i18n/index.ts'
import { explainProblem } from './explain.ts'
import type { CellProblem } from './contract.ts'
import type { ImportProblem } from './states.ts'

/** Why a cell or a row was refused, or what is doubtful about it. `code`: of CellProblem, or `erased_before`. */
export function problemSentence(t: Translate, problem: { code: string; value: string }): string {
  if (problem.code === 'erased_before') return t('register.import.problem.erased_before')
  const { key, values } = explainProblem(problem as CellProblem)
  return t(key, values)
}

const known: ReadonlySet<string> = new Set(['not_a_spreadsheet', 'unsupported_xls', 'encrypted', 'broken_zip', 'broken_xml', 'unsafe_xml', 'zip_bomb', 'too_large', 'too_many_sheets', 'too_many_rows', 'too_many_columns', 'empty'])

/** Why a file as a whole could not be read. */
export function failureSentence(t: Translate, problem: ImportProblem): string {
  return t((known.has(problem.code) ? `register.import.failure.${problem.code}` : 'register.import.failure.unexpected') as MessageKey)
}
