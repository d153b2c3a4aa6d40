/** Forms about an office, shared by pages, the command line and operations. */
import { z } from 'zod'
import { emailField, newAccountForm, personName } from '#modules/accounts/index.ts'
import { getCountry } from '#modules/places/index.ts'
import { roles } from '#platform/access/actor.ts'
import { languages } from '#platform/i18n/languages.ts'

export const OPERATOR_HOURS_LONGEST = 24
export const TOKEN_DAYS_LONGEST = 730
export const tokenRoles = ['officer', 'auditor', 'planner'] as const

const text = (longest: number) => z.string().trim().min(1, { error: 'required' }).max(longest, { error: 'too_long' })
/** Nothing typed is nothing known. */
const optionalText = (longest: number) => z.string().trim().max(longest, { error: 'too_long' }).default('').transform((value) => value || null)
const days = (from: number, to: number) => z.coerce.number({ error: 'number_range' }).int({ error: 'number_range' }).min(from, { error: 'number_range' }).max(to, { error: 'number_range' })
const listOf = <T extends z.ZodType>(item: T) => z.preprocess((value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]), z.array(item))
const blank = (value: unknown) => (value === '' ? undefined : value)

export const country = z.string().trim().toUpperCase().refine((code) => getCountry(code) !== undefined, { error: 'unknown_country' })
export const timeZone = z.string().refine((zone) => { try { return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone })) } catch { return false } }, { error: 'unknown_value' })
export const slug = z.string().trim().toLowerCase().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'slug_form' }).max(60, { error: 'too_long' })
const isoDay = z.iso.date({ error: 'not_a_date' })
const ownLanguages = listOf(z.enum(languages)).refine((list) => list.length > 0, { error: 'required' })

/** Also 'ZZ': not known. */
const countryOrUnknown = z.union([z.literal('ZZ'), country], { error: 'unknown_country' })

const officeFacts = z.object({
  name: text(200),
  slug: z.preprocess(blank, slug.optional()),
  /** Name of the municipality that the office serves. */
  place: text(200),
  country: countryOrUnknown,
  region: optionalText(200),
  languages: ownLanguages,
  defaultLanguage: z.enum(languages).optional(),
  timeZone: z.preprocess(blank, timeZone.optional()),
})
export const newOfficeForm = officeFacts.extend({ admin: z.object({ email: emailField, name: z.preprocess(blank, personName.optional()), language: z.enum(languages).optional() }) })
export type NewOffice = z.output<typeof newOfficeForm>

/** The first office: its administrator sits before the screen. */
export const setUpForm = officeFacts.extend({
  adminName: personName,
  email: emailField,
  password: newAccountForm.shape.password,
  /** Printed at the start, for whoever does not sit at the machine itself. */
  code: z.string().trim().max(100).default(''),
  removeDemo: z.preprocess((value) => value === 'on', z.boolean()),
})
export type SetUp = z.output<typeof setUpForm>

export const settingsForm = z
  .object({
    name: text(200),
    region: optionalText(200),
    languages: ownLanguages,
    defaultLanguage: z.enum(languages),
    timeZone,
    homeCountry: countryOrUnknown,
    noticeWithinDays: days(1, 30),
    contactStaleAfterDays: days(30, 3650),
    retainUntoldDays: days(30, 3650),
    retainInactiveDays: days(180, 7300),
    retainImportsDays: days(30, 3650),
    retainHistoryDays: days(365, 7300),
    postalAddress: optionalText(500),
    phone: optionalText(60),
    email: z.preprocess(blank, emailField.optional()).transform((value) => value ?? null),
    openingHours: optionalText(500),
    privacyContact: optionalText(500),
  })
  .refine((form) => form.languages.includes(form.defaultLanguage), { error: 'default_language', path: ['defaultLanguage'] })
export type Settings = z.output<typeof settingsForm>

const place = {
  role: z.enum(roles, { error: 'unknown_value' }),
  villages: listOf(z.uuid({ error: 'unknown_value' })),
  /** For somebody of a twin office: which one, and the last day. */
  helperOf: optionalText(200),
  until: z.preprocess(blank, isoDay.optional()).transform((value) => value ?? null),
}
const rulesOfPlace = <T extends z.ZodType<{ role: string; villages: string[]; helperOf: string | null; until: string | null }>>(form: T) =>
  form
    .refine((given) => given.role !== 'field' || given.villages.length > 0, { error: 'villages_needed', path: ['villages'] })
    .refine((given) => given.helperOf === null || given.until !== null, { error: 'helper_day', path: ['until'] })

export const invitationForm = rulesOfPlace(z.object({ email: emailField, name: personName, language: z.enum(languages).optional(), ...place }))
export const staffForm = rulesOfPlace(z.object(place))
export const tokenForm = z.object({ name: text(100), role: z.enum(tokenRoles, { error: 'unknown_value' }), days: days(1, TOKEN_DAYS_LONGEST) })
/** Whose lost second factor is taken away. */
export const secondFactorForm = z.object({ email: emailField })
export const operatorAccessForm = z.object({ reason: z.string().trim().min(10, { error: 'reason_short' }).max(2000, { error: 'too_long' }), hours: days(1, OPERATOR_HOURS_LONGEST) })
