import { fail, redirect } from '@sveltejs/kit'
import { findPlaces } from '#modules/places/index.server.ts'
import { readPerson, reviseHousehold } from '#modules/register/index.server.ts'
import { householdRevision } from '#modules/register/index.ts'
import { requirePermission } from '#platform/access/permissions.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { readForm } from '#platform/forms/form-data.ts'
import { formMistakes } from '#platform/forms/form-mistakes.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, params }) =>
  locals.within(async (tx) => {
    if (!isUuid(params.id)) throw new ProblemError('not_found')
    requirePermission(tx.actor, 'person.revise')
    const person = await readPerson(tx, params.id)
    if (!person.household) throw new ProblemError('not_found')
    const villages = (await findPlaces(tx, 'village')).filter(({ id }) => tx.actor.kind !== 'staff' || tx.actor.role !== 'field' || tx.actor.villages.includes(id))
    return { name: `${person.givenName} ${person.familyName}`.trim(), family: person.household, villages: villages.map((village) => village.name) }
  })

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    if (!isUuid(params.id)) throw new ProblemError('not_found')
    const typed = readForm(await request.formData())
    try {
      await locals.within((tx) => {
        requirePermission(tx.actor, 'person.revise')
        return reviseHousehold(tx, params.id, checkForm(householdRevision, typed))
      })
    } catch (error) {
      if (error instanceof ProblemError && (error.fields || error.code === 'family_changed_meanwhile')) {
        const mistakes = error.fields ? formMistakes(error.fields, locals.translator) : [{ field: '', message: locals.translator.t('problem.family_changed_meanwhile') }]
        return fail(error.status, { typed, mistakes, meanwhile: error.code === 'family_changed_meanwhile' })
      }
      throw error
    }
    redirect(303, `/desk/${params.office}/people/${params.id}?done=edit`)
  },
}
