import { fail, redirect } from '@sveltejs/kit'
import { can } from '#platform/access/permissions.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { problemSentence } from '#platform/i18n/problem-sentence.server.ts'
import { enqueueImport, findImports, showImport, uploadImport } from '#modules/register/import/index.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) =>
  locals.within(async (tx) => ({ imports: (await findImports(tx)).map(showImport), mayRun: can(tx.actor, 'import.run') }))

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const file = (await request.formData()).get('file')
    if (!(file instanceof File) || file.name === '') return fail(422, { mistake: locals.translator.t('register.import.upload.missing') })
    let id: string
    try {
      id = await locals.within(async (tx) => {
        const importId = await uploadImport(tx, { name: file.name, content: file.stream(), collectedOn: locals.today })
        await enqueueImport(tx, importId)
        return importId
      })
    } catch (error) {
      if (error instanceof ProblemError && error.status !== 404) return fail(error.status, { mistake: problemSentence(locals.translator, error.code, error.values) })
      throw error
    }
    redirect(303, `/desk/${params.office}/import/${id}`)
  },
}
