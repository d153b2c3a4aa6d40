/**
 * One key for a place's name in every script and spelling: "თესალონიკი", "Thessaloníki" and "Tessalonica" meet. Coarser than the
 * key of people's names, because names of places are translated and not only transliterated (th/t, ph/f, -s/-sh, Greek endings).
 */
import anyAscii from 'any-ascii'

const folds: [RegExp, string][] = [
  [/kh|x/g, 'h'], [/gh/g, 'g'], [/tch|ch|ts|tz/g, 'c'], [/zh|dj|dzh/g, 'j'], [/sch|sh/g, 's'], [/th/g, 't'], [/ph/g, 'f'],
  [/dz/g, 'z'], [/w/g, 'v'], [/y/g, 'i'], [/q|ck/g, 'k'], [/(.)\1+/g, '$1'],
]

/** Words around a name that say only what kind of place it is: "г. Афины", "ქ. ათენი", "city of Bari", "Москва шаар". */
const kinds = /^(?:г|гор|город|ქ|ქალაქი|city of|city|ville de|ville|ciudad de|ciudad|مدينة|пос|с)[.\s]+/iu

/** Lower-case ASCII letters and digits only; the same for all spellings that sound alike. '' where nothing is left. */
export function placeKey(text: string): string {
  let key = anyAscii(text.normalize('NFC').trim().replace(kinds, '')).toLowerCase().replace(/[^a-z0-9]+/g, '')
  for (const [pattern, replacement] of folds) key = key.replace(pattern, replacement)
  return key
}

/** Georgian nouns carry the nominative's -i after a consonant ("პარიზი"); without it the key meets the foreign name. */
export function withoutGeorgianEnding(text: string, key: string): string {
  return /[ა-ჰ]ი\s*$/u.test(text) && /[^aeiou]i$/.test(key) ? key.slice(0, -1) : key
}
