import { problemResponse } from '#platform/api/problem-document.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { RequestHandler } from './$types'

/** What is not there answers a machine in its own way. */
export const fallback: RequestHandler = ({ locals }) => problemResponse(new ProblemError('not_found'), locals.translator, locals.requestId)
