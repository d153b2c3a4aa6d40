// What is absent and what may not be seen answer alike, so that nobody learns by asking whether something is there. Pages and the API
// make their answer of the problem alone: where the problems are equal, status and body are.
import { beforeAll, describe, expect, it } from 'vitest'
import { getPair, refreshPairs } from '#modules/linkage/index.server.ts'
import { getDraftOrThrow, readPerson, removeView, saveDraft, saveView } from '#modules/register/index.server.ts'
import { makePersonalLink, revokeLinks } from '#modules/register/rights/index.server.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { Tx } from '#platform/database/types.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { castFor, registerMarta, type Cast } from '../support/cast.ts'
import { useTestDatabase } from '../support/database.ts'

const absent = '0195a000-0000-7000-8000-00000000dead'
let cast: Cast
let ids: Record<string, string>

beforeAll(async () => {
  cast = await castFor(await useTestDatabase())
  const person = await registerMarta(cast, { village: 'Alisubani' })
  const twin = await registerMarta(cast, { village: 'Alisubani' })
  await cast.as(cast.nino, async (tx) => {
    await refreshPairs(tx)
    await makePersonalLink(tx, person, new Date())
  })
  ids = {
    person, twin,
    draft: await cast.as(cast.nino, (tx) => saveDraft(tx, 'family', { village: 'Tuzi' })),
    view: await cast.as(cast.nino, (tx) => saveView(tx, { area: 'people', name: 'mine', query: 'name=x', shared: false })),
  }
})

/** All that a page or the API could tell of a refusal. */
async function refusal(office: string, actor: Actor, work: (tx: Tx) => Promise<unknown>): Promise<unknown> {
  const error = await cast.within({ office, actor }, work).then(() => undefined, (refused: unknown) => refused)
  if (!(error instanceof ProblemError)) return String(error ?? 'not refused')
  return { code: error.code, status: error.status, values: error.values, fields: error.fields }
}

const asked: [string, (tx: Tx, there: (name: string) => string) => Promise<unknown>][] = [
  ['a person', (tx, there) => readPerson(tx, there('person'))],
  ['a personal link', (tx, there) => makePersonalLink(tx, there('person'), new Date())],
  ['the end of links', (tx, there) => revokeLinks(tx, there('person'), new Date())],
  ['a draft', (tx, there) => getDraftOrThrow(tx, there('draft'))],
  ['a view', (tx, there) => removeView(tx, there('view'))],
  ['a pair', (tx, there) => getPair(tx, there('person'), there('twin'))],
]

describe('absent and forbidden answer alike', () => {
  it.each(asked)('%s', async (_what, work) => {
    const missing = await refusal(cast.terjola, cast.giorgi, (tx) => work(tx, () => absent))
    expect(missing).toMatchObject({ code: 'not_found', status: 404 })
    for (const [office, actor] of [[cast.terjola, cast.giorgi], [cast.terjola, cast.petre], [cast.terjola, cast.salome], [cast.other, cast.otto]] as const) {
      expect(await refusal(office, actor, (tx) => work(tx, (name) => ids[name]!)), JSON.stringify(actor)).toEqual(missing)
    }
  })
})
