/** Every level that evidence can have, by subject: each has a message `linkage.evidence.<subject>.<level>`. */
import type { EvidenceSubject } from './contract.ts'

const NAME_LEVELS = ['same', 'spelt_alike', 'same_other_script', 'similar', 'near', 'sounds', 'part', 'different'] as const

export const evidenceLevels: Record<EvidenceSubject, readonly string[]> = {
  family_name: [...NAME_LEVELS, 'swapped'],
  given_name: [...NAME_LEVELS, 'short_form', 'initial'],
  birth: ['same', 'swapped', 'off_by_one', 'same_day', 'partly', 'same_year', 'near', 'different', 'year_only', 'year_off_by_one', 'year_near', 'year_different'],
  sex: ['same', 'different'],
  village: ['same', 'similar', 'different'],
  informant: ['same', 'same_household', 'different'],
  family_phone: ['same', 'different'],
  country: ['same', 'different'],
  city: ['same', 'similar', 'different'],
  phone: ['same', 'similar', 'different'],
  email: ['same', 'similar', 'different'],
  messenger: ['same', 'different'],
  occupation: ['same', 'similar', 'different'],
  abroad_since: ['same', 'off_by_one', 'different'],
}
