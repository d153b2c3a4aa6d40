/** What linkage has learnt of an office, kept beside it and in memory for whoever types a name. */
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { LINKAGE_KEYS_VERSION } from './keys.ts'
import { emptyModel, type LinkageModel } from './model.ts'
import { unpackModel } from './pack-model.ts'

interface Kept { trainedAt: number; keysVersion: number; people: number; model: LinkageModel }

const OFFICES_IN_MEMORY = 20
const inMemory = new Map<string, Kept>()

/** The office's model; undefined before the first look at its register, and after the rules of keys have changed. */
export async function findModel(tx: Tx): Promise<{ model: LinkageModel; people: number } | undefined> {
  const known = inMemory.get(tx.office)
  const [row] = await selectRows<{ trained_at: Date; keys_version: number; people: number; model: string | null }>(
    tx,
    'select trained_at, keys_version, people, case when trained_at is distinct from $2 then model end as model from corridor.link_models where office_id = $1',
    [tx.office, known ? new Date(known.trainedAt) : null],
  )
  if (!row || row.keys_version !== LINKAGE_KEYS_VERSION) return undefined
  if (row.model === null) return known
  const model = unpackModel(row.model)
  if (model === null) return undefined
  if (inMemory.size >= OFFICES_IN_MEMORY) inMemory.delete(inMemory.keys().next().value ?? '')
  const kept = { trainedAt: row.trained_at.getTime(), keysVersion: row.keys_version, people: row.people, model }
  inMemory.set(tx.office, kept)
  return kept
}

/** As `findModel`, and the table of experience alone where nothing was learnt yet. */
export async function getModel(tx: Tx): Promise<LinkageModel> {
  return (await findModel(tx))?.model ?? emptyModel()
}

export async function storeModel(tx: Tx, packed: string, people: number): Promise<void> {
  await tx.client.query(
    // To the millisecond, as far as a date reaches here: what is kept in memory is told by it.
    `insert into corridor.link_models (office_id, keys_version, people, model, trained_at) values ($1, $2, $3, $4, date_trunc('milliseconds', clock_timestamp()))
     on conflict (office_id) do update set keys_version = excluded.keys_version, people = excluded.people, model = excluded.model, trained_at = excluded.trained_at`,
    [tx.office, LINKAGE_KEYS_VERSION, people, packed],
  )
}
