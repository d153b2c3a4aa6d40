import { defineProblems } from '#platform/problems/problem.ts'

export const problems = defineProblems({
  /** Somebody else has decided about this pair, or one of the two is no longer in the register. */
  pair_decided_meanwhile: { status: 409 },
  /** The record that was kept has itself been joined with another since. */
  merge_undo_newer_first: { status: 409 },
  merge_undone_already: { status: 409 },
})
