import { redirect } from '@sveltejs/kit'
import { getSettings, reviseSettings } from '#modules/offices/index.server.ts'
import { settingsForm } from '#modules/offices/index.ts'
import { countries } from '#modules/places/index.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { answerForm } from '../../../../answer.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => ({
  settings: await locals.within(getSettings),
  countryCodes: countries.map(({ code }) => code),
  timeZones: Intl.supportedValuesOf('timeZone'),
  saved: url.searchParams.has('saved'),
})

export const actions: Actions = {
  default: (event) =>
    answerForm(event, 'settings', async (typed) => {
      const settings = checkForm(settingsForm, typed)
      await event.locals.within((tx) => reviseSettings(tx, settings))
      redirect(303, `/desk/${event.params.office}/settings?saved=1`)
    }),
}
