/**
 * Which one-byte encoding a text is in, told by its letters: each candidate reads every byte above 0x7F as a letter, and each
 * language has letters that are common and letters that it does not have. The candidate wins under which the bytes of the file are
 * the least surprising (the highest log likelihood per byte). Whether those letters stand alone or beside ASCII letters tells Latin
 * from the other scripts, where one single é would otherwise decide.
 */

interface Language {
  /** Letters above ASCII, the most common first; their weight falls with the rank. */
  letters: string
  encodings: string[]
  latin?: true
  /** Scripts without capitals. */
  uncased?: true
  /** Fewer readers than another language that its bytes can be taken for (Icelandic þ is Turkish ş). */
  rare?: true
}

const CYRILLIC = ['windows-1251', 'koi8-r', 'iso-8859-5', 'ibm866']
const WEST = ['windows-1252', 'iso-8859-15', 'windows-1254']
const CENTRAL = ['windows-1250', 'iso-8859-2']

/** Orders after the usual frequency tables of each language; rough is enough, for the wrong reading is never close. */
const LANGUAGES: Language[] = [
  { letters: 'оаеинтрслвкмдпуяьызгбчйхжшюцщэфъё', encodings: CYRILLIC },
  { letters: 'оанівтеирслкудмпзяьбгчхйжшюїєщцфґ', encodings: ['windows-1251', 'ibm866'] },
  { letters: 'аоеиншртвдсмлкузпјбгчћђжцшхљњфџ', encodings: ['windows-1251', 'iso-8859-5'] },
  { letters: 'αοιετσνηυρπκμλςωγθδάίόέχύφήβξώζψϊϋ', encodings: ['iso-8859-7', 'windows-1253'] },
  { letters: 'المينرتوبدعسهفقكحجشصطخةأضذثزىءغظئإآؤ', encodings: ['windows-1256', 'iso-8859-6'], uncased: true },
  { letters: 'יהולאתרמבשנםעדחקפטגצכזסךןףץ', encodings: ['windows-1255'], uncased: true },
  { letters: 'éèàêçôîâùûëïœæ', encodings: WEST, latin: true },
  { letters: 'íóáéñúü', encodings: WEST, latin: true },
  { letters: 'ãçáéíóõêúâôàü', encodings: WEST, latin: true },
  { letters: 'üäöß', encodings: WEST, latin: true },
  { letters: 'äåöéøæ', encodings: WEST, latin: true },
  { letters: 'àèòùéì', encodings: WEST, latin: true },
  { letters: 'íáðóéúþöæý', encodings: ['windows-1252'], latin: true, rare: true },
  { letters: 'ıüşçğöİâ', encodings: ['windows-1254'], latin: true },
  { letters: 'łąęóżśćńź', encodings: CENTRAL, latin: true },
  { letters: 'íáéěřýšžčůúťďňľôĺŕ', encodings: CENTRAL, latin: true },
  { letters: 'áéöőóüíúű', encodings: CENTRAL, latin: true },
  { letters: 'ăîâşţ', encodings: CENTRAL, latin: true },
  { letters: 'čšžćđ', encodings: CENTRAL, latin: true },
  { letters: 'āīšēņūčķļžģ', encodings: ['windows-1257'], latin: true },
  { letters: 'ėšžųįčūąę', encodings: ['windows-1257'], latin: true },
]

/** What people write between letters: quotation marks, dashes, №, °, §, the non-breaking space. */
const SIGNS = '\u00A0«»„“”’–—…№°§´·ºª€£،؛؟'
const RANK_OFFSET = 4
const RARER_CASE = 0.06
const SIGN_WEIGHT = 0.01
const UNKNOWN_WEIGHT = 0.000_02
/** Below this mean log likelihood nothing explains the bytes: the file is no text in any encoding known here. */
const NO_TEXT = -5.5
/** How much the more usual encoding is preferred where the letters decide nothing. */
const PREFERRED: Record<string, number> = { 'windows-1252': 2.5, 'windows-1251': 0.2, 'windows-1250': 0.1, 'windows-1256': 0.1, 'windows-1253': 0.1 }
const RARE_PENALTY = 4
const BESIDE_LATIN_PENALTY = 4
const RUN_PENALTY = 2.5

export interface ByteCounts {
  /** How often each byte 0..255 occurs. */
  counts: Float64Array
  /** Bytes above 0x7F that stand directly beside an ASCII letter. */
  besideAscii: number
  /** Bytes above 0x7F with another such byte on both sides. */
  inRuns: number
}

interface Reading {
  encoding: string
  latin: boolean
  prior: number
  logWeights: Float64Array
}

let readings: Reading[] | undefined

function weightsOf(language: Language, capitals: boolean): Map<string, number> {
  const weights = new Map<string, number>()
  let total = 0
  const letters = [...language.letters]
  for (let rank = 0; rank < letters.length; rank++) total += 1 / (rank + RANK_OFFSET)
  for (const sign of SIGNS) weights.set(sign, SIGN_WEIGHT)
  for (const [rank, letter] of letters.entries()) {
    const weight = 1 / (rank + RANK_OFFSET) / total
    const upper = letter.toUpperCase()
    weights.set(letter, language.uncased || !capitals ? weight : weight * RARER_CASE)
    if (!language.uncased && upper.length === 1) weights.set(upper, capitals ? weight : weight * RARER_CASE)
  }
  return weights
}

function makeReadings(): Reading[] {
  const made: Reading[] = []
  for (const language of LANGUAGES) {
    for (const encoding of language.encodings) {
      const decoder = new TextDecoder(encoding)
      const characters = Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte)))
      for (const capitals of language.uncased ? [false] : [false, true]) {
        const weights = weightsOf(language, capitals)
        const logWeights = Float64Array.from(characters, (character) => Math.log(weights.get(character) ?? UNKNOWN_WEIGHT))
        made.push({ encoding, latin: language.latin === true, prior: (PREFERRED[encoding] ?? 0) - (language.rare ? RARE_PENALTY : 0), logWeights })
      }
    }
  }
  return made
}

/** The encoding (a label of the WHATWG Encoding Standard), or null where the bytes look like no text at all. */
export function guessOneByteEncoding(bytes: ByteCounts): string | null {
  readings ??= makeReadings()
  let high = 0
  for (let byte = 0x80; byte < 0x100; byte++) high += bytes.counts[byte] ?? 0
  if (high === 0) return 'windows-1252'
  let best: Reading | undefined
  let bestScore = -Infinity
  for (const reading of readings) {
    let likelihood = reading.prior
    for (let byte = 0x80; byte < 0x100; byte++) likelihood += (bytes.counts[byte] ?? 0) * (reading.logWeights[byte] ?? 0)
    likelihood -= reading.latin ? bytes.inRuns * RUN_PENALTY : bytes.besideAscii * BESIDE_LATIN_PENALTY
    if (likelihood > bestScore) [best, bestScore] = [reading, likelihood]
  }
  return best && bestScore / high > NO_TEXT ? best.encoding : null
}
