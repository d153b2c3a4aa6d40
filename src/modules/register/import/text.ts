/**
 * Cells are text written by many hands: no-break spaces, marks that turn the direction of writing, zero bytes, letters in two
 * pieces. What is stored is cleaned once, here; what is compared (headings, words, countries) is folded once, here.
 */
import type { Cell } from '#platform/spreadsheets/types.ts'

/** Control characters, soft hyphens, zero-width and bidirectional marks, half surrogates' replacement, tags: nothing that anybody reads. */
const UNREADABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd\u{e0000}-\u{e007f}]/gu

/** What needs no work: printable ASCII and the letters of our scripts, composed. */
const ORDINARY = /^[\x21-\x7e\u00c0-\u024f\u0400-\u04ff\u0620-\u064a\u10d0-\u10ff]+(?: [\x21-\x7e\u00c0-\u024f\u0400-\u04ff\u0620-\u064a\u10d0-\u10ff]+)*$/

export interface CleanText {
  text: string
  /** Something was taken out that no reader could see. */
  strange: boolean
}

/** The text of a cell in NFC, without unreadable characters, with single spaces. Safe to store (no zero bytes, no half surrogates). */
export function cleanText(raw: string): CleanText {
  if (raw.length < 200 && ORDINARY.test(raw)) return { text: raw, strange: false }
  const whole = raw.toWellFormed()
  const readable = whole.replace(UNREADABLE, '')
  return { text: readable.normalize('NFC').replace(/\s+/gu, ' ').trim(), strange: readable !== raw }
}

/** As `cleanText`, but lines stay lines: for cells that hold several things below each other. */
export function cleanLines(raw: string): string {
  if (raw.length < 200 && ORDINARY.test(raw)) return raw
  return raw.toWellFormed().replace(UNREADABLE, '').normalize('NFC').replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(/[^\S\n]+/gu, ' ').trim()
}

/** What is written in a cell; real dates as ISO 8601. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  return typeof cell === 'string' ? cell : cell.date
}

const DIGIT_ZEROS = [0x660, 0x6f0, 0x966, 0xff10]

/** Arabic-Indic, Persian, Devanagari and full-width digits as ASCII ones. */
export function asciiDigits(text: string): string {
  if (!/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/.test(text)) return text
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g, (digit) => {
    const code = digit.charCodeAt(0)
    const zero = DIGIT_ZEROS.find((start) => code >= start && code <= start + 9) ?? code
    return String(code - zero)
  })
}

/**
 * The key under which words are compared: lower case, no accents, no vowel signs, one form of each Arabic letter, nothing but
 * letters and digits with single spaces between ("№ п/п" gives "no п п", "Prénom(s)" gives "prenom s").
 */
export function fold(text: string): string {
  return text
    .slice(0, 400)
    .toWellFormed()
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\u0640\p{Cf}]/gu, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** A cell that says "nothing here" in a person's way: dashes, "n/a", "нет", "არ აქვს". */
export function saysNothing(text: string): boolean {
  if (text === '') return true
  if (text.length > 40) return false
  // Nearly every cell begins with a word that none of these phrases begins with: seen without folding it.
  const first = PLAIN_WORD.exec(text)?.[0]
  if (first !== undefined && !FIRST_WORDS.has(first.toLowerCase())) return false
  const folded = fold(text)
  return folded === '' ? !/\p{S}/u.test(text.replace(/[-+=~|`^<>$]/g, '')) : NOTHING.has(folded)
}

/** Somebody whose name is not known, told in words: narrower than `saysNothing`, for "No" and "Na" are names. */
export function saysUnknownName(text: string): boolean {
  return text.length <= 40 && UNKNOWN.has(fold(text))
}

const UNKNOWN = new Set(
  [
    'unknown', 'not known', 'no name', 'n/a', 'unnamed', 'inconnu', 'inconnue', 'sans nom', 'desconocido', 'desconocida', 'sin nombre', 'неизвестно',
    'неизвестный', 'неизвестна', 'не известно', 'без имени', 'უცნობი', 'უცნობია', 'არ არის ცნობილი', 'غير معروف', 'مجهول', 'null', 'undefined', '#n/a',
  ].map(fold),
)

const NOTHING = new Set([
  ...UNKNOWN,
  ...[
    'na', 'none', 'no', 'nil', 'nothing', 'empty', 'missing', 'no data', 'not available', 'not given', 'not applicable', 'no phone', 'no number', 'no email',
    'does not have', 'doesn t have', 'has none', 'don t know', 'do not know', 'does not know', 'tbd', 'x', 'xx', 'xxx', '0', '00', '000', 'aucun', 'aucune', 'neant', 'non', 'rien', 'sans', 'sans telephone', 'pas de telephone',
    'non communique', 'non renseigne', 'ne sait pas', 'nc', 'nd', 'ns', 'n a pas', 'ninguno', 'ninguna', 'nada', 'no tiene', 'no sabe', 'no hay', 'sin datos', 'sin telefono', 'no consta', 's n',
    'нет', 'не', 'нету', 'не имеет', 'не имеется', 'не знает', 'не знаю', 'не указан', 'не указано', 'нет данных', 'нет телефона', 'нет номера', 'отсутствует', 'н д', 'б н',
    'არა', 'არ აქვს', 'არ იცის', 'არ იციან', 'არ ვიცი', 'არ არის', 'არ ვიცით', 'არაა', 'არ ახსოვს', 'არ გააჩნია', 'ვერ ამბობს', 'არ სურს', 'ტელეფონი არ აქვს', 'ნომერი არ აქვს', 'არ ჰქონდა', 'მონაცემი არ არის',
    'لا', 'لا يوجد', 'لا توجد', 'ليس لديه', 'لا يعرف', 'غير متوفر', 'غير محدد', 'بدون', 'لاشيء', 'لا شيء',
  ].map(fold),
])

/** A whole first word, or number, in letters that folding leaves as they are. */
const PLAIN_WORD = /^[a-zа-зк-ҁა-ჰ0-9]+(?![\p{L}\p{M}\p{N}])/iu
const FIRST_WORDS = new Set([...NOTHING].map((phrase) => phrase.split(' ')[0] ?? ''))
