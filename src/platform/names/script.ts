/** In which script a text is written: the script of most of its letters. */

/** ISO 15924; `Zyyy` where no letter tells, `Zzzz` for a script not listed here. */
export type Script = 'Latn' | 'Geor' | 'Cyrl' | 'Arab' | 'Armn' | 'Grek' | 'Hebr' | 'Hani' | 'Kana' | 'Hang' | 'Deva' | 'Ethi' | 'Zzzz' | 'Zyyy'

/** First and last code point of the blocks in which the letters of a script lie. */
const BLOCKS: readonly (readonly [number, number, Script])[] = [
  [0x41, 0x24f, 'Latn'], [0x370, 0x3ff, 'Grek'], [0x400, 0x52f, 'Cyrl'], [0x531, 0x58f, 'Armn'], [0x590, 0x5ff, 'Hebr'],
  [0x600, 0x6ff, 'Arab'], [0x750, 0x77f, 'Arab'], [0x8a0, 0x8ff, 'Arab'], [0x900, 0x97f, 'Deva'], [0x10a0, 0x10ff, 'Geor'],
  [0x1100, 0x11ff, 'Hang'], [0x1200, 0x139f, 'Ethi'], [0x1c90, 0x1cbf, 'Geor'], [0x1e00, 0x1eff, 'Latn'], [0x1f00, 0x1fff, 'Grek'],
  [0x2d00, 0x2d2f, 'Geor'], [0x3040, 0x30ff, 'Kana'], [0x3400, 0x9fff, 'Hani'], [0xac00, 0xd7af, 'Hang'], [0xfb50, 0xfeff, 'Arab'],
]

const LETTER = /\p{L}/u

function scriptOfLetter(code: number): Script {
  for (const [first, last, script] of BLOCKS) {
    if (code < first) break
    if (code <= last) return script
  }
  return 'Zzzz'
}

/** The script of most letters of the text; of two with as many, the one that comes first. */
export function scriptOf(text: string): Script {
  const counts = new Map<Script, number>()
  for (const character of text) {
    if (!LETTER.test(character)) continue
    const script = scriptOfLetter(character.codePointAt(0) ?? 0)
    counts.set(script, (counts.get(script) ?? 0) + 1)
  }
  let best: Script = 'Zyyy'
  let most = 0
  for (const [script, count] of counts) {
    if (count > most) [best, most] = [script, count]
  }
  return best
}
