/** One name in other scripts, and as it is written by somebody who only heard it. */
import type { PopulationKit } from './kit.ts'
import type { Random } from './random.ts'

export type Script = 'home' | 'latin' | 'cyrillic'

const spelt = new Map<string, string>()

/** A name of the kit's script in another one, letter by letter, with a capital. */
export function spell(kit: PopulationKit, script: Script, name: string): string {
  if (script === 'home') return name
  const known = spelt.get(`${kit.homeCountry}${script}${name}`)
  if (known !== undefined) return known
  const spelling = kit.spellings.find(each => each.script === script)
  if (spelling === undefined) return name
  let made = ''
  for (const letter of name) made += spelling.letters[letter] ?? letter
  for (const [pattern, replacement] of spelling.fixes) made = made.replace(pattern, replacement)
  made = made.charAt(0).toUpperCase() + made.slice(1)
  // Common names are spelt again and again; the rare ones of a million people are not worth keeping.
  if (spelt.size < 20_000) spelt.set(`${kit.homeCountry}${script}${name}`, made)
  return made
}

/** A slip of ear or hand in a name of the kit's own script: a letter misheard, lost, doubled, or two swapped. */
export function misspell(kit: PopulationKit, name: string, random: Random): string {
  const heard = kit.misheard.filter(([from]) => name.includes(from))
  if (heard.length > 0 && random.chance(0.6)) {
    const [from, to] = random.pick(heard)
    return name.replace(from, to)
  }
  if (name.length < 4) return name
  const at = random.between(1, name.length - 2)
  if (random.chance(0.5)) return name.slice(0, at) + name.slice(at + 1)
  return name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2)
}
