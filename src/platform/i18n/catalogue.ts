/** One language's messages, loaded when asked for: a browser fetches its own language and no other; a server keeps all it has met. */
import type { Language } from './languages.ts'
import type { FormatOptions } from './formats.ts'
import type { Catalogue } from './messages.ts'
import type { Supplement } from './primitives.ts'
import { createTranslator, type Translator } from './translator.ts'

const load: Record<Language, () => Promise<{ default: Catalogue }>> = {
  en: () => import('#messages/en.json', { with: { type: 'json' } }),
  fr: () => import('#messages/fr.json', { with: { type: 'json' } }),
  es: () => import('#messages/es.json', { with: { type: 'json' } }),
  ar: () => import('#messages/ar.json', { with: { type: 'json' } }),
  ka: () => import('#messages/ka.json', { with: { type: 'json' } }),
}

export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return (await load[language]()).default
}

/** Georgian for platforms without it; undefined where Intl knows the language. */
async function loadSupplement(language: Language): Promise<Supplement | undefined> {
  if (language !== 'ka' || Intl.DateTimeFormat.supportedLocalesOf(language).length > 0) return undefined
  return (await import('./supplements/ka.json', { with: { type: 'json' } })).default
}

/** Texts and formats of one language for a page, on a server and in a browser alike. */
export async function loadTranslator(language: Language, options: FormatOptions = {}): Promise<Translator> {
  const [catalogue, supplement] = await Promise.all([loadCatalogue(language), loadSupplement(language)])
  return createTranslator(language, catalogue, { ...options, supplement })
}
