/** The kit of the demo: four migration offices in Imereti, Georgia. Everything in it is synthetic but the names of places. */
import type { PopulationKit } from '../kit.ts'
import { destinations } from './destinations.ts'
import { familyEndings, familyNames, familyStems, givenNames, misheard, shortNames, spellings, streets } from './names.ts'
import { notes, occupations } from './work.ts'

export { imeretiOffices } from './places.ts'

export const imereti: PopulationKit = {
  homeCountry: 'GE',
  homeLanguage: 'ka',
  secondLanguage: { language: 'ru', older: 0.85, younger: 0.3 },
  givenNames, shortNames, familyNames, familyStems, familyEndings, spellings, misheard, streets, destinations, occupations, notes,
}
