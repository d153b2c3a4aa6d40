import { fail, redirect } from '@sveltejs/kit'
import { findPlaces } from '#modules/places/index.server.ts'
import { readPerson, revisePerson } from '#modules/register/index.server.ts'
import { personRevision } from '#modules/register/index.ts'
import { requirePermission } from '#platform/access/permissions.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { readForm } from '#platform/forms/form-data.ts'
import { formMistakes } from '#platform/forms/form-mistakes.ts'
import { toLatin } from '#platform/names/index.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, params }) =>
  locals.within(async (tx) => {
    if (!isUuid(params.id)) throw new ProblemError('not_found')
    requirePermission(tx.actor, 'person.revise')
    return { person: await readPerson(tx, params.id), villages: (await findPlaces(tx, 'village')).map(({ name }) => ({ value: name, label: name, key: toLatin(name) })) }
  })

const list = (text: unknown) => (typeof text === 'string' ? text.split(/[,;،\n]/).map((word) => word.trim()).filter(Boolean) : Array.isArray(text) ? text : [])

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    if (!isUuid(params.id)) throw new ProblemError('not_found')
    const typed = readForm(await request.formData())
    try {
      const revision = checkForm(personRevision, { ...typed, version: Number(typed.version), otherNames: list(typed.otherNames), skills: list(typed.skills), languages: list(typed.languages), interests: typed.interests ?? [] })
      await locals.within((tx) => revisePerson(tx, params.id, revision, { means: 'office', on: locals.today, by: typeof typed.toldBy === 'string' && typed.toldBy.trim() ? typed.toldBy.trim().slice(0, 200) : undefined }))
    } catch (error) {
      if (error instanceof ProblemError && (error.fields || error.code === 'person_changed_meanwhile')) {
        const mistakes = error.fields ? formMistakes(error.fields, locals.translator) : [{ field: '', message: locals.translator.t('problem.person_changed_meanwhile') }]
        return fail(error.status, { typed, mistakes, meanwhile: error.code === 'person_changed_meanwhile' })
      }
      throw error
    }
    redirect(303, `/desk/${params.office}/people/${params.id}?done=edit`)
  },
}
