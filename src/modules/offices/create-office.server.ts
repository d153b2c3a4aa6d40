/** A new office: itself, the place that it serves, and its first administrator, in one transaction. */
import { sql } from 'kysely'
import { ensurePlaces, readPlaceAbroad } from '#modules/places/index.server.ts'
import { findCountry } from '#modules/places/index.ts'
import { requirePermission } from '#platform/access/permissions.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { App } from '#platform/app.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { defaultLanguage, isLanguage, type Language } from '#platform/i18n/languages.ts'
import { newId } from '#platform/ids/uuid.ts'
import type { NewOffice } from './contract.ts'
import { inviteInto, type Invited } from './invitations.server.ts'
import './permissions.ts'
import './problems.ts'
import { slugOf } from './slug.ts'

export type OfficesApp = Pick<App, 'pool' | 'within' | 'config' | 'url' | 'now'>

/** What there is to say of an office apart from its administrator. */
export type OfficeFacts = Omit<NewOffice, 'admin'> & { isDemo?: boolean }

export interface CreatedOffice { id: string; slug: string; name: string; invitation?: Invited }

/** The country in which a place lies, as far as its name tells: "Terjola, Georgia", "Terjola". */
export function countryOfPlace(place: string): string | undefined {
  const last = place.split(',').at(-1)?.trim() ?? ''
  return (place.includes(',') ? findCountry(last) : undefined) ?? readPlaceAbroad(place).country
}

/** The languages in which an office of a country begins: its own, where we speak it, and English. */
export function languagesOfCountry(country: string): Language[] {
  const { language } = new Intl.Locale(`und-${country}`).maximize()
  return isLanguage(language) && language !== defaultLanguage ? [language, defaultLanguage] : [defaultLanguage]
}

/** The first time zone of a country, UTC where it is not known. */
export function timeZoneOfCountry(country: string): string {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?(): string[] | undefined }
  return locale.getTimeZones?.()?.[0] ?? 'UTC'
}

/** A free name for the address; two that ask at once meet in the constraint. */
async function freeSlug(tx: Tx, wanted: string): Promise<string> {
  const { rows } = await tx.client.query<{ slug: string }>(`select slug from corridor.offices where slug = $1 or slug ~ ('^' || $1 || '-[0-9]+$')`, [wanted])
  const taken = new Set(rows.map((row) => row.slug))
  if (!taken.has(wanted)) return wanted
  for (let number = 2; ; number++) if (!taken.has(`${wanted}-${number}`)) return `${wanted}-${number}`
}

/** Makes the office of the transaction (whose id it takes): for operations that do more in the same transaction. */
export async function makeOffice(tx: Tx, facts: OfficeFacts): Promise<CreatedOffice> {
  requirePermission(tx.actor, 'office.create')
  const slug = facts.slug ?? (await freeSlug(tx, slugOf(facts.name)))
  const language = facts.defaultLanguage ?? facts.languages[0] ?? defaultLanguage
  const zone = facts.timeZone ?? timeZoneOfCountry(facts.country)
  await sql`select corridor.create_office(${tx.office}::uuid, ${slug}, ${facts.name}, ${facts.country}, ${facts.languages}::text[], ${language}, ${zone}, ${facts.region}, ${facts.isDemo ?? false})`.execute(tx)
  await ensurePlaces(tx, [{ kind: 'municipality', name: facts.place, country: facts.country, served: true }])
  await recordEvent(tx, { type: 'office.created', subject: { kind: 'office', id: tx.office } })
  return { id: tx.office, slug, name: facts.name }
}

/**
 * Makes an office and invites its first administrator by mail.
 * @param actor an operator, or the system (command line)
 * @returns with `invitation.url`, for where no mail leaves
 * @throws ProblemError invalid (the slug is taken), not_found (no permission)
 */
export async function createOffice(app: OfficesApp, actor: Actor, office: NewOffice): Promise<CreatedOffice> {
  requirePermission(actor, 'office.create')
  const { admin, ...facts } = office
  return app.within({ office: newId(), actor }, async (tx) => {
    const made = await makeOffice(tx, facts)
    const invitation = await inviteInto(tx, app, { email: admin.email, name: admin.name ?? admin.email.split('@')[0]!, role: 'administrator', villages: [], helperOf: null, until: null, ...(admin.language ? { language: admin.language } : {}) })
    return { ...made, invitation }
  })
}
