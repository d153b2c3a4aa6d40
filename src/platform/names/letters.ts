/**
 * One character at a time, from any script to lower-case Latin letters: any-ascii does the bulk, this file mends what a name needs
 * and a general transliteration leaves out (cedillas and carons that are sounds of their own, Arabic long vowels).
 */
import anyAscii from 'any-ascii'

/** What a character contributes to a key. */
const SPACE = ' '
const NOTHING = ''

/** Characters whose sound any-ascii drops or writes differently from how names are written by hand. */
const CORRECTIONS: Readonly<Record<string, string>> = {
  'ç': 'ch', 'č': 'ch', 'ć': 'ch', 'ş': 'sh', 'ș': 'sh', 'š': 'sh', 'ś': 'sh', 'ž': 'zh', 'ż': 'zh', 'đ': 'dj', 'ə': 'a',
  'ћ': 'ch', 'ђ': 'dj', 'ё': 'e',
  'χ': 'kh', 'ξ': 'ks', 'ע': 'a',
  'ا': 'a', 'أ': 'a', 'إ': 'a', 'آ': 'a', 'ى': 'a', 'ة': 'a', 'ع': 'a', 'ؤ': 'u', 'ئ': 'i',
}

/** Apostrophes and their look-alikes mark a sound inside a word; they never part two words. */
const APOSTROPHES = /['`´ʻʼʽʾʿˈ‘’‛′"״׳]/u
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u
const INVISIBLE = /[\p{M}\p{Cf}\p{Cc}]/u
const WHITE = /\s/u

const known = new Map<string, string>()
/** The table is a cache; this bound keeps hostile text from growing it. */
const MAX_KNOWN = 20_000

/** The Latin letters and digits of one character in lower case, a space for what parts words, nothing for what is only a mark. */
function readCharacter(character: string): string {
  if (WHITE.test(character)) return SPACE
  if (APOSTROPHES.test(character) || INVISIBLE.test(character)) return NOTHING
  if (!LETTER_OR_DIGIT.test(character)) return SPACE
  const lower = character.toLowerCase()
  const corrected = CORRECTIONS[lower]
  if (corrected !== undefined) return corrected
  return anyAscii(lower).toLowerCase().replace(/[^a-z0-9]/g, '')
}

function latinOf(character: string): string {
  const cached = known.get(character)
  if (cached !== undefined) return cached
  const latin = readCharacter(character)
  if (known.size < MAX_KNOWN) known.set(character, latin)
  return latin
}

/** Letters that read differently beside another: Greek ου, αυ, ευ, Armenian ու, Arabic waw and ya inside a word. */
function inContext(character: string, before: string): string | null {
  switch (character) {
    case 'υ': case 'ύ': case 'Υ':
      if (before === 'ο' || before === 'Ο' || before === 'ό') return 'u'
      return before === 'α' || before === 'ε' || before === 'Ε' || before === 'Α' ? 'v' : null
    case 'ւ': return before === 'ո' || before === 'Ո' ? 'u' : null
    case 'و': return isArabic(before) ? 'u' : null
    case 'ي': case 'ی': return isArabic(before) ? 'i' : null
    default: return null
  }
}

function isArabic(character: string): boolean {
  return character >= '\u0621' && character <= '\u06d3'
}

/**
 * The text in lower-case Latin letters, digits and single spaces. Unpaired surrogates count as what parts words; nothing is refused.
 */
export function toLatin(text: string): string {
  let out = ''
  let before = ''
  for (const character of text) {
    const code = character.charCodeAt(0)
    if (code >= 97 && code <= 122) {
      out += character
    } else {
      const latin = (code > 0x390 && before !== '' ? inContext(character, before) : null) ?? latinOf(character)
      if (latin !== SPACE) out += latin
      else if (out !== '' && !out.endsWith(SPACE)) out += SPACE
    }
    before = character
  }
  return out.endsWith(SPACE) ? out.slice(0, -1) : out
}
