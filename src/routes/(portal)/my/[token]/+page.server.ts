import { fail, redirect } from '@sveltejs/kit'
import { getOfficeSettings } from '#modules/offices/index.server.ts'
import { addContact, changeContact, movePerson, readPerson, revisePerson } from '#modules/register/index.server.ts'
import { chooseUses, closePersonalLink, endObjection, objectToUse, ownId, toldByPerson } from '#modules/register/rights/index.server.ts'
import { consentPurposes, contactInput, personRevision, residenceInput } from '#modules/register/index.ts'
import { countries } from '#modules/places/index.ts'
import { getApp } from '#platform/app.ts'
import type { Tx } from '#platform/database/types.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { readForm } from '#platform/forms/form-data.ts'
import { formMistakes } from '#platform/forms/form-mistakes.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  if (locals.actor.kind !== 'person') return { person: null }
  const { person, settings } = await locals.within(async (tx) => ({ person: await readPerson(tx, ownId(tx)), settings: await getOfficeSettings(tx) }))
  return { person, contact: settings, today: locals.today, countryCodes: countries.map((country) => country.code) }
}

/** Runs one change of the own record; mistakes come back with what was typed, under the name of the form. */
async function change(event: RequestEvent, form: string, work: (tx: Tx, typed: Record<string, unknown>, id: string) => Promise<unknown>) {
  const { locals, params, request } = event
  const typed = readForm(await request.formData())
  try {
    await locals.within((tx) => work(tx, typed, ownId(tx)))
  } catch (error) {
    if (error instanceof ProblemError && error.fields) return fail(error.status, { form, typed, mistakes: formMistakes(error.fields, locals.translator) })
    if (error instanceof ProblemError && error.code === 'person_changed_meanwhile') return fail(error.status, { form, typed, mistakes: [{ field: '', message: locals.translator.t('problem.person_changed_meanwhile') }] })
    throw error
  }
  redirect(303, `/my/${params.token}?done=${form}`)
}

const list = (text: unknown) => (typeof text === 'string' ? text.split(/[,;،\n]/).map((word) => word.trim()).filter(Boolean) : [])
const chosen = (value: unknown): string[] => (Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [])
const idOf = (value: unknown): string => {
  if (typeof value !== 'string' || !isUuid(value)) throw new ProblemError('not_found')
  return value
}

/** The form shows some fields of the record; those that it does not show stay as they are. */
async function correct(tx: Tx, id: string, typed: Record<string, unknown>, today: string): Promise<void> {
  const held = await readPerson(tx, id)
  const occupation = typeof typed.occupation === 'string' ? typed.occupation.trim() : ''
  const revision = checkForm(personRevision, {
    otherNames: held.otherNames,
    ...typed,
    occupationCode: occupation === (held.occupation ?? '') ? (held.occupationCode ?? '') : '',
    skills: list(typed.skills),
    languages: held.languages,
    interests: chosen(typed.interests),
    version: Number(typed.version),
  })
  await revisePerson(tx, id, revision, toldByPerson(today))
}

export const actions: Actions = {
  contact: (event) =>
    change(event, 'contact', (tx, typed) =>
      changeContact(tx, idOf(typed.contact), typed.state === 'confirmed' ? { state: 'confirmed', on: event.locals.today, how: 'personal_link' } : { state: typed.state === 'opted_out' ? 'opted_out' : 'dead' })),
  add: (event) => change(event, 'add', (tx, typed, id) => addContact(tx, id, checkForm(contactInput, typed), toldByPerson(event.locals.today))),
  facts: (event) => change(event, 'facts', (tx, typed, id) => correct(tx, id, typed, event.locals.today)),
  move: (event) => change(event, 'move', (tx, typed, id) => movePerson(tx, id, typed.home === 'yes' ? null : checkForm(residenceInput, typed), toldByPerson(event.locals.today))),
  uses: (event) =>
    change(event, 'uses', (tx, typed) => {
      const uses = (typed.uses ?? {}) as Record<string, unknown>
      return chooseUses(tx, Object.fromEntries(consentPurposes.map((purpose) => [purpose, chosen(uses[purpose])])), event.locals.today)
    }),
  object: (event) => change(event, 'object', (tx) => objectToUse(tx, getApp().now(), event.locals.today)),
  unobject: (event) => change(event, 'unobject', (tx) => endObjection(tx, getApp().now())),
  revoke: (event) => change(event, 'revoke', (tx) => closePersonalLink(tx, event.params.token, getApp().now())),
}
