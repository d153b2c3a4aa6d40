/** Sources and events in the reader's words. */
import type { Translator } from '#platform/i18n/index.ts'
import type { MessageKey } from '#platform/i18n/messages.ts'
import type { SourceFacts, TimelineEntry } from '../read-person.server.ts'

/** "Nino, on a visit to Tsitsino Lomidze, 1 March 2026" or "samtredia.csv, row 214". The empty string where the source is not known. */
export function sourceText(source: SourceFacts | undefined, { t, date }: Translator): string {
  if (!source) return ''
  if (source.file) return t('register.source.file', { file: source.file.sheet ? `${source.file.name} (${source.file.sheet})` : source.file.name, row: source.file.row })
  const means = t(`register.means.${source.means}` as MessageKey)
  return [source.informantName, means, source.collectorName, date(source.collectedOn, 'medium')].filter(Boolean).join(' · ')
}

/** What happened, without personal data of its own; an event that has no words yet shows its name rather than nothing. */
export function eventTitle(entry: TimelineEntry, { t }: Translator): string {
  const key = `event.${entry.type}` as MessageKey
  const title = t(key)
  return title === key ? entry.type : title
}
