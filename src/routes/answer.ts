/** What the actions of forms have in common: mistakes come back in the reader's words, with what was typed, secrets left out. */
import { fail, type ActionFailure, type RequestEvent } from '@sveltejs/kit'
import { readForm } from '#platform/forms/form-data.ts'
import { formMistakes, type FormMistake } from '#platform/forms/form-mistakes.ts'
import { problemSentence } from '#platform/i18n/problem-sentence.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { Requester } from '#modules/accounts/index.server.ts'

const secrets = new Set(['password', 'current', 'code', 'secret'])

export interface Refused {
  /** Which form of the page. */
  form: string
  typed: Record<string, unknown>
  mistakes: FormMistake[]
}

/**
 * Runs what a form asks for. A problem that its sender can mend comes back as `form`; anything else becomes the page of errors.
 * `work` may redirect.
 */
export async function answerForm<T>(event: RequestEvent, form: string, work: (typed: Record<string, unknown>) => Promise<T>): Promise<T | ActionFailure<Refused>> {
  const typed = readForm(await event.request.formData())
  try {
    return await work(typed)
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code === 'not_found' || error.status >= 500) throw error
    const { translator } = event.locals
    const mistakes = error.fields ? formMistakes(error.fields, translator) : [{ field: '', message: problemSentence(translator, error.code, error.values) }]
    return fail(error.status, { form, typed: Object.fromEntries(Object.entries(typed).filter(([name]) => !secrets.has(name))), mistakes })
  }
}

/** What signing in needs to know of a request. */
export function requesterOf(event: RequestEvent): Requester & { hostname: string } {
  return { headers: event.request.headers, address: event.getClientAddress(), hostname: event.url.hostname }
}

/** An address of our own to go on to, as `?to=` names it; never another host's. */
export function safePath(to: string | null, otherwise: string): string {
  return to !== null && /^\/(?![/\\])[^\u0000-\u001f\\]*$/.test(to) ? to : otherwise
}
