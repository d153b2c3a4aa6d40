/** The languages of the interface. Adding one: an entry here, a file in `messages/`, a case in `catalogue.ts`. */

export const languages = ['en', 'fr', 'es', 'ar', 'ka'] as const
export type Language = (typeof languages)[number]

export const defaultLanguage: Language = 'en'

/** Each language in its own words, as a reader looks for it in a switch. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
  ka: 'ქართული',
}

/** The locale whose habits dates and numbers follow: "21 November" rather than "November 21"; digits are Latin everywhere. */
export const locales: Record<Language, string> = { en: 'en-GB', fr: 'fr', es: 'es', ar: 'ar-u-nu-latn', ka: 'ka' }

const rightToLeft: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur', 'ps', 'ku', 'dv', 'yi', 'sd', 'ug'])

/** Writing direction of any BCP 47 tag, also of content in a language that the interface does not speak. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  const [language = '', script = ''] = tag.toLowerCase().split('-')
  return rightToLeft.has(language) && script !== 'latn' ? 'rtl' : 'ltr'
}

export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && (languages as readonly string[]).includes(value)
}
