/**
 * The contacts that one cell holds: a number, an address, or several things side by side ("+30 694…, nino@…, skype: nino39").
 * Whatever is recognised becomes a contact with the text it came from; notes ("(sister)", "Viber") stay in that text.
 */
import type { ContactFacts, ContactKind } from '../contract.ts'
import { readPhone } from './read-phone.ts'
import { asciiDigits, cleanLines, fold, saysNothing } from './text.ts'
import { foldedWords } from './words/folded.ts'

type Messenger = Exclude<ContactKind, 'phone' | 'email' | 'postal' | 'other'>

/** Cells longer than this hold no contact; they are refused before any pattern looks at them. */
export const MAX_CONTACT_CELL = 2000
const MAX_CONTACTS = 20

export interface ContactsReading {
  contacts: ContactFacts[]
  /** Numbers that no country's plan knows: kept, and shown as doubts. */
  doubtful: string[]
  /** Pieces in which nothing was recognised. */
  unread: string[]
}

export interface ContactsContext {
  /** What a piece without a sign of its own is. */
  usually: 'phone' | 'email' | 'contacts' | Messenger
  /** Where numbers without a country code may belong, the likeliest first. */
  countries: readonly (string | undefined)[]
}

const SERVICES = foldedWords<Messenger | 'phone' | 'email'>({
  skype: 'skype, skype id, скайп, სკაიპი, სკაიპ, سكايب, sk',
  whatsapp: 'whatsapp, whats app, what’s app, wa, wapp, whatsap, watsapp, вотсап, ватсап, вацап, უოთსაფი, ვოთსაფი, ვოტსაპი, ვატსაპი, واتساب, واتس اب, واتس',
  viber: 'viber, vb, вайбер, ვაიბერი, ვაიბერ, فايبر',
  telegram: 'telegram, tg, телеграм, телеграмм, тг, ტელეგრამი, ტელეგრამ, تلغرام, تيليجرام, تليجرام',
  signal: 'signal, сигнал, სიგნალი, سيغنال',
  messenger: 'messenger, facebook, fb, facebook messenger, fb messenger, insta, instagram, imo, мессенджер, фейсбук, инстаграм, vk, вк, ok, одноклассники, ფეისბუქი, ფბ, მესენჯერი, ინსტაგრამი, فيسبوك, ماسنجر, انستغرام',
  phone: 'tel, telephone, phone, mob, mobile, cell, gsm, fix, fixe, fijo, home, work, portable, tél, téléphone, teléfono, móvil, celular, тел, телефон, моб, мобильный, сот, дом, раб, т, м, ტელ, ტელეფონი, მობ, მობილური, სახლის, هاتف, تلفون, جوال, موبايل, محمول, p, t, m, ph',
  email: 'email, e-mail, mail, courriel, correo, эл. почта, почта, ელფოსტა, მეილი, ايميل, بريد',
})

const EMAIL = /[\p{L}\p{N}_%+-](?:[\p{L}\p{N}._%+-]{0,62}[\p{L}\p{N}_%+-])?@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,6}[\p{L}][\p{L}\p{N}-]{1,23}/gu
const LINK = /(?:https?:\/\/)?(?:www\.|m\.)?(t\.me|telegram\.me|wa\.me|api\.whatsapp\.com|facebook\.com|fb\.com|fb\.me|m\.me|instagram\.com|vk\.com|ok\.ru|join\.skype\.com)\/([^\s,;|]{1,100})/giu
const HANDLE = /^[\p{L}\p{N}_][\p{L}\p{N}._:-]{1,63}$/u

const LINK_KINDS: Record<string, Messenger> = { 't.me': 'telegram', 'telegram.me': 'telegram', 'wa.me': 'whatsapp', 'api.whatsapp.com': 'whatsapp', 'join.skype.com': 'skype' }

/** Whether a text is one email address and nothing else. */
export function emailOf(text: string): string | undefined {
  if (!text.includes('@') || text.length > 254) return undefined
  return text.match(EMAIL)?.[0] === text ? text.toLowerCase() : undefined
}

