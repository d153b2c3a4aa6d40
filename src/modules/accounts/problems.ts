import { defineProblems } from '#platform/problems/problem.ts'

export const problems = defineProblems({
  /** The address or the password is wrong: which of both is not said. */
  sign_in_failed: { status: 422 },
  second_factor_wrong: { status: 422 },
  /** The first step was too long ago, or tried too often: begin again. */
  second_factor_spent: { status: 422 },
  password_wrong: { status: 422 },
  /** A link that was used, replaced, or is too old. */
  link_spent: { status: 410 },
  last_second_factor: { status: 409 },
})
