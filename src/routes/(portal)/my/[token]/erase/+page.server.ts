import { fail } from '@sveltejs/kit'
import { erasePerson } from '#modules/register/index.server.ts'
import { ownId } from '#modules/register/rights/index.server.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await request.formData()
    if (form.get('sure') !== 'yes') return fail(422, { erased: false, mistake: locals.translator.t('rights.erase.sure_needed') })
    await locals.within((tx) => erasePerson(tx, ownId(tx)))
    return { erased: true, mistake: undefined }
  },
}
