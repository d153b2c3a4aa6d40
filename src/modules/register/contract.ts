/**
 * The words of the register, shared by forms, the API, imports and the database. A *person* is anyone in the register; a
 * *migrant* is a person with a current residence abroad; an *informant* is who told us, a *collector* the official who asked.
 */
import { isoDateOf } from './typed-date.ts'
import { z } from 'zod'

/** A date of which the day, or the day and the month, may be unknown: '1974', '1974-05', '1974-05-02' (ISO 8601, reduced). */
export const partialDate = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, { error: 'partial_date' })
export type PartialDate = string

export const sexes = ['female', 'male', 'other'] as const
export type Sex = (typeof sexes)[number]

export const contactKinds = ['phone', 'email', 'whatsapp', 'viber', 'telegram', 'signal', 'messenger', 'skype', 'postal', 'other'] as const
export type ContactKind = (typeof contactKinds)[number]

export const contactStates = ['unconfirmed', 'confirmed', 'failing', 'dead', 'opted_out'] as const
export type ContactState = (typeof contactStates)[number]

export const tieKinds = ['spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild', 'other_relative', 'in_law', 'friend', 'neighbour', 'self'] as const
export type TieKind = (typeof tieKinds)[number]

export const consentPurposes = ['contact', 'news', 'opportunities', 'statistics', 'research'] as const
export type ConsentPurpose = (typeof consentPurposes)[number]

export const consentChannels = ['any', 'email', 'sms', 'phone', 'messenger', 'post'] as const
export type ConsentChannel = (typeof consentChannels)[number]

/** "Not asked" and "declined" are answers of their own: silence is neither. */
export const consentAnswers = ['given_by_person', 'given_by_family', 'declined', 'withdrawn', 'not_asked'] as const
export type ConsentAnswer = (typeof consentAnswers)[number]

export const interestKinds = ['advice', 'volunteering', 'expert_mission', 'investment', 'donation', 'return', 'trade', 'mentoring', 'spokesperson'] as const
export type InterestKind = (typeof interestKinds)[number]

/** What is known of one contact of a person. `raw` is as written by whoever wrote it; `value` is its normal form. */
export interface ContactFacts {
  kind: ContactKind
  raw: string
  /** Phones: E.164. Email: lower case. Messengers: the handle or E.164. Postal: as written. */
  value: string
}

/** A person as a file, a form or the API tells it, before it is compared with the register. */
export interface PersonFacts {
  familyName: string
  givenName: string
  /** Father's name and other names that are neither. */
  otherNames?: string[]
  sex?: Sex
  born?: PartialDate
  /** Name of the home village as written. */
  village?: string
  /** The family at home that told of this person. */
  family?: {
    /** The head of the family as written; where the list names none, the informant; the empty string where only a phone is known. */
    head: string
    /** Who told of this person, where the list names both. */
    informant?: string
    phone?: ContactFacts
    /** What the informant is to this person. */
    tie?: TieKind
  }
  residence?: {
    /** ISO 3166-1 alpha-2. */
    country?: string
    city?: string
    from?: PartialDate
  }
  contacts: ContactFacts[]
  occupation?: string
  note?: string
}

// What forms and the API send. Limits are generous for people and tight for machines.

const text = (max: number) => z.string().trim().max(max, { error: 'too_long' })
const name = text(200)
const optionalText = (max: number) => text(max).transform((value) => value || undefined).optional()
const optionalChoice = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: 'unknown_value' }).optional().or(z.literal('').transform(() => undefined))
/** A date as hands write it: ISO, or day, month and year with dots, slashes or hyphens (day first, as in all our languages), or month and year. */
const optionalDate = z.string().max(40, { error: 'partial_date' }).transform((typed) => isoDateOf(typed) || undefined).pipe(partialDate.optional()).optional()
const countryCode = z.string().regex(/^[A-Z]{2}$/, { error: 'unknown_country' })
const day = z.iso.date({ error: 'not_a_date' })

export const MAX_CONTACTS = 20
export const MAX_MIGRANTS_A_FORM = 30
export const MAX_TAGS = 30

export const contactInput = z.object({ kind: z.enum(contactKinds, { error: 'unknown_value' }), raw: text(500).min(1, { error: 'required' }), note: optionalText(500) })
export type ContactInput = z.infer<typeof contactInput>

export const residenceInput = z.object({ country: countryCode, city: optionalText(200), starts: optionalDate })
export type ResidenceInput = z.infer<typeof residenceInput>

export const consentInput = z.object({
  purpose: z.enum(consentPurposes),
  channel: z.enum(consentChannels),
  answer: z.enum(consentAnswers),
  until: day.optional().or(z.literal('').transform(() => undefined)),
})
export type ConsentInput = z.infer<typeof consentInput>

export const readinessValues = ['now', 'within_a_year', 'someday', 'no'] as const
export const collectionMeans = ['visit', 'phone', 'office'] as const
const tags = z.array(text(60).min(1)).max(MAX_TAGS, { error: 'too_many' }).default([])

/** Fields of a person that a form can change. */
export const personFields = z.object({
  familyName: name.default(''),
  givenName: name.default(''),
  otherNames: z.array(name.min(1)).max(10).default([]),
  sex: optionalChoice(sexes),
  born: optionalDate,
  village: optionalText(200),
  occupation: optionalText(200),
  occupationCode: z.string().regex(/^\d{1,4}$/, { error: 'unknown_value' }).optional().or(z.literal('').transform(() => undefined)),
  skills: tags,
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/, { error: 'unknown_value' })).max(MAX_TAGS).default([]),
  interests: z.array(z.enum(interestKinds, { error: 'unknown_value' })).default([]),
  readiness: optionalChoice(readinessValues),
  preferredLanguage: z.enum(['en', 'fr', 'es', 'ar', 'ka']).optional().or(z.literal('').transform(() => undefined)),
})
export type PersonFields = z.infer<typeof personFields>

const namedPerson = <T extends z.ZodType<{ familyName: string; givenName: string }>>(schema: T) =>
  schema.refine((person) => person.familyName !== '' || person.givenName !== '', { error: 'no_name', path: ['familyName'] })

export const migrantInput = namedPerson(
  personFields.omit({ village: true }).extend({
    residence: residenceInput.optional(),
    contacts: z.array(contactInput).max(MAX_CONTACTS, { error: 'too_many' }).default([]),
    consents: z.array(consentInput).max(50).default([]),
    /** What the informant is to this migrant. */
    informantTie: optionalChoice(tieKinds),
    note: optionalText(10_000),
  }),
)
export type MigrantInput = z.infer<typeof migrantInput>

/** A whole family in one go. */
export const familyInput = z.object({
  householdId: z.uuid().optional(),
  village: text(200).min(1, { error: 'required' }),
  headName: name.min(1, { error: 'required' }),
  phone: optionalText(100),
  address: optionalText(500),
  informantName: optionalText(200),
  means: z.enum(collectionMeans, { error: 'unknown_value' }).default('office'),
  collectedOn: day,
  migrants: z.array(migrantInput).min(1, { error: 'required' }).max(MAX_MIGRANTS_A_FORM, { error: 'too_many' }),
})
export type FamilyInput = z.infer<typeof familyInput>
export type FamilyForm = z.input<typeof familyInput>

/** What can be corrected of a family; `version` as it was read with it. */
export const householdRevision = familyInput.pick({ village: true, headName: true, phone: true, address: true }).extend({ version: z.string().max(30) })
export type HouseholdRevision = z.infer<typeof householdRevision>

export const personRevision = namedPerson(personFields.extend({ version: z.number().int() }))
export type PersonRevision = z.infer<typeof personRevision>
