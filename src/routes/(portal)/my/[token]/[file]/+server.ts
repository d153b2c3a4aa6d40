import { personFile, takeHome } from '#modules/register/rights/index.server.ts'
import { getApp } from '#platform/app.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { RequestHandler } from './$types'

const kinds = { 'my-data.json': 'json', 'my-data.csv': 'csv' } as const

export const GET: RequestHandler = async ({ locals, params }) => {
  const kind = Object.hasOwn(kinds, params.file) ? kinds[params.file as keyof typeof kinds] : undefined
  if (!kind || locals.actor.kind !== 'person') throw new ProblemError('not_found')
  const file = personFile(kind, await locals.within(takeHome), locals.office.name, locals.translator, getApp().now())
  return new Response(file.body, { headers: { 'content-type': file.mediaType, 'content-disposition': `attachment; filename="${file.name}"` } })
}
