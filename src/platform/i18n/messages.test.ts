import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { languages, locales, type Language } from './languages.ts'

const root = join(import.meta.dirname, '../../..')
const files = Object.fromEntries(languages.map((language) => [language, readFileSync(join(root, `messages/${language}.json`), 'utf8')])) as Record<Language, string>
const messages = Object.fromEntries(languages.map((language) => [language, JSON.parse(files[language])])) as Record<Language, Record<string, string>>
const keys = Object.keys(messages.en)

type Element = ReturnType<IntlMessageFormat['getAst']>[number]
/** The parser's numbers for the kinds of elements that name no argument. */
const [literal, pound] = [0, 7]

/** All elements of a message, those within plurals and selects too. */
function elementsOf(elements: Element[]): Element[] {
  return elements.flatMap((element) => [element, ...('options' in element ? Object.values(element.options).flatMap((option) => elementsOf(option.value)) : [])])
}

const read = (language: Language, key: string) =>
  elementsOf(new IntlMessageFormat(messages[language][key] ?? '', locales[language], undefined, { ignoreTag: true }).getAst())

function argumentsOf(language: Language, key: string): string[] {
  const named = read(language, key).filter((element) => element.type !== literal && element.type !== pound)
  return [...new Set(named.map((element) => ('value' in element ? element.value : '')))].sort()
}

/** Keys that the sources name: whole ones in quotes, and beginnings of those made with a `${…}`, or told of in a comment with `<…>`. */
function keysInSources() {
  const whole = new Set<string>()
  const beginnings = new Set<string>()
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|svelte)$/.test(name) && !name.endsWith('.test.ts'))
  for (const name of sources) {
    const text = readFileSync(join(root, 'src', name), 'utf8')
    for (const match of text.matchAll(/['"`]([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)['"`]/g)) whole.add(match[1] ?? '')
    for (const match of text.matchAll(/`([a-z][a-z0-9_]*\.(?:[a-z0-9_]+\.)*[a-z0-9_]*)(?:\$\{|<)/g)) beginnings.add(match[1] ?? '')
  }
  return { whole, beginnings: [...beginnings] }
}

describe.each(languages)('messages in %s', (language) => {
  test('are the same keys as in English, sorted', () => {
    expect(Object.keys(messages[language])).toEqual([...keys].sort())
  })

  test('are valid ICU messages with the arguments of the English ones', () => {
    const wrong = keys.filter((key) => {
      try {
        return argumentsOf(language, key).join() !== argumentsOf('en', key).join()
      } catch {
        return true
      }
    })
    expect(wrong).toEqual([])
  })

  test('say something, without blanks at their ends', () => {
    expect(keys.filter((key) => messages[language][key] === '' || messages[language][key]?.trim() !== messages[language][key])).toEqual([])
  })

  test('have every plural form that the language has', () => {
    const incomplete = keys.flatMap((key) =>
      read(language, key).flatMap((plural) => {
        if (!('pluralType' in plural)) return []
        const wanted = new Intl.PluralRules(locales[language], { type: plural.pluralType ?? 'cardinal' }).resolvedOptions().pluralCategories
        const missing = wanted.filter((category) => !(category in plural.options))
        return missing.length ? [`${key}: ${missing.join(', ')}`] : []
      }),
    )
    expect(incomplete).toEqual([])
  })
})

test('every message is used by the sources', () => {
  const { whole, beginnings } = keysInSources()
  expect(keys.filter((key) => !whole.has(key) && !beginnings.some((beginning) => key.startsWith(beginning)))).toEqual([])
})

test('every beginning of a key in the sources leads to a message', () => {
  const { beginnings } = keysInSources()
  const families = new Set(keys.map((key) => key.split('.')[0]))
  const dead = beginnings.filter((beginning) => families.has(beginning.split('.')[0] ?? '') && !keys.some((key) => key.startsWith(beginning)))
  expect(dead).toEqual([])
})
