import { fail, redirect } from '@sveltejs/kit'
import { toDataURL } from 'qrcode'
import { getOfficeSettings } from '#modules/offices/index.server.ts'
import { addContact, addNote, addTie, changeContact, erasePerson, markDeceased, movePerson, readPerson, recordConsent, removeContact, removePerson, removeTie, restorePerson, type ContactChange } from '#modules/register/index.server.ts'
import { findOpenLinks, linkPath, mailPersonalLink, makePersonalLink, revokeLinks } from '#modules/register/rights/index.server.ts'
import { consentInput, contactInput, residenceInput, tieKinds } from '#modules/register/index.ts'
import { countries } from '#modules/places/index.ts'
import { can } from '#platform/access/permissions.ts'
import type { Tx } from '#platform/database/types.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { readForm } from '#platform/forms/form-data.ts'
import { formMistakes } from '#platform/forms/form-mistakes.ts'
import { isUuid } from '#platform/ids/uuid.ts'
import { getApp } from '#platform/app.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  if (!isUuid(params.id)) throw new ProblemError('not_found')
  const mayLink = can(locals.actor, 'person.link')
  const { person, settings, links } = await locals.within(async (tx) => ({
    person: await readPerson(tx, params.id),
    settings: await getOfficeSettings(tx),
    links: mayLink ? await findOpenLinks(tx, params.id, getApp().now()) : null,
  }))
  if (person.mergedInto) redirect(303, `/desk/${params.office}/people/${person.mergedInto}`)
  return {
    person,
    links,
    staleAfterDays: settings.staleAfterDays,
    countryCodes: countries.map((country) => country.code),
    may: { revise: can(locals.actor, 'person.revise'), note: can(locals.actor, 'person.note'), remove: can(locals.actor, 'person.remove'), erase: can(locals.actor, 'person.erase') },
  }
}

/** Runs one change of the person; mistakes come back with what was typed, under the name of the form. */
async function change(event: RequestEvent, form: string, work: (tx: Tx, typed: Record<string, unknown>) => Promise<unknown>) {
  const { locals, params, request } = event
  if (!isUuid(params.id)) throw new ProblemError('not_found')
  const typed = readForm(await request.formData())
  try {
    await locals.within((tx) => work(tx, typed))
  } catch (error) {
    if (error instanceof ProblemError && error.fields) return fail(error.status, { form, typed, mistakes: formMistakes(error.fields, locals.translator) })
    throw error
  }
  redirect(303, `/desk/${params.office}/people/${params.id}?done=${form}`)
}

const told = (event: RequestEvent) => ({ means: 'office' as const, on: event.locals.today })
const idOf = (value: unknown): string => {
  if (typeof value !== 'string' || !isUuid(value)) throw new ProblemError('not_found')
  return value
}

export const actions: Actions = {
  addContact: (event) => change(event, 'contact', (tx, typed) => addContact(tx, event.params.id, checkForm(contactInput, typed), told(event))),
  contact: (event) =>
    change(event, 'contact', (tx, typed) => {
      const state = String(typed.state)
      if (state === 'removed') return removeContact(tx, idOf(typed.contact))
      if (!['confirmed', 'failing', 'dead', 'opted_out', 'unconfirmed'].includes(state)) throw new ProblemError('not_found')
      return changeContact(tx, idOf(typed.contact), (state === 'confirmed' ? { state, on: event.locals.today, how: 'office' } : { state }) as ContactChange)
    }),
  move: (event) => change(event, 'move', (tx, typed) => movePerson(tx, event.params.id, typed.home === 'yes' ? null : checkForm(residenceInput, typed), told(event))),
  consent: (event) => change(event, 'consent', (tx, typed) => recordConsent(tx, event.params.id, checkForm(consentInput, typed), told(event))),
  note: (event) => change(event, 'note', (tx, typed) => addNote(tx, event.params.id, String(typed.text ?? ''))),
  tie: (event) =>
    change(event, 'tie', (tx, typed) => {
      const kind = tieKinds.find((known) => known === typed.kind)
      if (!kind) throw new ProblemError('invalid', { fields: { kind: [{ code: 'required' }] } })
      return addTie(tx, event.params.id, { kind, otherName: String(typed.other ?? '').slice(0, 200) })
    }),
  untie: (event) => change(event, 'tie', (tx, typed) => removeTie(tx, idOf(typed.tie))),
  remove: (event) => change(event, 'removed', (tx) => removePerson(tx, event.params.id, getApp().now())),
  restore: (event) => change(event, 'restored', (tx) => restorePerson(tx, event.params.id)),
  deceased: (event) => change(event, 'deceased', (tx) => markDeceased(tx, event.params.id, getApp().now())),
  // Shown once, in the answer to the form and nowhere else.
  link: async ({ locals, params }) => {
    const { secret, expiresAt } = await locals.within((tx) => makePersonalLink(tx, idOf(params.id), getApp().now()))
    const url = getApp().url + linkPath(secret)
    return { form: 'link', typed: {}, mistakes: [], made: { url, qr: await toDataURL(url, { margin: 2, width: 440 }), until: expiresAt.toISOString() } }
  },
  mailLink: (event) => change(event, 'link', (tx) => mailPersonalLink(tx, event.params.id, getApp().url, getApp().now())),
  revokeLinks: (event) => change(event, 'link', (tx) => revokeLinks(tx, event.params.id, getApp().now())),
  erase: async ({ locals, params, request }) => {
    const form = await request.formData()
    if (form.get('sure') !== 'yes') return fail(422, { form: 'erase', typed: {}, mistakes: [{ field: 'sure', message: locals.translator.t('register.person.erase_sure_needed') }] })
    await locals.within((tx) => erasePerson(tx, idOf(params.id)))
    redirect(303, `/desk/${params.office}/people?erased=1`)
  },
}
