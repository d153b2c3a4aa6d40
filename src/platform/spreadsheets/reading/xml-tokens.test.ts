import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { SpreadsheetProblem } from '../spreadsheet-problem.ts'
import { XmlTokens, type XmlTaker } from './xml-tokens.ts'

const LIMITS = { xmlDepth: 20, xmlTagCharacters: 1000 }

class Journal implements XmlTaker {
  readonly lines: string[] = []
  #text = ''

  #flush(): void {
    if (this.#text !== '') this.lines.push(`text ${JSON.stringify(this.#text)}`)
    this.#text = ''
  }

  open(name: string, attributes: object): void {
    this.#flush()
    this.lines.push(`open ${name} ${JSON.stringify(attributes)}`)
  }

  close(name: string): void {
    this.#flush()
    this.lines.push(`close ${name}`)
  }

  text(text: string): void {
    this.#text += text
  }
}

function tokensOf(xml: string, pieceLength = xml.length): string[] {
  const journal = new Journal()
  const tokens = new XmlTokens(journal, LIMITS)
  for (let at = 0; at < xml.length; at += pieceLength) tokens.write(xml.slice(at, at + pieceLength))
  tokens.end()
  return journal.lines
}

function tokensOfSaxes(xml: string): string[] {
  const journal = new Journal()
  const parser = new SaxesParser()
  let depth = 0
  const local = (name: string): string => name.slice(name.indexOf(':') + 1)
  parser.on('opentagstart', () => void depth++)
  parser.on('opentag', (tag) => journal.open(local(tag.name), Object.fromEntries(Object.entries(tag.attributes).map(([name, value]) => [local(name), value]))))
  parser.on('closetag', (tag) => {
    depth--
    journal.close(local(tag.name))
  })
  parser.on('text', (text) => void (depth > 0 && journal.text(text)))
  parser.on('cdata', (text) => journal.text(text))
  parser.on('error', (error) => {
    throw error
  })
  parser.write(xml).close()
  return journal.lines
}

function codeOf(xml: string): string {
  try {
    tokensOf(xml)
  } catch (error) {
    if (error instanceof SpreadsheetProblem) return error.code
    throw error
  }
  return 'none'
}

const DOCUMENT = `\uFEFF<?xml version="1.0" encoding="UTF-8"?>
<!-- a <b> & c --><x:a one='1 > 0' two = "&lt;&#65;&#x10D0;&quot;'" ><b/><b  /><c>text &amp; more
and ]] &gt; on</c><![CDATA[<raw> & ]]]]><![CDATA[>]]><x:d.e-f_g>ქართული 😀</x:d.e-f_g ><?note <x> ?><c></c></x:a>
`

describe('the reader of XML', () => {
  it('sees what another parser sees, however the text is cut into pieces', () => {
    const expected = tokensOfSaxes(DOCUMENT)
    expect(expected.length).toBeGreaterThan(10)
    for (let length = 1; length < 50; length++) expect(tokensOf(DOCUMENT, length), `pieces of ${length}`).toEqual(expected)
  })

  it('makes one line end of the kinds there are', () => {
    expect(tokensOf('<a>1\r\n2\r3</a>', 1)).toEqual(tokensOf('<a>1\n2\n3</a>'))
  })

  it.for([
    ['<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', 'unsafe_xml'], ['<a>&e;</a>', 'unsafe_xml'], ['<a b="&e;"/>', 'unsafe_xml'], ['<a>&#x110000;</a>', 'unsafe_xml'],
    ['<a>1 & 2</a>', 'broken_xml'], ['<a><b></a></b>', 'broken_xml'], ['<a>', 'broken_xml'], ['<a', 'broken_xml'], ['', 'broken_xml'], ['text', 'broken_xml'], ['<a/><b/>', 'broken_xml'],
    ['<a b=c/>', 'broken_xml'], ['<a b/>', 'broken_xml'], ['<a></a>text', 'broken_xml'], ['<a><!-- </a>', 'broken_xml'], [`${'<a>'.repeat(21)}`, 'broken_xml'],
    [`<a b="${'x'.repeat(2000)}"/>`, 'none'], [`<a b="${'x'.repeat(2000)}`, 'broken_xml'],
  ])('%s: %s', ([xml, code]) => {
    expect(codeOf(xml ?? '')).toBe(code)
  })
})
