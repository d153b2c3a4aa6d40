import { fail, redirect } from '@sveltejs/kit'
import { decidePairs, findMerges, findNextPair, findQueue, PAIRS_A_PAGE, undoMerge, verdicts } from '#modules/linkage/index.server.ts'
import { readPair, writePair } from '#modules/linkage/index.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, url }) =>
  locals.within(async (tx) => {
    const later = url.searchParams.get('later') === 'yes'
    const page = Math.max(1, Math.trunc(Number(url.searchParams.get('page')) || 1))
    const [queue, merges, next] = [await findQueue(tx, { later, page }), await findMerges(tx), await findNextPair(tx)]
    return { ...queue, merges, later, page, pageSize: PAIRS_A_PAGE, next: next && writePair(next) }
  })

export const actions: Actions = {
  decide: async ({ request, locals, params, url }) => {
    const form = await request.formData()
    const verdict = verdicts.find((known) => known === form.get('verdict'))
    const pairs = form.getAll('pair').flatMap((value) => readPair(String(value)) ?? []).slice(0, PAIRS_A_PAGE)
    if (verdict === undefined) throw new ProblemError('invalid')
    if (pairs.length === 0) return fail(422, { noneChosen: true })
    const { decided, skipped } = await locals.within((tx) => decidePairs(tx, pairs, verdict))
    redirect(303, `/desk/${params.office}/duplicates?${new URLSearchParams({ decided: String(decided), skipped: String(skipped), ...(url.searchParams.get('later') === 'yes' && { later: 'yes' }) })}`)
  },
  undo: async ({ request, locals, params }) => {
    const id = String((await request.formData()).get('merge') ?? '')
    if (!isUuid(id)) throw new ProblemError('not_found')
    const { left } = await locals.within((tx) => undoMerge(tx, id))
    redirect(303, `/desk/${params.office}/duplicates?${new URLSearchParams({ undone: 'yes', left: left.join(',') })}`)
  },
}
