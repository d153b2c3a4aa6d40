/**
 * The sound key of a name, coarser than its search key: the consonants by class, without vowels but for the fact that a word begins
 * with one. It brings together what the Arabic and Hebrew scripts do not write (محمد and Mohamed are "mhmt") and most slips of
 * vowels. Good for finding candidates, too coarse to decide anything.
 */
import { nameKey } from './name-key.ts'

const CLASSES: Readonly<Record<string, string>> = {
  a: '', e: '', i: '', o: '', u: '',
  b: 'p', p: 'p', v: 'v', d: 't', t: 't', g: 'k', k: 'k', s: 's', z: 's', c: 's', j: 's', h: 'h', l: 'l', m: 'm', n: 'n', r: 'r',
}

/** Words that are dropped or written together by one hand and apart by another. */
const PARTICLES = new Set(['al', 'el', 'de', 'da', 'di', 'del', 'la', 'le', 'van', 'von', 'bin', 'ibn', 'ben'])

function soundOfWord(word: string): string {
  let sound = ''
  let last = ''
  // Fatima and Fatimah, فرح and Fara: an h at the end is hardly heard.
  const bare = word.length > 2 && word.endsWith('h') ? word.slice(0, -1) : word
  for (let at = 0; at < bare.length; at += 1) {
    const letter = bare[at] as string
    let kind = CLASSES[letter] ?? letter
    // Elene and Helene: an h before the first vowel is often not written.
    if (at === 0 && (kind === '' || kind === 'h')) kind = 'a'
    if (kind !== '' && kind !== last) sound += kind
    last = kind
  }
  return sound
}

const sounds = new Map<string, string>()
const MAX_SOUNDS = 50_000

/**
 * The sound key of a name that is already a search key (see `nameKey`).
 * @returns words parted by single spaces, particles left out; empty only for an empty key
 */
export function soundOfKey(key: string): string {
  const cached = sounds.get(key)
  if (cached !== undefined) return cached
  let words = key.split(' ')
  if (words.length > 1) {
    const without = words.filter((word) => !PARTICLES.has(word))
    if (without.length > 0) words = without
  }
  const sound = words.map(soundOfWord).join(' ')
  if (sounds.size >= MAX_SOUNDS) sounds.clear()
  sounds.set(key, sound)
  return sound
}

/** The sound key of a name as written. */
export function soundKey(text: string): string {
  return soundOfKey(nameKey(text))
}
