import { toLatin } from '#platform/names/index.ts'
import { fail, redirect } from '@sveltejs/kit'
import { findPlaces } from '#modules/places/index.server.ts'
import { editMany, findPeopleIds, findViews, listPeople, PEOPLE_A_PAGE, removeView, saveView, undoEdit, type BulkAction } from '#modules/register/index.server.ts'
import { readPeopleFilter, writePeopleFilter } from '#modules/register/index.ts'
import { getOfficeSettings } from '#modules/offices/index.server.ts'
import { can } from '#platform/access/permissions.ts'
import { formMistakes } from '#platform/forms/form-mistakes.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, url }) =>
  locals.within(async (tx) => {
    const filter = readPeopleFilter(url.searchParams)
    const { staleAfterDays } = await getOfficeSettings(tx)
    const { people, total } = await listPeople(tx, filter, { today: locals.today, staleAfterDays })
    const [villages, cities, views] = [await findPlaces(tx, 'village'), await findPlaces(tx, 'city'), await findViews(tx, 'people')]
    return {
      filter,
      query: writePeopleFilter(filter),
      people,
      total,
      pageSize: PEOPLE_A_PAGE,
      villages: villages.map(({ id, name }) => ({ id, name, key: toLatin(name) })),
      countryCodes: [...new Set(cities.map((city) => city.country).filter((code) => code !== null))],
      views: views.map((view) => ({ id: view.id, name: view.name, query: view.query, shared: view.account_id === null })),
      may: { editMany: can(tx.actor, 'person.edit_many'), export: can(tx.actor, 'person.export') },
    }
  })

const MAX_VIEW_QUERY = 2000
/** The filter that a form was sent from, in its one way of writing. */
const filterOf = (form: FormData): string => writePeopleFilter(readPeopleFilter(new URLSearchParams(String(form.get('query') ?? ''))))

function bulkAction(form: FormData): BulkAction {
  const value = String(form.get('value') ?? '').trim().slice(0, 200)
  switch (form.get('action')) {
    case 'set_village':
      return { kind: 'set_village', village: need(value) }
    case 'add_skill':
      return { kind: 'add_skill', skill: need(value) }
    case 'remove':
      return { kind: 'remove' }
    default:
      throw new ProblemError('invalid', { fields: { action: [{ code: 'required' }] } })
  }
}

function need(value: string): string {
  if (value === '') throw new ProblemError('invalid', { fields: { value: [{ code: 'required' }] } })
  return value
}

export const actions: Actions = {
  /** Edits the people ticked, or all who fit the filter; after a mistake the ticks and what was typed come back. */
  edit: async ({ request, locals, params }) => {
    const form = await request.formData()
    const typed = { action: String(form.get('action') ?? ''), value: String(form.get('value') ?? '').slice(0, 200), everybody: form.get('everybody') === 'yes', people: form.getAll('person').map(String).filter(isUuid) }
    let edit
    try {
      const action = bulkAction(form)
      edit = await locals.within(async (tx) => {
        const { staleAfterDays } = await getOfficeSettings(tx)
        const ids = typed.everybody
          ? await findPeopleIds(tx, readPeopleFilter(new URLSearchParams(String(form.get('query') ?? ''))), { today: locals.today, staleAfterDays })
          : typed.people
        return editMany(tx, ids, action)
      })
    } catch (error) {
      if (error instanceof ProblemError && error.fields) return fail(error.status, { typed, mistakes: formMistakes(error.fields, locals.translator) })
      throw error
    }
    redirect(303, `/desk/${params.office}/people?${new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(filterOf(form))), edited: String(edit.changed), edit: edit.id })}`)
  },
  undo: async ({ request, locals, params }) => {
    const id = String((await request.formData()).get('edit') ?? '')
    if (!isUuid(id)) throw new ProblemError('not_found')
    const { undone, left } = await locals.within((tx) => undoEdit(tx, id))
    redirect(303, `/desk/${params.office}/people?undone=${undone}&left=${left}`)
  },
  saveView: async ({ request, locals, params }) => {
    const form = await request.formData()
    // Read and written anew: what is no filter is not kept, nor sent on in an address.
    const query = filterOf(form).slice(0, MAX_VIEW_QUERY)
    const name = need(String(form.get('name') ?? '').trim().slice(0, 100))
    await locals.within((tx) => saveView(tx, { area: 'people', name, query, shared: form.get('shared') === 'yes' }))
    redirect(303, `/desk/${params.office}/people?${query}`)
  },
  removeView: async ({ request, locals, params }) => {
    const id = String((await request.formData()).get('view') ?? '')
    if (!isUuid(id)) throw new ProblemError('not_found')
    await locals.within((tx) => removeView(tx, id))
    redirect(303, `/desk/${params.office}/people`)
  },
}
