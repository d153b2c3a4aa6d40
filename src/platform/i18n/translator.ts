import { createFormats, type FormatOptions, type Formats } from './formats.ts'
import type { Language } from './languages.ts'
import { createTranslate, type Translate } from './messages.ts'

/** All that a text needs in one language: messages by `t`, and every format. Its functions need no `this`: take them apart freely. */
export type Translator = Formats & { t: Translate }

export function createTranslator(language: Language, catalogue: Partial<Record<string, string>>, options?: FormatOptions): Translator {
  const formats = createFormats(language, options)
  return { ...formats, t: createTranslate(catalogue, formats.locale, formats.number) }
}
