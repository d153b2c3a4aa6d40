import { languageNames, languageParameter, type Language } from '#platform/i18n/index.ts'
import type { LanguageLink } from './types.ts'

/** Links that show this same address in another language; the rest of the query stays. */
export function languageLinks(url: { pathname: string; searchParams: Iterable<[string, string]> }, current: Language, offered: readonly Language[]): LanguageLink[] {
  return offered.map((tag) => {
    const query = new URLSearchParams([...url.searchParams].filter(([name]) => !name.startsWith('/')))
    query.set(languageParameter, tag)
    return { tag, label: languageNames[tag], href: `${url.pathname}?${query}`, current: tag === current }
  })
}
