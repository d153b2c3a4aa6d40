/**
 * The table of experience: of two records of one person, how often does each fact agree, and how? Set from what registers of
 * families show in general (a woman takes another family name, a birthday is remembered a year off, a phone changes within years, a
 * village is that of the parents or of the husband), not from one file; an office's own records correct it.
 *
 * Within one row the rates add up to 1. A row stands for one situation in which a fact can be compared at all.
 */
export type RateRow =
  | 'family_name_woman' | 'family_name_man' | 'family_name' | 'given_name' | 'birth_date' | 'birth_year' | 'sex' | 'village' | 'family' | 'country'
  | 'city' | 'phone' | 'email' | 'messenger' | 'occupation' | 'since'

export type Rates = Record<RateRow, Record<string, number>>

const familyName = (different: number): Record<string, number> => ({ same: 0.86 - different, similar: 0.08, near: 0.02, sounds: 0.015, part: 0.015, swapped: 0.01, different })

export const KNOWN_RATES: Rates = {
  family_name_woman: familyName(0.15),
  family_name_man: familyName(0.02),
  family_name: familyName(0.09),
  given_name: { same: 0.805, similar: 0.08, near: 0.01, sounds: 0.015, short_form: 0.05, part: 0.015, initial: 0.005, swapped: 0.01, different: 0.01 },
  birth_date: { same: 0.8, swapped: 0.04, off_by_one: 0.06, same_day: 0.02, partly: 0.03, same_year: 0.02, near: 0.01, different: 0.02 },
  birth_year: { year_only: 0.8, year_off_by_one: 0.12, year_near: 0.04, year_different: 0.04 },
  sex: { same: 0.985, different: 0.015 },
  village: { same: 0.45, similar: 0.05, different: 0.5 },
  family: { same: 0.1, different: 0.9 },
  country: { same: 0.9, different: 0.1 },
  city: { same: 0.75, similar: 0.03, different: 0.22 },
  phone: { same: 0.66, similar: 0.04, different: 0.3 },
  email: { same: 0.75, similar: 0.05, different: 0.2 },
  messenger: { same: 0.8, different: 0.2 },
  occupation: { same: 0.6, similar: 0.05, different: 0.35 },
  since: { same: 0.75, off_by_one: 0.12, different: 0.13 },
}
