/**
 * Which language a reader gets: what the address asks for, what the reader chose before, what the browser prefers, what the
 * office speaks. Pure, so that the page cache in front of the framework decides exactly as the framework does.
 */
import { defaultLanguage, isLanguage, type Language } from './languages.ts'

/** Name of the query parameter and of the cookie that carry a chosen language. */
export const languageParameter = 'lang'
export const languageCookie = 'lang'

/** Longer headers are cut: no browser sends them. */
const longestHeader = 500

export interface LanguageWishes {
  /** Value of `?lang=`. */
  query?: string | null
  cookie?: string | null
  /** The Accept-Language header. */
  accept?: string | null
  /** The office's own language. */
  office?: string | null
  /** Languages to choose from, where an office offers fewer than all. */
  offered?: readonly Language[]
}

export function negotiateLanguage(wishes: LanguageWishes): Language {
  const offered = (tag: unknown): tag is Language => isLanguage(tag) && (wishes.offered?.includes(tag) ?? true)
  const chosen = [wishes.query, wishes.cookie].find(offered)
  if (chosen) return chosen
  const preferred = preferencesOf(wishes.accept ?? '').find(offered)
  if (preferred) return preferred
  if (offered(wishes.office)) return wishes.office
  return wishes.offered?.[0] ?? defaultLanguage
}

/** Primary languages of an Accept-Language header (RFC 9110, 12.5.4), most wanted first; those with q=0 left out. */
export function preferencesOf(header: string): string[] {
  return header
    .slice(0, longestHeader)
    .split(',')
    .map((part, position) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const weight = parameters.map((p) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(p)?.[1]).find((q) => q !== undefined)
      return { language: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight), position }
    })
    .filter(({ language, weight }) => language !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight || a.position - b.position)
    .map(({ language }) => language)
}
