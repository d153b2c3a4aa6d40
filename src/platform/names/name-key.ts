/**
 * The search key of a name: one key for the ways in which the same name is written in Georgian, Cyrillic, Greek, Armenian or Latin
 * letters, by one system of transliteration or by none. ქეთევან, Кетеван, Ketevan, Qetevan and Cetewani all become "ketevan".
 *
 * The folds are those that were found to bring spellings together (kh/x/h, gh/g, ch/tch, ts/tz, zh/dj/j, dz/z, w/v, y/i, q/k/c,
 * sh/s, th/t, ph/f/p, doubled letters), and the Georgian nominative: Olegi and Oleg are one name.
 */
import { toLatin } from './letters.ts'

/** Raised whenever a rule of `nameKey` or `soundKey` changes, so that stored keys can be rebuilt. */
export const NAME_KEYS_VERSION = 1

/** A name longer than this is cut: no name is, and work on hostile text stays bounded. */
export const MAX_NAME_LENGTH = 400

/** Letters that are read together, longest first for each beginning. */
const DIGRAPHS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  b: [['bh', 'b']],
  c: [['ch', 'c'], ['cz', 'c'], ['ck', 'k'], ['c', 'k']],
  d: [['dzh', 'j'], ['dsch', 'j'], ['dj', 'j'], ['dz', 'z'], ['dh', 'd']],
  f: [['f', 'p']],
  g: [['gh', 'g']],
  k: [['kh', 'h']],
  o: [['ou', 'u']],
  p: [['ph', 'p']],
  q: [['qu', 'kv'], ['q', 'k']],
  s: [['shch', 's'], ['sch', 's'], ['sh', 's'], ['sz', 's']],
  t: [['tsch', 'c'], ['tch', 'c'], ['ts', 'c'], ['tz', 'c'], ['th', 't']],
  w: [['w', 'v']],
  y: [['y', 'i']],
  z: [['zh', 'j']],
}

/** Where x is the sound "ks" (Alexander, Max, Xenia) and not the Georgian and Russian kh (Malxaz). */
const X_AS_KS = /^x(?=en|im|an)|(?<=^al[ey]|ma|^fel?i|^ro|^[ao])x(?=$|i$|im|an|[aeio])/g

const SHORTEST_WITH_ENDING = 4

function isVowel(letter: string | undefined): boolean {
  return letter === 'a' || letter === 'e' || letter === 'i' || letter === 'o' || letter === 'u'
}

/** Folds one word of lower-case Latin letters. */
function foldWord(latin: string): string {
  const word = latin.includes('x') ? latin.replace(X_AS_KS, 'ks').replaceAll('x', 'kh') : latin
  let out = ''
  let last = ''
  let at = 0
  // Yelena is Elena, Christina is Kristine.
  if (word.startsWith('ye')) at = 1
  else if (word.startsWith('chr')) {
    out = last = 'k'
    at = 2
  }
  while (at < word.length) {
    const letter = word[at] as string
    let folded = letter
    let length = 1
    const rules = DIGRAPHS[letter]
    if (rules !== undefined) {
      for (const [from, to] of rules) {
        if (from.length === 1 || word.startsWith(from, at)) {
          folded = to
          length = from.length
          break
        }
      }
    }
    if (folded !== last) out += folded
    last = folded
    at += length
  }
  return out.length >= SHORTEST_WITH_ENDING && last === 'i' && !isVowel(out[out.length - 2]) ? out.slice(0, -1) : out
}

const foldedWords = new Map<string, string>()
/** Names repeat (a municipality has some thousands of words); the cache starts anew when full. */
const MAX_FOLDED_WORDS = 50_000

function fold(word: string): string {
  const cached = foldedWords.get(word)
  if (cached !== undefined) return cached
  const folded = foldWord(word)
  if (foldedWords.size >= MAX_FOLDED_WORDS) foldedWords.clear()
  foldedWords.set(word, folded)
  return folded
}

/**
 * The search key: lower-case Latin words parted by single spaces, in the order written. The key of what has been typed of a word
 * begins the key of the whole word, but for letters of a pair not yet complete ("k" of "kh").
 * @returns the empty string only for text without any letter or digit
 */
export function nameKey(text: string): string {
  const latin = toLatin(text.length > MAX_NAME_LENGTH ? text.slice(0, MAX_NAME_LENGTH) : text)
  if (!latin.includes(' ')) return latin === '' ? bareLetters(text) : fold(latin)
  let key = ''
  for (const word of latin.split(' ')) key += key === '' ? fold(word) : ` ${fold(word)}`
  return key
}

/** For letters that no transliteration knows: themselves, so that a name is never without a key. */
function bareLetters(text: string): string {
  return (text.slice(0, MAX_NAME_LENGTH).toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
}
