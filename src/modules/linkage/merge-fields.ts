/** The fields in which two records of one person can differ, and which of two values is the fuller one. */
import { nameKey } from '#platform/names/index.ts'

export const mergeFields = ['family_name', 'given_name', 'sex', 'born', 'village', 'household', 'residence', 'abroad_since', 'occupation', 'readiness', 'preferred_language'] as const
export type MergeField = (typeof mergeFields)[number]

/** Columns of people that are chosen together. */
export const columnsOf = {
  family_name: ['family_name'], given_name: ['given_name'], sex: ['sex'], born: ['born'], village: ['village_id'], household: ['household_id'], residence: ['country', 'city', 'city_id'],
  abroad_since: ['abroad_since'], occupation: ['occupation', 'occupation_code'], readiness: ['readiness'], preferred_language: ['preferred_language'],
} as const satisfies Record<MergeField, readonly string[]>

export type ChosenColumn = (typeof columnsOf)[MergeField][number]
export type Mergeable = Readonly<Record<ChosenColumn, string | null>>

/** Whose value the joined record gets, for each field: that of the record kept, or that of the one joined into it. */
export type MergeChoices = Partial<Record<MergeField, 'keep' | 'merge'>>

const isFamilyNameOrGiven = (field: MergeField): field is 'family_name' | 'given_name' => field === 'family_name' || field === 'given_name'
const blank = (value: string | null): boolean => value === null || value === ''

/** Whether both say the same of a field. */
export function agree(field: MergeField, keep: Mergeable, merge: Mergeable): boolean {
  if (field === 'residence') return keep.country === merge.country && nameKey(keep.city ?? '') === nameKey(merge.city ?? '')
  const column = columnsOf[field][0]
  return keep[column] === merge[column] || (blank(keep[column]) && blank(merge[column]))
}

/** The sensible choice: a value rather than none, a day rather than a year, a whole name rather than a part of it; else what was there first. */
export function fuller(field: MergeField, keep: Mergeable, merge: Mergeable): 'keep' | 'merge' {
  const column = columnsOf[field][0]
  const [kept, other] = [keep[column], merge[column]]
  if (blank(other)) return 'keep'
  if (blank(kept)) return 'merge'
  if (field === 'born' || field === 'abroad_since') return (other ?? '').length > (kept ?? '').length ? 'merge' : 'keep'
  if (field === 'residence') return kept === other && blank(keep.city) && !blank(merge.city) ? 'merge' : 'keep'
  if (isFamilyNameOrGiven(field)) {
    const [short, long] = [nameKey(kept ?? '').replace(/\.$/, ''), nameKey(other ?? '')]
    return long.length > short.length && (long.startsWith(short) || ` ${long} `.includes(` ${short} `)) ? 'merge' : 'keep'
  }
  return 'keep'
}

/** The choice for every field: what was asked for, the sensible one elsewhere. */
export function completeChoices(choices: MergeChoices, keep: Mergeable, merge: Mergeable): Record<MergeField, 'keep' | 'merge'> {
  return Object.fromEntries(mergeFields.map((field) => [field, choices[field] ?? fuller(field, keep, merge)])) as Record<MergeField, 'keep' | 'merge'>
}
