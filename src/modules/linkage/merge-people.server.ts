/**
 * Two records become one person. The record kept gets the chosen value of each field; everything that hangs on the other moves to it,
 * and what both hold alike stays with the other, so that nothing is lost and nothing stands twice. Every row moved and every value
 * changed is written down in `merges`: taking it back is data, not archaeology.
 */
import { actorId, actorName } from '#platform/access/actor.ts'
import { requirePermission } from '#platform/access/permissions.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvents } from '#platform/events/events.server.ts'
import { newId } from '#platform/ids/uuid.ts'
import { nameKey, NAME_KEYS_VERSION } from '#platform/names/index.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { personNameKey, refreshReach } from '#modules/register/index.server.ts'
import { columnsOf, completeChoices, mergeFields, type ChosenColumn, type MergeChoices, type MergeField } from './merge-fields.ts'
import type { MovedRows } from './moved-rows.ts'
import { moveBelongings } from './move-belongings.server.ts'
import { moveDecisions, noteSame } from './pair-decisions.server.ts'

/** The values of a person that joining can change. */
export const mergedColumns = ['family_name', 'given_name', 'other_names', 'sex', 'born', 'village_id', 'household_id', 'country', 'city', 'city_id', 'abroad_since', 'occupation', 'occupation_code', 'readiness', 'preferred_language', 'skills', 'languages', 'interests', 'collection_id', 'field_sources', 'restricted_at'] as const
export type MergedColumn = (typeof mergedColumns)[number]

export interface PersonRow extends Record<ChosenColumn, string | null> {
  id: string; state: string; name_key: string; other_names: string[]; skills: string[]; languages: string[]; interests: string[]
  collection_id: string | null; field_sources: Record<string, string>; restricted_at: Date | null; version: number
}

export interface MergeRequest {
  keep: string
  merge: string
  /** Fields without a choice get the fuller value. */
  choices?: MergeChoices
}

/**
 * Joins `merge` into `keep`; `merge` becomes a record that points to it. Records `person.merged` on both.
 * @returns the id by which `undoMerge` takes it back
 * @throws `pair_decided_meanwhile` where one of them is no longer active, or somebody said that they are two
 */
export async function mergePeople(tx: Tx, { keep: keepId, merge: mergeId, choices = {} }: MergeRequest): Promise<string> {
  requirePermission(tx.actor, 'person.merge')
  const { keep, merge } = await lockBoth(tx, keepId, mergeId)
  const chosen = completeChoices(choices, keep, merge)
  const id = newId()
  await recordEvents(tx, [
    { type: 'person.merged', subject: { kind: 'person', id: keep.id }, data: { merge: id, with: merge.id } },
    { type: 'person.merged', subject: { kind: 'person', id: merge.id }, data: { merge: id, into: keep.id } },
  ])
  const after = joinedRow(keep, merge, chosen)
  const moved = await moveBelongings(tx, { keepId, mergeId, after, residence: chosen.residence })
  moved.decisions = await moveDecisions(tx, keepId, mergeId)
  moved.pair = await noteSame(tx, keepId, mergeId)
  await writeJoined(tx, keep, after)
  await tx.updateTable('people').set((eb) => ({ state: 'merged', merged_into: keepId, updated_at: new Date(), version: eb('version', '+', 1) })).where('office_id', '=', tx.office).where('id', '=', mergeId).execute()
  await noteMerge(tx, { id, keep, merge, chosen, moved, after })
  await refreshReach(tx, [keepId, mergeId])
  await recordEvents(tx, [keepId, mergeId].map((person) => ({ type: 'person.changed', subject: { kind: 'person', id: person } })))
  return id
}

