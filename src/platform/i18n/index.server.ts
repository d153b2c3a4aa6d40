/** The server's door: every catalogue is read once, so a text in any language is at hand without waiting. */
import ar from '#messages/ar.json' with { type: 'json' }
import en from '#messages/en.json' with { type: 'json' }
import es from '#messages/es.json' with { type: 'json' }
import fr from '#messages/fr.json' with { type: 'json' }
import ka from '#messages/ka.json' with { type: 'json' }
import type { Language } from './languages.ts'
import type { Catalogue } from './messages.ts'
import { createTranslator, type Translator } from './translator.ts'

export const catalogues: Record<Language, Catalogue> = { en, fr, es, ar, ka }

const made = new Map<string, Translator>()

/** Texts and formats in one language, instants in one zone (IANA name; UTC unless said). Kept once made. */
export function translator(language: Language, timeZone = 'UTC'): Translator {
  const key = `${language} ${timeZone}`
  let found = made.get(key)
  if (!found) made.set(key, (found = createTranslator(language, catalogues[language], { timeZone })))
  return found
}
