import { Readable } from 'node:stream'
import { exportPeople } from '#modules/register/index.server.ts'
import { readPeopleFilter } from '#modules/register/index.ts'
import { getOfficeSettings } from '#modules/offices/index.server.ts'
import { getApp } from '#platform/app.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { RequestHandler } from './$types'

/** The list as a file: the same filter, the same order. Logged. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const format = url.searchParams.get('format')
  if (format !== 'csv' && format !== 'xlsx' && format !== 'vcf') throw new ProblemError('not_found')
  const { staleAfterDays } = await locals.within(getOfficeSettings)
  const file = await exportPeople(getApp().within, { office: locals.office.id, actor: locals.actor, requestId: locals.requestId }, {
    format,
    filter: readPeopleFilter(url.searchParams),
    translator: locals.translator,
    today: locals.today,
    staleAfterDays,
  })
  return new Response(Readable.toWeb(Readable.from(file.bytes)) as ReadableStream<Uint8Array>, {
    headers: { 'content-type': file.mediaType, 'content-disposition': `attachment; filename="${locals.office.slug}-${locals.today}.${format}"`, 'cache-control': 'no-store' },
  })
}
