/**
 * The words of the register, shared by forms, the API, imports and the database. A *person* is anyone in the register; a
 * *migrant* is a person with a current residence abroad; an *informant* is who told us, a *collector* the official who asked.
 */
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
  sex?: Sex
  born?: PartialDate
  /** Name of the home village as written. */
  village?: string
  /** The family at home that told of this person. */
  family?: { head: string; phone?: ContactFacts }
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
