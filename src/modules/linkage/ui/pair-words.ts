/** Pairs in the reader's words. */
import type { Translator } from '#platform/i18n/index.ts'
import type { MessageKey } from '#platform/i18n/messages.ts'
import type { Evidence, EvidenceSubject } from '../contract.ts'
import { columnsOf, mergeFields } from '../merge-fields.ts'

/** "Same phone", "Birthday with day and month swapped". */
export function evidenceText({ subject, level }: Pick<Evidence, 'subject' | 'level'>, { t }: Translator): string {
  return t(`linkage.evidence.${subject}.${level}` as MessageKey)
}

/** The word beside the second value: same, similar, same in another script, swapped; the empty string where the two differ or one is unknown. */
export function comparedText(subjects: readonly EvidenceSubject[], evidence: readonly Evidence[], { t }: Translator): string {
  const found = evidence.filter(({ subject }) => subjects.includes(subject))
  if (found.length === 0 || found.some(({ level }) => level.endsWith('different'))) return ''
  if (found.some(({ level }) => level === 'swapped') && subjects.includes('birth')) return t('linkage.pair.swapped')
  if (found.some(({ level }) => level === 'same_other_script')) return t('linkage.pair.same_other_script')
  return t(found.every(({ level }) => level === 'same' || level === 'year_only') ? 'linkage.pair.same' : 'linkage.pair.similar')
}

const ofTables: Record<string, MessageKey> = { contact_points: 'register.person.reach', residences: 'linkage.field.residence', ties: 'linkage.pair.family', notes: 'register.person.notes', consents: 'register.person.consent', notices: 'register.person.notice' }

/** What undoing left as it is, by the words of fields: `left` of `undoMerge`. */
export function leftText(left: readonly string[], { t }: Translator): string {
  const words = left.flatMap((name) => {
    const field = mergeFields.find((known) => (columnsOf[known] as readonly string[]).includes(name))
    const key = field ? (`linkage.field.${field}` as MessageKey) : ofTables[name]
    return key ? [t(key)] : []
  })
  return [...new Set(words)].join(', ')
}
