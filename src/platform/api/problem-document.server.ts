/** A problem as machines read it: RFC 9457, with the code of the catalogue and each mistake at its field. */
import type { MessageKey, Translator } from '../i18n/index.ts'
import { problemSentence } from '../i18n/problem-sentence.server.ts'
import { defineProblems, type ProblemError } from '../problems/problem.ts'
import { API_ROOT } from './endpoint.ts'

defineProblems({ not_json: { status: 400 }, unsupported_media_type: { status: 415 } })

export const PROBLEM_TYPE = 'application/problem+json'

export interface ProblemDocument {
  /** Where the code stands in the OpenAPI document. */
  type: string
  title: string
  status: number
  code: string
  /** Number of the request, which the log finds. */
  instance: string
  /** Mistakes by the path of their field ('migrants.0.born'). */
  fields?: Record<string, { code: string; message: string }[]>
}

export function problemDocument(problem: ProblemError, translator: Translator, requestId: string): ProblemDocument {
  const fields = Object.entries(problem.fields ?? {}).map(([path, mistakes]) => [
    path, mistakes.map(({ code, values }) => ({ code, message: translator.t(`problem.field.${code}` as MessageKey, values) })),
  ] as const)
  return {
    type: `${API_ROOT}/openapi.json#/components/x-problems/${problem.code}`,
    title: problemSentence(translator, problem.code, problem.values) || problem.code,
    status: problem.status,
    code: problem.code,
    instance: `urn:request:${requestId}`,
    ...(fields.length > 0 && { fields: Object.fromEntries(fields) }),
  }
}

/** The answer of a problem. `wait`: seconds until it may be tried again. */
export function problemResponse(problem: ProblemError, translator: Translator, requestId: string, wait = 0): Response {
  const headers = new Headers({ 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' })
  if (problem.status === 401) headers.set('www-authenticate', 'Bearer realm="corridor"')
  if (wait > 0) headers.set('retry-after', String(wait))
  return new Response(JSON.stringify(problemDocument(problem, translator, requestId)), { status: problem.status, headers })
}
