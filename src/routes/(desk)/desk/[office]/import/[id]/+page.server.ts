import { fail, redirect } from '@sveltejs/kit'
import { can } from '#platform/access/permissions.ts'
import type { Tx } from '#platform/database/types.ts'
import { problemSentence } from '#platform/i18n/problem-sentence.server.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { cancelImport, changePolicy, discardImport, enqueueImport, failureSentence, findKept, getImport, groupSheets, importPolicies, isStranded, requestApply, requestUndo, resumeImport, reviseMapping, showImport, type ImportPolicy } from '#modules/register/import/index.server.ts'
import { columnMeanings } from '#modules/register/import/index.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

function idOf(params: { id: string }): string {
  if (!isUuid(params.id)) throw new ProblemError('not_found')
  return params.id
}

export const load: PageServerLoad = ({ locals, params, url }) =>
  locals.within(async (tx) => {
    const record = await getImport(tx, idOf(params))
    return {
      record: showImport(record),
      failure: record.problem ? failureSentence(locals.translator.t, record.problem) : null,
      ...groupSheets(record.mapping),
      meanings: [...columnMeanings],
      changing: { group: Number(url.searchParams.get('group') ?? -1), column: Number(url.searchParams.get('column') ?? -1) },
      stranded: await isStranded(tx, record),
      kept: record.state === 'undone' ? await findKept(tx, record.id) : [],
      mayRun: can(tx.actor, 'import.run'),
    }
  })

/** Does what the button says and has the job go on; a step that is no longer possible is said on the page. */
async function act({ locals, params }: RequestEvent, work: (tx: Tx, id: string) => Promise<unknown>, goesOn = true) {
  const id = idOf(params)
  try {
    await locals.within(async (tx) => {
      await work(tx, id)
      if (goesOn) await enqueueImport(tx, id)
    })
  } catch (error) {
    if (error instanceof ProblemError && error.status !== 404) return fail(error.status, { mistake: problemSentence(locals.translator, error.code, error.values) })
    throw error
  }
  redirect(303, `/desk/${params.office}/import/${id}`)
}

export const actions: Actions = {
  apply: (event) => act(event, requestApply),
  cancel: (event) => act(event, cancelImport),
  resume: (event) => act(event, resumeImport),
  undo: (event) => act(event, requestUndo),
  policy: async (event) => {
    const policy = String((await event.request.formData()).get('policy') ?? '') as ImportPolicy
    if (!importPolicies.includes(policy)) return fail(422, { mistake: problemSentence(event.locals.translator, 'invalid', {}) })
    return act(event, (tx, id) => changePolicy(tx, id, policy))
  },
  mapping: async (event) => {
    const form = await event.request.formData()
    const text = (name: string): string | undefined => String(form.get(name) ?? '') || undefined
    const correction = { column: Number(form.get('column')), meaning: text('meaning'), dateOrder: text('dateOrder'), nameOrder: text('nameOrder'), messenger: text('messenger') }
    return act(event, (tx, id) => reviseMapping(tx, id, { sheets: form.getAll('sheet').map((sheet) => ({ sheet: String(sheet), columns: [correction] })) }))
  },
  discard: async ({ locals, params }) => {
    await locals.within((tx) => discardImport(tx, idOf(params)))
    redirect(303, `/desk/${params.office}/import`)
  },
}
