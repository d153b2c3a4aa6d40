import { findAccountId, makeResetLink } from '#modules/accounts/index.server.ts'
import { appointOperator, countryOfPlace, createOffice, languagesOfCountry, resetAnySecondFactor } from '#modules/offices/index.server.ts'
import { newOfficeForm } from '#modules/offices/index.ts'
import { checkForm } from '#platform/forms/check-form.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { Refusal } from '#platform/problems/refusal.ts'
import { requireOption, textOption, type Command, type CommandContext } from '../command.ts'

function officeFrom(context: CommandContext) {
  const place = requireOption(context, 'place')
  const country = textOption(context, 'country') ?? countryOfPlace(place)
  if (country === undefined) throw new Refusal(`It is not known in which country ${place} lies: give it with --country, such as --country GE. Without it telephone numbers could not be understood.`)
  const given = textOption(context, 'languages')?.split(',').map((each) => each.trim())
  return checkForm(newOfficeForm, {
    name: requireOption(context, 'name'),
    slug: textOption(context, 'slug') ?? '',
    place: place.split(',')[0],
    country,
    region: textOption(context, 'region') ?? '',
    languages: given ?? languagesOfCountry(country),
    admin: { email: requireOption(context, 'admin'), name: textOption(context, 'admin-name') ?? '' },
  })
}

export const officeCreate: Command = {
  name: 'office create',
  usage: '--name NAME [--slug SLUG] --place PLACE [--country CC] [--region REGION] [--languages ka,en] --admin EMAIL [--admin-name NAME] [--json]',
  about: 'Makes an office and invites its first administrator by mail.',
  options: { name: { type: 'string' }, slug: { type: 'string' }, place: { type: 'string' }, country: { type: 'string' }, region: { type: 'string' }, languages: { type: 'string' }, admin: { type: 'string' }, 'admin-name': { type: 'string' } },
  async run(context) {
    const office = officeFrom(context)
    const app = await context.app()
    const made = await createOffice(app, { kind: 'system', name: 'office create' }, office)
    const invitation = made.invitation!
    return {
      json: { id: made.id, slug: made.slug, name: made.name, country: office.country, languages: office.languages, admin: invitation.email, invitation: invitation.url, expires: invitation.expiresAt.toISOString() },
      text: `The office ${made.name} is there: ${app.url}/desk/${made.slug}\n${invitation.email} is invited${app.config.smtpUrl ? ' by mail' : '; no mail server is set, so hand on this link'}: ${invitation.url}`,
    }
  },
}

export const accountLink: Command = {
  name: 'account link',
  usage: 'EMAIL [--json]',
  about: 'Makes a link with which the owner of an account sets a new password, where mail cannot help.',
  words: { min: 1, max: 1 },
  async run(context) {
    const app = await context.app()
    const { url, minutes } = await makeResetLink(app, context.words[0]!).catch(() => {
      throw new Refusal(`There is no account ${context.words[0]!}.`)
    })
    return { json: { url, minutes }, text: `${url}\nIt works once, for ${minutes} minutes.` }
  },
}

export const accountResetSecondFactor: Command = {
  name: 'account reset-second-factor',
  usage: 'EMAIL [--json]',
  about: 'Takes a lost second factor away and signs the account out; its owner sets up a new one at the next sign-in with the password.',
  words: { min: 1, max: 1 },
  async run(context) {
    const app = await context.app()
    const email = context.words[0]!
    await resetAnySecondFactor(app, { kind: 'system', name: 'account reset-second-factor' }, email).catch((error: unknown) => {
      throw error instanceof ProblemError && error.code === 'not_found' ? new Refusal(`There is no account ${email}, or it is one of the demo.`) : error
    })
    return { json: { account: email, secondFactor: 'reset' }, text: `${email} is signed out and has no second factor any more. At the next sign-in with the password a new one is set up.` }
  },
}

export const operatorAppoint: Command = {
  name: 'operator appoint',
  usage: 'EMAIL [--json]',
  about: 'Lets an account operate the platform: make offices, and read people only with a reason that the office sees.',
  words: { min: 1, max: 1 },
  async run(context) {
    const app = await context.app()
    const email = context.words[0]!
    await app.within({ office: null, actor: { kind: 'system', name: 'operator appoint' } }, async (tx) => {
      const account = await findAccountId(tx, email)
      if (!account) throw new Refusal(`There is no account ${email}.`)
      await appointOperator(tx, account)
    })
    return { json: { operator: email }, text: `${email} operates this Corridor now.` }
  },
}
