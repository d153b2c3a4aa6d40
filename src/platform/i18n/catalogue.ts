/** One language's messages, loaded when asked for: a browser fetches its own language and no other; a server keeps all it has met. */
import type { Language } from './languages.ts'
import type { Catalogue } from './messages.ts'

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
