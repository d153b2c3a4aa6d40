/**
 * Languages, messages and formats: the door for everything that also runs in a browser.
 * On a server, for mail or documents: `translator('ka').t('…')` from `#platform/i18n/index.server.ts`.
 */
export { directionOf, defaultLanguage, isLanguage, languageNames, languages, locales, type Language } from './languages.ts'
export { languageCookie, languageParameter, negotiateLanguage, preferencesOf, type LanguageWishes } from './negotiate.ts'
export { createFormats, type DateStyle, type FormatOptions, type Formats } from './formats.ts'
export { createTranslate, type Catalogue, type MessageKey, type MessageValues, type Translate } from './messages.ts'
export { createTranslator, type Translator } from './translator.ts'
export { loadCatalogue, loadTranslator } from './catalogue.ts'
