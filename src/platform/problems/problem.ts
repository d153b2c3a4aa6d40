/**
 * One catalogue of problems, each module its own part. A problem has a stable code, an HTTP status, and a sentence in the
 * reader's language (message `problem.<code>`); details carry values for the sentence, never personal data. Several mistakes
 * of one form travel together in `fields`.
 */

export interface ProblemDefinition {
  status: number
}

/** Mistakes of a form: path of the field ('contacts.0.value') to message codes (`problem.field.<code>`). */
export type FieldProblems = Record<string, { code: string; values?: Record<string, string | number> }[]>

const catalogue = new Map<string, ProblemDefinition>()

/** Registers problems of a module; a retired code stays listed. */
export function defineProblems<const D extends Record<string, ProblemDefinition>>(definitions: D): D {
  for (const [code, definition] of Object.entries(definitions)) catalogue.set(code, definition)
  return definitions
}

defineProblems({
  not_found: { status: 404 },
  sign_in_needed: { status: 401 },
  invalid: { status: 422 },
  conflict: { status: 409 },
  changed_meanwhile: { status: 409 },
  too_many_requests: { status: 429 },
  too_large: { status: 413 },
  not_a_form: { status: 400 },
  strange_text: { status: 422 },
  unexpected: { status: 500 },
  unavailable: { status: 503 },
})

export class ProblemError extends Error {
  readonly code: string
  readonly status: number
  readonly values: Record<string, string | number>
  readonly fields: FieldProblems | undefined

  constructor(code: string, options: { values?: Record<string, string | number>; fields?: FieldProblems; cause?: unknown } = {}) {
    super(code, { cause: options.cause })
    this.name = 'ProblemError'
    const definition = catalogue.get(code)
    if (!definition) throw new Error(`unknown problem ${code}`, { cause: options.cause })
    this.code = code
    this.status = definition.status
    this.values = options.values ?? {}
    this.fields = options.fields
  }
}

export function listProblems(): ReadonlyMap<string, ProblemDefinition> {
  return catalogue
}

const constraints = new Map<string, { field?: string; code: string }>()

/** Says what a refused database constraint means: the field it is about and the code of its sentence (`problem.field.<code>`). */
export function defineConstraints(meanings: Record<string, { field?: string; code: string }>): void {
  for (const [name, meaning] of Object.entries(meanings)) constraints.set(name, meaning)
}

/** Turns an error of PostgreSQL into a problem for a person; anything unknown is returned as it is, to be logged. */
export function translateDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ProblemError) return error
  const { code, constraint } = error as Error & { code?: string; constraint?: string }
  if (constraint) {
    const meaning = constraints.get(constraint)
    if (meaning) {
      return new ProblemError('invalid', { fields: { [meaning.field ?? '']: [{ code: meaning.code }] }, cause: error })
    }
  }
  // 42501: refused by the wall; answers like something absent. 40001, 40P01: two at once.
  if (code === '42501') return new ProblemError('not_found', { cause: error })
  if (code === '40001' || code === '40P01') return new ProblemError('changed_meanwhile', { cause: error })
  // 22021, 22P05: a NUL byte or half a character; 22P02, 22003, 22008: an id, a number or a day that none can be.
  if (code === '22021' || code === '22P05') return new ProblemError('strange_text', { cause: error })
  if (code === '22P02' || code === '22003' || code === '22008') return new ProblemError('invalid', { cause: error })
  return error
}

/** Whether a request's body could not be read as a form: not one of its types, without its boundary, or cut off. */
export function isUnreadableForm(error: unknown): boolean {
  return error instanceof TypeError && /parse body as FormData|Content-Type was not one of|boundary/.test(error.message)
}