function phoneOrHandle(kind: Messenger, text: string, raw: string, context: ContactsContext): ContactFacts | undefined {
  const digits = text.replace(/\D/g, '').length
  if (digits >= 7 && /^[+\d(][\d\s().\/-]+$/.test(text)) {
    const phone = readPhone(text, context.countries)
    if (phone !== null && (phone.valid || kind !== 'skype')) return { kind, raw, value: phone.value }
  }
  const handle = text.replace(/^@/, '')
  return HANDLE.test(handle) || (kind === 'messenger' && /\p{L}/u.test(text) && text.length <= 80) ? { kind, raw, value: handle } : undefined
}

/** Takes what a pattern finds out of the text and leaves a separator behind. */
function extract(text: string, pattern: RegExp, take: (match: RegExpMatchArray) => ContactFacts, into: ContactFacts[]): string {
  return text.replace(pattern, (...parts) => {
    const match = parts.slice(0, parts.findIndex((part) => typeof part === 'number')) as unknown as RegExpMatchArray
    if (into.length < MAX_CONTACTS) into.push(take(match))
    return ' ; '
  })
}

/** Splits at what parts two contacts: commas, semicolons, lines, bars, words for "and", a slash between numbers, a second plus. */
function pieces(text: string): string[] {
  return text
    .replace(/\s+(?:and|or|et|ou|y|o|и|или|და|ან|و|أو)\s+/giu, ';')
    .replace(/(\d[\d\s().-]{4,})[/\\]\s*(?=[+(\d][\d\s().-]{5,})/g, '$1;')
    .replace(/(\d)\s*(?=\+\d)/g, '$1;')
    .split(/[;,|\n\u2022\u060c\u061b]/)
    .map((piece) => piece.replace(/^[\s/\\:.–—-]+|\s+$/gu, ''))
    .filter((piece) => piece !== '' && fold(piece) !== '')
}

/** Numbers amid words: the parts that are dialled, without notes in brackets or extensions. */
function dialled(piece: string): string[] {
  const found = asciiDigits(piece).match(/(?:\(?\+|\(?\d)[\d\s().\/+-]*\d/g) ?? []
  return found.filter((number) => number.replace(/\D/g, '').length >= 6).flatMap(twoNumbers)
}

/** Two local numbers with nothing but space between them. */
function twoNumbers(number: string): string[] {
  if (number.replace(/\D/g, '').length <= 15) return [number]
  const words = number.split(/\s+/)
  return words.length > 1 && words.every((word) => word.replace(/\D/g, '').length >= 6) ? words : [number]
}

function service(piece: string): { kind: ReturnType<typeof SERVICES.get>; rest: string } {
  const before = /^([\p{L}\p{M}][\p{L}\p{M}’'. -]{0,24}?)\.?\s*[:=–—-]\s*(.+)$/su.exec(piece) ?? /^(\p{L}[\p{L}\p{M}]{1,15})\.?\s+(.+)$/su.exec(piece)
  const kindBefore = before?.[1] === undefined ? undefined : SERVICES.get(fold(before[1]))
  if (kindBefore !== undefined) return { kind: kindBefore, rest: (before?.[2] ?? '').trim() }
  const after = /^(.+?)\s*[([–—-]?\s*([\p{L}][\p{L}\p{M} ]{1,20})[)\]]?$/su.exec(piece)
  const kindAfter = after?.[2] === undefined ? undefined : SERVICES.get(fold(after[2]))
  return kindAfter !== undefined && /\d{3}|^@/.test(after?.[1] ?? '') ? { kind: kindAfter, rest: (after?.[1] ?? '').trim() } : { kind: undefined, rest: piece }
}

function readPiece(piece: string, context: ContactsContext, into: ContactsReading, carried: Messenger | undefined): Messenger | undefined {
  const { kind, rest } = service(piece)
  const usual = context.usually === 'phone' || context.usually === 'email' || context.usually === 'contacts' ? undefined : context.usually
  const messenger = kind === 'phone' || kind === 'email' ? undefined : (kind ?? carried ?? (rest.startsWith('@') ? 'telegram' : usual))
  if (messenger !== undefined) {
    const number = dialled(rest)[0]
    const text = kind === undefined && number === undefined ? rest : kind === 'messenger' ? rest : (number !== undefined && !/[\p{L}_]/u.test(rest) ? number : rest)
    const contact = phoneOrHandle(messenger, text.trim(), piece, context)
    if (contact !== undefined) into.contacts.push(contact)
    else if (!saysNothing(rest)) into.unread.push(piece)
    return undefined
  }
  let read = false
  for (const number of dialled(rest)) {
    const phone = readPhone(number, context.countries)
    if (phone === null) continue
    read = true
    into.contacts.push({ kind: 'phone', raw: piece, value: phone.value })
    if (!phone.valid) into.doubtful.push(piece)
  }
  if (read || saysNothing(rest)) return undefined
  const announced = SERVICES.get(fold(rest))
  if (announced !== undefined) return announced === 'phone' || announced === 'email' ? undefined : announced
  // A word with digits, dots or underscores in a cell of contacts is somebody's name at some service.
  if (context.usually === 'contacts' && HANDLE.test(rest) && /\p{L}/u.test(rest) && /[._\d]/.test(rest)) into.contacts.push({ kind: 'other', raw: piece, value: rest })
  else into.unread.push(piece)
  return undefined
}

/** One number and nothing else: by far the most frequent cell, read without taking it apart. */
const ONE_NUMBER = /^\(?\+?[\d][\d ().-]{5,24}$/

/**
 * Everything a cell holds by which somebody can be reached.
 *
 * @param raw the cell as written, of any length: beyond `MAX_CONTACT_CELL` characters it is all `unread`
 */
export function readContacts(raw: string, context: ContactsContext): ContactsReading {
  const reading: ContactsReading = { contacts: [], doubtful: [], unread: [] }
  if (raw.length > MAX_CONTACT_CELL) return { ...reading, unread: [raw] }
  if ((context.usually === 'phone' || context.usually === 'contacts') && ONE_NUMBER.test(raw)) {
    const phone = readPhone(raw, context.countries)
    if (phone !== null) return { contacts: [{ kind: 'phone', raw, value: phone.value }], doubtful: phone.valid ? [] : [raw], unread: [] }
  }
  const clean = cleanLines(raw)
  if (saysNothing(clean)) return reading
  const email = emailOf(clean)
  if (email !== undefined && context.usually !== 'skype') return { contacts: [{ kind: 'email', raw, value: email }], doubtful: [], unread: [] }
  let rest = clean
  if (rest.includes('@')) {
    rest = rest.replace(/[\p{L}]*(?:e-?mail|mail|почта|ელფოსტა|courriel|correo)\s*[:=]\s*/giu, ' ')
    rest = extract(rest, EMAIL, (match) => ({ kind: 'email', raw: match[0] ?? '', value: (match[0] ?? '').toLowerCase() }), reading.contacts)
  }
  if (rest.includes('/')) rest = extract(rest, LINK, (match) => linkContact(match, context), reading.contacts)
  let carried: Messenger | undefined
  for (const piece of pieces(rest).slice(0, MAX_CONTACTS * 2)) {
    if (reading.contacts.length >= MAX_CONTACTS) reading.unread.push(piece)
    else if (/[\p{L}\p{N}]/u.test(piece.replace(/[<>()[\]{}"']/g, ''))) carried = readPiece(piece, context, reading, carried)
  }
  // "+39 340 123 4567, Viber": the word behind a number tells what else it is good for.
  const last = reading.contacts.at(-1)
  if (carried !== undefined && last?.kind === 'phone') reading.contacts.push({ ...last, kind: carried })
  return reading
}

function linkContact(match: RegExpMatchArray, context: ContactsContext): ContactFacts {
  const host = (match[1] ?? '').toLowerCase()
  const kind = LINK_KINDS[host] ?? 'messenger'
  const path = (match[2] ?? '').replace(/^(?:send\?phone=|\+)/i, kind === 'whatsapp' ? '+' : '').replace(/[/?#].*$/, '')
  const phone = kind === 'whatsapp' ? readPhone(path.startsWith('+') ? path : `+${path}`, context.countries) : null
  return { kind, raw: match[0] ?? '', value: phone?.value ?? path }
}
