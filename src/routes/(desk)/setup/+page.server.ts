import { redirect } from '@sveltejs/kit'
import { findDemoAccounts } from '#modules/accounts/index.server.ts'
import { isSetUp, languagesOfCountry, setUp, sitsAtTheMachine } from '#modules/offices/index.server.ts'
import { setUpForm } from '#modules/offices/index.ts'
import { countries } from '#modules/places/index.ts'
import { getApp } from '#platform/app.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { answerForm, requesterOf } from '../../answer.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const app = getApp()
  if (await isSetUp(app)) redirect(303, '/sign-in')
  return {
    atTheMachine: sitsAtTheMachine(requesterOf(event)),
    code: (event.url.searchParams.get('code') ?? '').slice(0, 40),
    hasDemo: (await findDemoAccounts(app)).length > 0,
    countryCodes: countries.map(({ code }) => code),
    guess: { languages: [event.locals.language === 'en' ? 'en' : event.locals.language, ...languagesOfCountry('ZZ')].filter((tag, at, all) => all.indexOf(tag) === at) },
  }
}

export const actions: Actions = {
  default: (event) =>
    answerForm(event, 'set-up', async (typed) => {
      const { cookies, officeSlug } = await setUp(getApp(), requesterOf(event), checkForm(setUpForm, typed), event.locals.language)
      event.locals.newCookies.push(...cookies)
      redirect(303, `/sign-in/set-up-second-factor?to=/desk/${officeSlug}`)
    }),
}
