import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { getImport, isRunning } from '#modules/register/import/index.server.ts'
import type { RequestHandler } from './$types'

const EVERY_MS = 700

/** Server-sent events: where the import is, until it waits for a person or the reader has gone. */
export const GET: RequestHandler = async ({ locals, params }) => {
  if (!isUuid(params.id)) throw new ProblemError('not_found')
  await locals.within((tx) => getImport(tx, params.id))
  let gone = false
  const events = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { state, progress, rowsRead } = await locals.within((tx) => getImport(tx, params.id))
      if (gone) return
      controller.enqueue(new TextEncoder().encode(`data: ${JSON.stringify({ state, progress, rows: rowsRead })}\n\n`))
      if (!isRunning(state)) return controller.close()
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
    },
    cancel() {
      gone = true
    },
  }, { highWaterMark: 1 })
  return new Response(events, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } })
}
