/**
 * What a country's demo is made of. The algorithm (households.ts, migrants.ts) knows no country; a kit brings its names, places,
 * destinations and phones. Weighted lists are in order of frequency where no number says more.
 */
import type { Sex } from '../contract.ts'

export interface VillageSpec {
  /** As written at home. */
  name: string
  /** In Latin letters. */
  latin: string
  weight: number
  /** Where it is known; otherwise the generator puts it near its municipality's town. */
  latitude?: number
  longitude?: number
}

export interface StaffSpec {
  name: string
  role: 'administrator' | 'officer' | 'field'
  email: string
  /** Latin names of the villages of a field official. */
  villages?: string[]
}

export interface OfficeSpec {
  slug: string
  /** By language (BCP 47). */
  name: Record<string, string>
  region: string
  municipality: { name: string; latin: string; latitude: number; longitude: number; geonamesId?: number }
  /** Share of all migrants, against the other offices. */
  weight: number
  villages: VillageSpec[]
  staff: StaffSpec[]
}

export interface CitySpec { name: string; geonamesId: number; weight: number }

export interface DestinationSpec {
  /** ISO 3166-1 alpha-2. */
  country: string
  weight: number
  /** 0 to 1. */
  women: number
  /** First year in which people left for there in numbers. */
  since: number
  /** ISO 639-1. */
  language: string
  cities: CitySpec[]
}

export interface OccupationSpec {
  /** ISCO-08. */
  code: string
  women: number
  men: number
  /** As families at home say it, the usual word first. */
  words: string[]
  skills: string[]
}

/** Given names by the time of birth: before 1965, to 1985, after. */
export interface GivenNames { older: string[]; middle: string[]; younger: string[] }

export interface PopulationKit {
  /** ISO 3166-1 alpha-2. */
  homeCountry: string
  homeLanguage: string
  /** What an older person also speaks, with the share of those born before 1975 and after. */
  secondLanguage: { language: string; older: number; younger: number }
  givenNames: Record<Exclude<Sex, 'other'>, GivenNames>
  /** Short forms and pet names: given name -> others for it. */
  shortNames: Record<string, string[]>
  familyNames: string[]
  /** Rarer family names are made of stem and ending, with the ending's frequency by its place in the list. */
  familyStems: string[]
  familyEndings: string[]
  /** Letter by letter, for names as passports and older registers write them. */
  spellings: { script: 'latin' | 'cyrillic'; letters: Record<string, string>; fixes: [RegExp, string][] }[]
  /** Pairs that are confused when somebody writes down what was heard. */
  misheard: [string, string][]
  streets: string[]
  destinations: DestinationSpec[]
  occupations: OccupationSpec[]
  notes: string[]
}
