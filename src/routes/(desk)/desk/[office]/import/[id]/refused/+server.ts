import { Readable } from 'node:stream'
import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { writeRefusedFile } from '#modules/register/import/index.server.ts'
import type { RequestHandler } from './$types'

/** The refused rows as a file of the same shape, with reasons. */
export const GET: RequestHandler = async ({ locals, params }) => {
  if (!isUuid(params.id)) throw new ProblemError('not_found')
  const file = await writeRefusedFile(locals.within, params.id, locals.translator)
  return new Response(Readable.toWeb(file.content) as ReadableStream, {
    headers: { 'content-type': file.mediaType, 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`, 'cache-control': 'no-store' },
  })
}
