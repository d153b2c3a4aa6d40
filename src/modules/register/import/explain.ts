/** From a problem's code to the message that says what is wrong and what to do. */
import type { MessageKey } from '#platform/i18n/messages.ts'
import type { CellProblem } from './contract.ts'

/** As much of a cell as a sentence can carry. */
const QUOTED = 60

/** The message of a code: `register.import.problem.<code>`, a whole sentence with `{value}` for what was written. */
export function problemMessageKey(code: CellProblem['code']): MessageKey {
  return `register.import.problem.${code}`
}

/** Key and values of the sentence for a problem; the place (sheet, row, column) stands beside it and not in it. */
export function explainProblem(problem: CellProblem): { key: MessageKey; values: { value: string } } {
  const value = problem.value.length > QUOTED ? `${problem.value.slice(0, QUOTED).toWellFormed()}…` : problem.value
  return { key: problemMessageKey(problem.code), values: { value } }
}
