import { newId } from '#platform/ids/uuid.ts'
import { once } from '#platform/submissions/once.server.ts'
import { fail, redirect } from '@sveltejs/kit'
import { findPlaces } from '#modules/places/index.server.ts'
import { countries } from '#modules/places/index.ts'
import { findDrafts, getDraftOrThrow, getHouseholdOrThrow, registerFamily, removeDraft, saveDraft } from '#modules/register/index.server.ts'
import { familyInput } from '#modules/register/index.ts'
import { requirePermission } from '#platform/access/permissions.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { formMistakes } from '#platform/forms/form-mistakes.ts'
import { toLatin } from '#platform/names/index.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { readFamilyForm, type TypedFamily } from '#modules/register/index.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, url }) =>
  locals.within(async (tx) => {
    requirePermission(tx.actor, 'person.register')
    const draftId = url.searchParams.get('draft') ?? ''
    const householdId = url.searchParams.get('household') ?? ''
    const [villages, drafts] = [await findPlaces(tx, 'village'), await findDrafts(tx)]
    const mine = tx.actor.kind === 'staff' && tx.actor.role === 'field' ? new Set(tx.actor.villages) : null
    const household = isUuid(householdId) ? await getHouseholdOrThrow(tx, householdId) : null
    const typed: Partial<TypedFamily> = isUuid(draftId)
      ? ((await getDraftOrThrow(tx, draftId)) as TypedFamily)
      : household
        ? { householdId: household.id, headName: household.head_name, village: villages.find((village) => village.id === household.village_id)?.name ?? '', phone: household.phone_raw ?? '' }
        : {}
    return {
      villages: villages.filter((village) => !mine || mine.has(village.id)).map(({ name }) => ({ value: name, label: name, key: toLatin(name) })),
      drafts: drafts.map((draft) => ({ id: draft.id, at: draft.updated_at.toISOString(), headName: (draft.data as TypedFamily).headName ?? '' })),
      countryCodes: countries.map((country) => country.code),
      draftId: isUuid(draftId) ? draftId : '',
      formId: newId(),
      typed: { collectedOn: locals.today, means: 'office', ...typed } as TypedFamily,
    }
  })

export const actions: Actions = {
  /** Stores the family; after a mistake everything typed comes back. */
  save: async ({ request, locals, params }) => {
    const typed = readFamilyForm(await request.formData())
    let family
    try {
      const input = checkForm(familyInput, typed)
      family = await locals.within(async (tx) => {
        requirePermission(tx.actor, 'person.register')
        // Sent twice by a double click or a lost answer, the family is stored once; changed and sent again it is another.
        const sent = `family ${typed.formId ?? ''} ${JSON.stringify(input)}`
        const stored = isUuid(typed.formId ?? '') ? await once(tx, sent, sent, () => registerFamily(tx, input, locals.today)) : await registerFamily(tx, input, locals.today)
        if (isUuid(typed.draftId ?? '')) await removeDraft(tx, typed.draftId!)
        return stored
      })
    } catch (error) {
      if (error instanceof ProblemError && error.fields) return fail(error.status, { typed, mistakes: formMistakes(error.fields, locals.translator) })
      throw error
    }
    redirect(303, family.personIds.length === 1 ? `/desk/${params.office}/people/${family.personIds[0]}?registered=1` : `/desk/${params.office}/people/register?registered=${family.personIds.length}`)
  },
  /** One migrant more, or one less: what the buttons do where no script runs. */
  shape: async ({ request, locals }) => {
    const form = await request.formData()
    const typed = readFamilyForm(form)
    await locals.within(async (tx) => requirePermission(tx.actor, 'person.register'))
    const remove = Number(form.get('remove') ?? Number.NaN)
    const migrants = Number.isInteger(remove) ? typed.migrants.filter((_, index) => index !== remove) : [...typed.migrants, {}]
    return { typed: { ...typed, migrants: migrants.length > 0 ? migrants : [{}] } }
  },
  draft: async ({ request, locals, params }) => {
    const typed = readFamilyForm(await request.formData())
    const id = await locals.within((tx) => saveDraft(tx, 'family', typed, isUuid(typed.draftId ?? '') ? typed.draftId : undefined))
    redirect(303, `/desk/${params.office}/people/register?draft=${id}&saved=1`)
  },
  forget: async ({ request, locals, params }) => {
    const id = String((await request.formData()).get('draftId') ?? '')
    if (isUuid(id)) await locals.within((tx) => removeDraft(tx, id))
    redirect(303, `/desk/${params.office}/people/register`)
  },
}