/** In one order whoever asks, so that two who decide at once wait for each other and the second is told. */
async function lockBoth(tx: Tx, keepId: string, mergeId: string): Promise<{ keep: PersonRow; merge: PersonRow }> {
  const rows = await tx.selectFrom('people').selectAll().where('office_id', '=', tx.office).where('id', 'in', [keepId, mergeId]).where('state', '<>', 'erased').orderBy('id').forUpdate().execute()
  const [keep, merge] = [keepId, mergeId].map((id) => rows.find((row) => row.id === id))
  if (!keep || !merge || keepId === mergeId) throw new ProblemError('not_found')
  if (keep.state !== 'active' || merge.state !== 'active') throw new ProblemError('pair_decided_meanwhile')
  return { keep: keep as unknown as PersonRow, merge: merge as unknown as PersonRow }
}

const union = (first: readonly string[], second: readonly string[]): string[] => [...new Set([...first, ...second])]

/** Spellings that are neither the joined record's name nor known already. */
function otherNames(keep: PersonRow, merge: PersonRow, familyName: string, givenName: string): string[] {
  const written = (row: Pick<PersonRow, 'family_name' | 'given_name'>): string => `${row.family_name ?? ''} ${row.given_name ?? ''}`.trim()
  const now = `${familyName} ${givenName}`.trim()
  return union(union(keep.other_names, [written(keep), written(merge)]), merge.other_names).filter((name) => name !== '' && (name !== now || keep.other_names.includes(name)))
}

function joinedRow(keep: PersonRow, merge: PersonRow, chosen: Record<MergeField, 'keep' | 'merge'>): PersonRow {
  const after: PersonRow = { ...keep, field_sources: { ...keep.field_sources } }
  const source = (column: string): void => {
    const from = merge.field_sources[column] ?? merge.collection_id
    if (from !== null && from !== undefined) after.field_sources[column] = from
  }
  for (const field of mergeFields) {
    if (chosen[field] === 'keep') continue
    for (const column of columnsOf[field]) {
      after[column] = merge[column]
      if (merge[column] !== keep[column]) source(column)
    }
  }
  // Nobody is without a name because the parts of two names were chosen apart.
  if (nameKey(`${after.family_name ?? ''} ${after.given_name ?? ''}`) === '') Object.assign(after, { family_name: keep.family_name, given_name: keep.given_name })
  after.other_names = otherNames(keep, merge, after.family_name ?? '', after.given_name ?? '')
  if (after.other_names.length > keep.other_names.length) source('other_names')
  for (const list of ['skills', 'languages', 'interests'] as const) {
    after[list] = union(keep[list], merge[list])
    if (keep[list].length === 0 && merge[list].length > 0) source(list)
  }
  after.collection_id = keep.collection_id ?? merge.collection_id
  // An objection holds for the whole person.
  after.restricted_at = keep.restricted_at ?? merge.restricted_at
  return after
}

async function writeJoined(tx: Tx, keep: PersonRow, after: PersonRow): Promise<void> {
  const values = Object.fromEntries(mergedColumns.map((column) => [column, column === 'field_sources' ? JSON.stringify(after[column]) : after[column]]))
  await tx
    .updateTable('people')
    .set({ ...values, name_key: personNameKey(after.family_name ?? '', after.given_name ?? ''), keys_version: NAME_KEYS_VERSION, updated_at: new Date(), version: keep.version + 1 })
    .where('office_id', '=', tx.office)
    .where('id', '=', keep.id)
    .execute()
}

interface MergeNote { id: string; keep: PersonRow; merge: PersonRow; chosen: MergeChoices; moved: MovedRows; after: PersonRow }

async function noteMerge(tx: Tx, { id, keep, merge, chosen, moved, after }: MergeNote): Promise<void> {
  const changed = mergedColumns.filter((column) => JSON.stringify(keep[column]) !== JSON.stringify(after[column]))
  const pick = (row: PersonRow): string => JSON.stringify(Object.fromEntries(changed.map((column) => [column, row[column]])))
  await tx
    .insertInto('merges')
    .values({ office_id: tx.office, id, kept_id: keep.id, merged_id: merge.id, choices: JSON.stringify(chosen), moved: JSON.stringify(moved), before: pick(keep), after: pick(after), actor_id: actorId(tx.actor), actor_name: actorName(tx.actor) })
    .execute()
}
