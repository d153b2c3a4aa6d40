import { redirect } from '@sveltejs/kit'
import { decidePair, findNextPair, getPair, undoMerge, verdicts, type Decided } from '#modules/linkage/index.server.ts'
import { mergeFields, readPair, writePair, type MergeChoices } from '#modules/linkage/index.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { Actions, PageServerLoad } from './$types'

function pairOf(text: string): { a: string; b: string } {
  const pair = readPair(text)
  if (!pair) throw new ProblemError('not_found')
  return pair
}

export const load: PageServerLoad = async ({ locals, params }) => {
  const { a, b } = pairOf(params.pair)
  return { pair: await locals.within((tx) => getPair(tx, a, b)) }
}

function choicesOf(form: FormData): MergeChoices {
  const choices: MergeChoices = {}
  for (const field of mergeFields) {
    const choice = form.get(`choice.${field}`)
    if (choice === 'keep' || choice === 'merge') choices[field] = choice
  }
  return choices
}

export const actions: Actions = {
  /** Decides, and shows the next pair. */
  decide: async ({ request, locals, params }) => {
    const pair = pairOf(params.pair)
    const form = await request.formData()
    const verdict = verdicts.find((known) => known === form.get('verdict'))
    if (verdict === undefined) throw new ProblemError('invalid')
    let decided: Decided | undefined
    try {
      decided = await locals.within((tx) => decidePair(tx, pair, verdict, { choices: choicesOf(form) }))
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'pair_decided_meanwhile') throw error
    }
    const next = await locals.within((tx) => findNextPair(tx, pair))
    const query = new URLSearchParams({ done: decided ? verdict : 'meanwhile', ...(decided?.mergeId && { merge: decided.mergeId }) })
    redirect(303, `/desk/${params.office}/duplicates${next ? `/${writePair(next)}` : ''}?${query}`)
  },
  undo: async ({ request, locals, params }) => {
    const id = String((await request.formData()).get('merge') ?? '')
    if (!isUuid(id)) throw new ProblemError('not_found')
    const { left } = await locals.within((tx) => undoMerge(tx, id))
    redirect(303, `/desk/${params.office}/duplicates?${new URLSearchParams({ undone: 'yes', left: left.join(',') })}`)
  },
}
