/** The family form as it is typed: what goes back into the fields after a mistake, into a draft, and into the contract. */
import { readForm } from '#platform/forms/form-data.ts'

export interface TypedContact { kind?: string; raw?: string; note?: string }
export interface TypedMigrant {
  familyName?: string; givenName?: string; sex?: string; born?: string
  residence?: { country?: string; city?: string; starts?: string }
  contacts?: TypedContact[]
  occupation?: string; informantTie?: string; preferredLanguage?: string; note?: string; readiness?: string
  skills?: string[]; languages?: string[]; interests?: string[]
  consents?: { purpose: string; channel: string; answer: string }[]
  /** The one question of the form about being contacted; becomes a consent. */
  consent?: string
}
export interface TypedFamily {
  householdId?: string; draftId?: string
  /** Names this sending, so that the same one twice is stored once. */
  formId?: string
  village?: string; headName?: string; phone?: string; address?: string; informantName?: string; means?: string; collectedOn?: string
  migrants: TypedMigrant[]
}

const words = (text: unknown): string[] => (typeof text === 'string' ? text.split(/[,;،\n]/).map((word) => word.trim()).filter(Boolean) : [])

/** Reads the posted form: empty contacts and an unanswered residence are left out; a country is read from its code. */
export function readFamilyForm(form: FormData): TypedFamily {
  const read = readForm(form) as Partial<TypedFamily> & { migrants?: (TypedMigrant & { skills?: unknown })[] }
  return {
    ...read,
    migrants: (Array.isArray(read.migrants) ? read.migrants : [{}]).map((migrant) => ({
      ...migrant,
      skills: Array.isArray(migrant.skills) ? migrant.skills : words(migrant.skills),
      contacts: (migrant.contacts ?? []).filter((contact) => contact.raw?.trim()),
      residence: migrant.residence?.country || migrant.residence?.city ? migrant.residence : undefined,
      consents: migrant.consent ? [{ purpose: 'contact', channel: 'any', answer: migrant.consent }] : [],
    })),
  }
}
