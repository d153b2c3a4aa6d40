import { fail, redirect } from '@sveltejs/kit'
import { can, requirePermission } from '#platform/access/permissions.ts'
import { receiveFile } from '#platform/forms/receive-file.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { problemSentence } from '#platform/i18n/problem-sentence.server.ts'
import { enqueueImport, findImports, showImport, uploadImport } from '#modules/register/import/index.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) =>
  locals.within(async (tx) => ({ imports: (await findImports(tx)).map(showImport), mayRun: can(tx.actor, 'import.run') }))

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    let id: string
    try {
      // Before anything arrives: who may not import fills no disk.
      await locals.within(async (tx) => requirePermission(tx.actor, 'import.run'))
      await using file = await receiveFile(request, 'file')
      if (!file) return fail(422, { mistake: locals.translator.t('register.import.upload.missing') })
      id = await locals.within(async (tx) => {
        const importId = await uploadImport(tx, { name: file.name, content: file.content(), collectedOn: locals.today })
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
