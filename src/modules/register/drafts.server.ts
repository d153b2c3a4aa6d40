/** Drafts of a registration, one's own only; and saved views of lists, one's own or the office's. */
import { requirePermission } from '#platform/access/permissions.ts'
import type { Tx } from '#platform/database/types.ts'
import { newId } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'

const MAX_DRAFT_CHARACTERS = 200_000
const MAX_DRAFTS = 100

function ownAccount(tx: Tx): string {
  if (tx.actor.kind !== 'staff') throw new ProblemError('not_found')
  return tx.actor.accountId
}

/** Saves what was typed so far; `id` as given by an earlier save. Returns the draft's id. */
export async function saveDraft(tx: Tx, kind: 'family', data: unknown, id?: string): Promise<string> {
  requirePermission(tx.actor, 'person.register')
  const account = ownAccount(tx)
  const text = JSON.stringify(data)
  if (text.length > MAX_DRAFT_CHARACTERS) throw new ProblemError('draft_too_large')
  if (id) {
    const kept = await tx.updateTable('drafts').set({ data: text, updated_at: new Date() }).where('office_id', '=', tx.office).where('account_id', '=', account).where('id', '=', id).returning('id').executeTakeFirst()
    if (kept) return kept.id
  }
  const { count } = await tx.selectFrom('drafts').select((eb) => eb.fn.countAll<number>().as('count')).where('office_id', '=', tx.office).where('account_id', '=', account).executeTakeFirstOrThrow()
  if (count >= MAX_DRAFTS) throw new ProblemError('too_large')
  const draft = newId()
  await tx.insertInto('drafts').values({ office_id: tx.office, id: draft, account_id: account, kind, data: text }).execute()
  return draft
}

export async function findDrafts(tx: Tx) {
  requirePermission(tx.actor, 'person.register')
  return tx.selectFrom('drafts').select(['id', 'kind', 'data', 'updated_at']).where('office_id', '=', tx.office).where('account_id', '=', ownAccount(tx)).orderBy('updated_at', 'desc').execute()
}

export async function getDraftOrThrow(tx: Tx, id: string): Promise<unknown> {
  requirePermission(tx.actor, 'person.register')
  const draft = await tx.selectFrom('drafts').select('data').where('office_id', '=', tx.office).where('account_id', '=', ownAccount(tx)).where('id', '=', id).executeTakeFirst()
  if (!draft) throw new ProblemError('not_found')
  return draft.data
}

export async function removeDraft(tx: Tx, id: string): Promise<void> {
  requirePermission(tx.actor, 'person.register')
  await tx.deleteFrom('drafts').where('office_id', '=', tx.office).where('account_id', '=', ownAccount(tx)).where('id', '=', id).execute()
}

/** A filter kept under a name; it stays live: it holds the question and not the answer. */
export async function saveView(tx: Tx, view: { area: 'people'; name: string; query: string; shared: boolean }): Promise<string> {
  requirePermission(tx.actor, 'person.read')
  const id = newId()
  await tx.insertInto('saved_views').values({ office_id: tx.office, id, account_id: view.shared ? null : ownAccount(tx), area: view.area, name: view.name.trim(), query: view.query }).execute()
  return id
}

/**
 * Views of the office are questions of colleagues: who works in some villages gets those that ask of no name and of no other village,
 * for the question itself may tell of somebody. One's own are always there.
 */
export async function findViews(tx: Tx, area: 'people') {
  requirePermission(tx.actor, 'person.read')
  const views = await viewsOf(tx, area)
  const { actor } = tx
  if (actor.kind !== 'staff' || actor.role !== 'field') return views
  return views.filter(({ account_id: owner, query }) => {
    const asked = new URLSearchParams(query)
    return owner !== null || (!asked.has('name') && asked.getAll('village').flatMap((ids) => ids.split(',')).every((id) => actor.villages.includes(id)))
  })
}

function viewsOf(tx: Tx, area: 'people') {
  return tx.selectFrom('saved_views').select(['id', 'name', 'query', 'account_id']).where('office_id', '=', tx.office).where('area', '=', area).orderBy('name').execute()
}

export async function removeView(tx: Tx, id: string): Promise<void> {
  requirePermission(tx.actor, 'person.read')
  const removed = await tx.deleteFrom('saved_views').where('office_id', '=', tx.office).where('id', '=', id).returning('id').executeTakeFirst()
  if (!removed) throw new ProblemError('not_found')
}
