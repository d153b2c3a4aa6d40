/**
 * A reader of XML for spreadsheets: elements, attributes and text, in pieces of any length, in bounded memory. A text of 50 MB passes
 * through in pieces (general parsers gather it first), and there are no entities but the five of XML and character numbers: a document
 * type declaration is refused before anything in it is looked at (external entities, billion laughs).
 *
 * Names arrive without their namespace prefix. What is not well-formed throws `broken_xml`.
 */
import { SpreadsheetProblem } from '../spreadsheet-problem.ts'

export type XmlAttributes = Record<string, string | undefined>

export interface XmlTaker {
  open(name: string, attributes: XmlAttributes): void
  close(name: string): void
  /** One text may come in several calls. */
  text(text: string): void
}

export interface XmlLimits {
  xmlDepth: number
  xmlTagCharacters: number
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const LONGEST_ENTITY = 12
const ENTITY = /&([^;&]{0,12});?/g
const SPACES = /\s/

/** Parts of the text in which only their own end counts. */
const SECTIONS = { comment: '-->', cdata: ']]>', instruction: '?>' } as const

export class XmlTokens {
  readonly #taker: XmlTaker
  readonly #limits: XmlLimits
  readonly #open: string[] = []
  #section: keyof typeof SECTIONS | undefined
  #rest = ''
  #started = false

  constructor(taker: XmlTaker, limits: XmlLimits) {
    this.#taker = taker
    this.#limits = limits
  }

  write(piece: string): void {
    const text = this.#rest + piece
    let at = 0
    while (at < text.length) {
      const next = this.#section ? this.#throughSection(text, at, this.#section) : text.charCodeAt(at) === 60 ? this.#markup(text, at) : this.#characters(text, at)
      if (next === undefined) break
      at = next
    }
    this.#rest = text.slice(at)
    if (this.#rest.length > this.#limits.xmlTagCharacters) throw new SpreadsheetProblem('broken_xml', { limit: 'xmlTagCharacters' })
  }

  end(): void {
    if (this.#rest !== '' || this.#open.length > 0 || this.#section || !this.#started) throw new SpreadsheetProblem('broken_xml')
  }

  /** Each of these returns where to go on, or undefined where more text is needed. */
  #throughSection(text: string, at: number, section: keyof typeof SECTIONS): number | undefined {
    const mark = SECTIONS[section]
    const end = text.indexOf(mark, at)
    const until = end >= 0 ? end : Math.max(at, text.length - mark.length + 1)
    if (section === 'cdata' && until > at) this.#tellText(text.slice(at, until))
    if (end < 0) return until > at ? until : undefined
    this.#section = undefined
    return end + mark.length
  }

  #characters(text: string, at: number): number | undefined {
    const tag = text.indexOf('<', at)
    let until = tag
    if (tag < 0) {
      const entity = text.lastIndexOf('&')
      until = entity >= at && entity > text.length - LONGEST_ENTITY && !text.includes(';', entity) ? entity : text.length
      if (until > at && text.charCodeAt(until - 1) === 13) until--
      if (until === at) return undefined
    }
    this.#tellText(decodeEntities(text.slice(at, until)))
    return until
  }

  #tellText(text: string): void {
    if (this.#open.length > 0) this.#taker.text(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)
    else if (text.trim() !== '' && text.trim() !== '\uFEFF') throw new SpreadsheetProblem('broken_xml')
  }

  #markup(text: string, at: number): number | undefined {
    const second = text.charCodeAt(at + 1)
    if (second === 47) return this.#closingTag(text, at)
    if (second === 63) return this.#begin('instruction', at + 2)
    if (second !== 33) return this.#openingTag(text, at)
    if (text.startsWith('<!--', at)) return this.#begin('comment', at + 4)
    if (text.startsWith('<![CDATA[', at)) return this.#begin('cdata', at + 9)
    if (text.length - at < 9) return undefined
    throw new SpreadsheetProblem(text.startsWith('<!DOCTYPE', at) ? 'unsafe_xml' : 'broken_xml')
  }

  #begin(section: keyof typeof SECTIONS, next: number): number {
    this.#section = section
    return next
  }

  #closingTag(text: string, at: number): number | undefined {
    const end = text.indexOf('>', at)
    if (end < 0) return undefined
    const name = localName(text.slice(at + 2, end).trimEnd())
    if (this.#open.pop() !== name) throw new SpreadsheetProblem('broken_xml')
    this.#taker.close(name)
    return end + 1
  }

  #openingTag(text: string, at: number): number | undefined {
    let next = at + 1
    let code = text.charCodeAt(next)
    while (next < text.length && code !== 62 && code !== 47 && code > 32) code = text.charCodeAt(++next)
    const name = localName(text.slice(at + 1, next))
    const attributes: XmlAttributes = {}
    for (;;) {
      while (code <= 32) code = text.charCodeAt(++next)
      if (next >= text.length) return undefined
      if (code === 62) break
      if (code === 47) {
        if (next + 1 >= text.length) return undefined
        if (text.charCodeAt(next + 1) !== 62) throw new SpreadsheetProblem('broken_xml')
        break
      }
      const behind = readAttribute(text, next, attributes)
      if (behind === undefined) return undefined
      next = behind
      code = text.charCodeAt(next)
    }
    this.#tellOpen(name, attributes, code === 47)
    return code === 47 ? next + 2 : next + 1
  }

  #tellOpen(name: string, attributes: XmlAttributes, empty: boolean): void {
    if (name === '' || (this.#open.length === 0 && this.#started)) throw new SpreadsheetProblem('broken_xml')
    this.#started = true
    if (this.#open.length >= this.#limits.xmlDepth) throw new SpreadsheetProblem('broken_xml', { limit: 'xmlDepth', at: this.#limits.xmlDepth })
    this.#taker.open(name, attributes)
    if (empty) this.#taker.close(name)
    else this.#open.push(name)
  }
}

/** Puts name and value into `attributes`; returns the place behind it, or undefined where the text ends before. */
function readAttribute(text: string, at: number, attributes: XmlAttributes): number | undefined {
  const equals = text.indexOf('=', at)
  if (equals < 0) return undefined
  let open = equals + 1
  while (open < text.length && SPACES.test(text.charAt(open))) open++
  if (open >= text.length) return undefined
  const quote = text.charAt(open)
  const name = text.slice(at, equals).trimEnd()
  if ((quote !== '"' && quote !== "'") || name === '' || /[\s<>"'/]/.test(name)) throw new SpreadsheetProblem('broken_xml')
  const close = text.indexOf(quote, open + 1)
  if (close < 0) return undefined
  if (!name.startsWith('xmlns')) attributes[localName(name)] = decodeEntities(text.slice(open + 1, close))
  return close + 1
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

function decodeEntities(text: string): string {
  return text.includes('&') ? text.replace(ENTITY, decodeEntity) : text
}

function decodeEntity(entity: string, name: string): string {
  const known = ENTITIES[name]
  if (known !== undefined && entity.endsWith(';')) return known
  const number = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name)
  const code = number ? parseInt(number[1] ?? number[2] ?? '', number[1] === undefined ? 10 : 16) : NaN
  if (!entity.endsWith(';')) throw new SpreadsheetProblem('broken_xml')
  if (!(code <= 0x10ffff)) throw new SpreadsheetProblem('unsafe_xml')
  return code === 0 || (code >= 0xd800 && code <= 0xdfff) ? '\uFFFD' : String.fromCodePoint(code)
}
