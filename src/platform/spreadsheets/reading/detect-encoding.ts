/**
 * In which encoding a text file is written. In this order, because each step is surer than the next: marks at its beginning; NUL
 * bytes on every second place (UTF-16 without a mark); UTF-8, which other encodings hardly ever imitate; and for the rest the
 * statistics of letters. Detectors that guess from the start are wrong on short files, and on long ones whose first accent
 * comes late: so all of the file is looked at, up to a generous number of bytes that are not ASCII.
 */
import { isAscii } from 'node:buffer'
import { guessOneByteEncoding, type ByteCounts } from './letter-statistics.ts'

export interface DetectedEncoding {
  /** A label that TextDecoder takes. */
  encoding: string
  /** How it is called for people. */
  name: string
  /** Length of the mark at the beginning, in bytes. */
  markBytes: number
}

/** Bytes of pieces with a byte above 0x7F that are counted. */
const COUNTED_BYTES = 4 * 1024 * 1024
/** More control characters than one in so many bytes: no text. */
const CONTROL_SHARE = 1 / 250
/** Of the two-byte places, so many have a NUL on one side in UTF-16 (separators, digits, line ends), and next to none on the other. */
const NUL_SHARE = 0.04
const OTHER_NUL_SHARE = 0.002
/** Broken bytes to valid sequences: a file is UTF-8 with a few broken bytes up to here. */
const BROKEN_UTF8_SHARE = 0.1

const NAMES: Record<string, string> = {
  'utf-8': 'UTF-8', 'utf-16le': 'UTF-16LE', 'utf-16be': 'UTF-16BE', 'koi8-r': 'KOI8-R', 'ibm866': 'IBM866',
  'windows-1250': 'Windows-1250', 'windows-1251': 'Windows-1251', 'windows-1252': 'Windows-1252', 'windows-1253': 'Windows-1253',
  'windows-1254': 'Windows-1254', 'windows-1255': 'Windows-1255', 'windows-1257': 'Windows-1257', 'windows-1256': 'Windows-1256', 'iso-8859-2': 'ISO-8859-2', 'iso-8859-5': 'ISO-8859-5',
  'iso-8859-6': 'ISO-8859-6', 'iso-8859-7': 'ISO-8859-7', 'iso-8859-15': 'ISO-8859-15',
}

export function encodingNamed(label: string, markBytes = 0): DetectedEncoding {
  const encoding = new TextDecoder(label).encoding
  return { encoding, name: NAMES[encoding] ?? encoding, markBytes }
}

/** Takes all pieces of a file in order, then tells. */
export class EncodingDetector {
  readonly #bytes: ByteCounts = { counts: new Float64Array(256), besideAscii: 0, inRuns: 0 }
  readonly #utf8 = new Utf8Counter()
  #first: Uint8Array | undefined
  #length = 0
  #evenNuls = 0
  #oddNuls = 0
  #counted = 0
  #controls = 0

  take(piece: Uint8Array): void {
    this.#first ??= piece.slice(0, 4)
    const offset = this.#length
    this.#length += piece.length
    if (isAscii(piece) && !piece.includes(0)) return
    if (this.#counted > COUNTED_BYTES) return
    this.#counted += piece.length
    this.#count(piece, offset)
    this.#utf8.take(piece)
  }

  #count(piece: Uint8Array, offset: number): void {
    const { counts } = this.#bytes
    let besideAscii = 0
    let inRuns = 0
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at] ?? 0
      counts[byte] = (counts[byte] ?? 0) + 1
      if (byte >= 0x80) {
        const before = piece[at - 1] ?? 0
        const after = piece[at + 1] ?? 0
        if (isAsciiLetter(before) || isAsciiLetter(after)) besideAscii++
        else if (before >= 0x80 && after >= 0x80) inRuns++
      } else if (byte === 0) {
        if ((offset + at) % 2 === 0) this.#evenNuls++
        else this.#oddNuls++
      } else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 26) this.#controls++
    }
    this.#bytes.besideAscii += besideAscii
    this.#bytes.inRuns += inRuns
  }

  /** Null: these bytes are no text. */
  result(): DetectedEncoding | null {
    const mark = markOf(this.#first ?? new Uint8Array())
    if (mark) return mark
    const places = this.#counted / 2
    if (this.#oddNuls > places * NUL_SHARE && this.#evenNuls <= places * OTHER_NUL_SHARE) return encodingNamed('utf-16le')
    if (this.#evenNuls > places * NUL_SHARE && this.#oddNuls <= places * OTHER_NUL_SHARE) return encodingNamed('utf-16be')
    const strange = this.#controls + this.#evenNuls + this.#oddNuls
    if (strange > Math.max(this.#counted, 1) * CONTROL_SHARE && strange > 2) return null
    const { valid, broken } = this.#utf8
    if (broken === 0 || broken <= valid * BROKEN_UTF8_SHARE) return encodingNamed('utf-8')
    const guessed = guessOneByteEncoding(this.#bytes)
    return guessed === null ? null : encodingNamed(guessed)
  }
}

function isAsciiLetter(byte: number): boolean {
  return (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90)
}

function markOf(first: Uint8Array): DetectedEncoding | undefined {
  const [a, b, c] = first
  if (a === 0xef && b === 0xbb && c === 0xbf) return encodingNamed('utf-8', 3)
  if (a === 0xff && b === 0xfe) return encodingNamed('utf-16le', 2)
  if (a === 0xfe && b === 0xff) return encodingNamed('utf-16be', 2)
  return undefined
}

/** Counts valid multi-byte sequences and bytes that belong to none (RFC 3629, table 3-7 of the Unicode Standard, simplified). */
class Utf8Counter {
  valid = 0
  broken = 0
  #missing = 0

  take(piece: Uint8Array): void {
    let missing = this.#missing
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at] ?? 0
      if (missing > 0) {
        if ((byte & 0xc0) === 0x80) {
          missing--
          if (missing === 0) this.valid++
          continue
        }
        this.broken++
        missing = 0
      }
      if (byte < 0x80) continue
      if (byte >= 0xc2 && byte <= 0xdf) missing = 1
      else if (byte >= 0xe0 && byte <= 0xef) missing = 2
      else if (byte >= 0xf0 && byte <= 0xf4) missing = 3
      else this.broken++
    }
    this.#missing = missing
  }
}
