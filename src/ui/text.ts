/**
 * The reader's language, for components. A layout calls `provideText(translator)` once; a component takes what it needs:
 * `const { t, date } = useText()`. A page lives in one language: changing it loads the page anew.
 */
import { createContext } from 'svelte'
import type { Translator } from '#platform/i18n/index.ts'

const [get, set] = createContext<Translator>()

export function provideText(translator: Translator): void {
  set(translator)
}

export function useText(): Translator {
  return get()
}
