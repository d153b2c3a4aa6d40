/** What the demo knows of households and migrants: the facts that a file or a form would tell, and the rest of a living register. */
import type { ConsentAnswer, ConsentChannel, ConsentPurpose, ContactFacts, ContactState, InterestKind, PartialDate, PersonFacts, TieKind } from '../contract.ts'

export type DemoMeans = 'visit' | 'phone' | 'office'
export type DemoReadiness = 'now' | 'within_a_year' | 'someday' | 'no'

export interface DemoContact extends ContactFacts {
  state: ContactState
  /** ISO date; absent where nobody ever confirmed it. */
  confirmedOn?: string
  confirmedHow?: DemoMeans | 'personal_link'
}

export interface DemoResidence {
  country: string
  city?: string
  geonamesId?: number
  from?: PartialDate
  until?: PartialDate
  current: boolean
}

export interface DemoConsent {
  purpose: ConsentPurpose
  channel: ConsentChannel
  answer: ConsentAnswer
  means: DemoMeans | 'personal_link'
  /** ISO dates. */
  givenOn: string
  until?: string
  givenBy?: string
}

export interface DemoNotice {
  /** ISO date. */
  dueOn: string
  state: 'due' | 'sent' | 'told' | 'not_needed'
  toldOn?: string
  how?: 'email' | 'phone'
}

export interface DemoCollection {
  means: DemoMeans
  informant: string
  /** What the informant is to the migrant; a family told of its migrants one by one. */
  informantTie: TieKind
  collector: string
  /** ISO date. */
  on: string
}

export interface DemoMigrant {
  demo: true
  /** Unique within the population, the same for the same seed: 'terjola-000012-1'. */
  key: string
  /** Which human being this is: two records of one number are told by two families. For judging linkage, never stored. */
  human: string
  facts: PersonFacts
  /** Other spellings of the whole name, as in a passport: 'Lomidze Ketevan'. */
  otherNames: string[]
  residences: DemoResidence[]
  /** ISCO-08. */
  occupationCode?: string
  skills: string[]
  /** ISO 639-1. */
  languages: string[]
  preferredLanguage: 'en' | 'fr' | 'es' | 'ar' | 'ka'
  interests: InterestKind[]
  readiness?: DemoReadiness
  contacts: DemoContact[]
  consents: DemoConsent[]
  collection: DemoCollection
  notice: DemoNotice
}

export interface DemoHousehold {
  demo: true
  key: string
  /** Slug of its office. */
  office: string
  head: string
  /** As written at home; `villageLatin` in Latin letters. */
  village: string
  villageLatin: string
  address?: string
  phone?: ContactFacts
  migrants: DemoMigrant[]
}

/** A form that an official began and did not finish. */
export interface DemoDraft {
  demo: true
  office: string
  /** As the form `registerFamily` keeps it; half filled. */
  form: { village: string; headName: string; phone?: string; informantName?: string; means: DemoMeans; collectedOn: string; migrants: { familyName: string; givenName: string }[] }
}
