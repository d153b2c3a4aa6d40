/** The register's SQL that several operations use. Each takes the transaction first. */
import { placeKey } from '#modules/places/index.ts'
import type { Tx } from '#platform/database/types.ts'
import { ProblemError } from '#platform/problems/problem.ts'

export async function getOfficeCountry(tx: Tx): Promise<string> {
  const office = await tx.selectFrom('offices').select('home_country').where('id', '=', tx.office).executeTakeFirst()
  if (!office) throw new ProblemError('not_found')
  return office.home_country
}

export async function findNoticeDays(tx: Tx): Promise<number> {
  const settings = await tx.selectFrom('office_settings').select('notice_within_days').where('office_id', '=', tx.office).executeTakeFirst()
  return settings?.notice_within_days ?? 30
}

/** Ids of the office's villages of that name, in any script. */
export async function findVillageIds(tx: Tx, name: string): Promise<string[]> {
  const rows = await tx.selectFrom('places').select('id').where('office_id', '=', tx.office).where('kind', '=', 'village').where('name_key', '=', placeKey(name)).execute()
  return rows.map((row) => row.id)
}

export async function getHouseholdOrThrow(tx: Tx, id: string) {
  const household = await tx.selectFrom('households').selectAll().where('office_id', '=', tx.office).where('id', '=', id).executeTakeFirst()
  if (!household) throw new ProblemError('not_found')
  return household
}

/** The person's row whatever its state but erased; locked against changes where `lock` is given. */
export async function getPersonOrThrow(tx: Tx, id: string, options: { lock?: boolean } = {}) {
  let query = tx.selectFrom('people').selectAll().where('office_id', '=', tx.office).where('id', '=', id).where('state', '<>', 'erased')
  if (options.lock) query = query.forUpdate()
  const person = await query.executeTakeFirst()
  if (!person) throw new ProblemError('not_found')
  return person
}

export async function refreshReach(tx: Tx, personIds: readonly string[]): Promise<void> {
  await tx.client.query('select corridor.refresh_reach($1)', [personIds])
}
