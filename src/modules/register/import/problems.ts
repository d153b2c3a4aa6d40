import { defineProblems } from '#platform/problems/problem.ts'

export const importProblems = defineProblems({
  /** The import is in another state than the step needs: somebody else was faster. */
  import_not_ready: { status: 409 },
  /** The raw rows are gone (retention), so there is nothing to work on. */
  import_purged: { status: 410 },
  import_mapping_invalid: { status: 422 },
  import_file_empty: { status: 422 },
})
