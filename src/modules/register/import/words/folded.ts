import { fold } from '../text.ts'

/** A word list as a map from the folded word to what it means. Lists are written as people read them: separated by commas. */
export function foldedWords<Meaning extends string>(lists: Partial<Record<Meaning, string>>): Map<string, Meaning> {
  const words = new Map<string, Meaning>()
  for (const [meaning, list] of Object.entries(lists) as [Meaning, string][]) {
    for (const word of list.split(',')) words.set(fold(word), meaning)
  }
  return words
}
