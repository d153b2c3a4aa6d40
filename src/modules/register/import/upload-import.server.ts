/** The file is stored as it came, before anything of it is understood. */
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { actorName } from '#platform/access/actor.ts'
import { requirePermission } from '#platform/access/permissions.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { newId } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'

/** Bytes of one stored piece of a file. */
export const CHUNK_BYTES = 1024 * 1024
/** The largest file that is taken. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024
const MAX_NAME_LENGTH = 200

export interface UploadedFile {
  name: string
  content: AsyncIterable<Uint8Array>
  /** ISO date on which the facts were handed over; the office's day unless said. */
  collectedOn?: string
}

/**
 * Stores the file and begins an import of it (state `uploaded`); the caller has it worked on (`enqueueImport`, `continueImport`).
 * @returns the id of the import
 * @throws ProblemError too_large, import_file_empty
 */
export async function uploadImport(tx: Tx, file: UploadedFile): Promise<string> {
  requirePermission(tx.actor, 'import.run')
  const name = cleanName(file.name)
  const [fileId, importId] = [newId(), newId()]
  const createdBy = tx.actor.kind === 'staff' ? tx.actor.accountId : null
  await tx.insertInto('files').values({ office_id: tx.office, id: fileId, name, media_type: 'application/octet-stream', bytes: 0, sha256: Buffer.alloc(0), created_by: createdBy }).execute()
  const { bytes, sha256 } = await storeContent(tx, fileId, file.content)
  if (bytes === 0) throw new ProblemError('import_file_empty')
  await tx.updateTable('files').set({ bytes, sha256 }).where('office_id', '=', tx.office).where('id', '=', fileId).execute()
  await tx
    .insertInto('imports')
    .values({ office_id: tx.office, id: importId, file_id: fileId, file_name: name, sha256, created_by: createdBy, created_by_name: actorName(tx.actor), ...(file.collectedOn ? { collected_on: file.collectedOn } : {}) })
    .execute()
  await recordEvent(tx, { type: 'import.uploaded', subject: { kind: 'import', id: importId }, data: { bytes } })
  return importId
}

async function storeContent(tx: Tx, fileId: string, content: AsyncIterable<Uint8Array>): Promise<{ bytes: number; sha256: Buffer }> {
  const sum = createHash('sha256')
  let bytes = 0
  let number = 0
  let waiting: Uint8Array[] = []
  let size = 0
  const flush = async (all: boolean): Promise<void> => {
    while (size >= CHUNK_BYTES || (all && size > 0)) {
      const joined = Buffer.concat(waiting)
      const chunk = joined.subarray(0, CHUNK_BYTES)
      await tx.client.query('insert into corridor.file_chunks (office_id, file_id, number, content) values ($1, $2, $3, $4)', [tx.office, fileId, number++, chunk])
      waiting = joined.length > CHUNK_BYTES ? [joined.subarray(CHUNK_BYTES)] : []
      size = joined.length - chunk.length
    }
  }
  for await (const piece of content) {
    bytes += piece.byteLength
    if (bytes > MAX_FILE_BYTES) throw new ProblemError('too_large')
    sum.update(piece)
    waiting.push(piece)
    size += piece.byteLength
    if (size >= CHUNK_BYTES) await flush(false)
  }
  await flush(true)
  return { bytes, sha256: sum.digest() }
}

/** The name without folders and control characters: it is shown and offered for download, and names nothing on disk. */
function cleanName(name: string): string {
  const bare = basename(name.replaceAll('\\', '/')).replace(/[\p{Cc}\p{Cf}]/gu, '').trim()
  return Array.from(bare).slice(0, MAX_NAME_LENGTH).join('') || 'import'
}

/** The stored file again, piece by piece; each piece in a transaction of its own, so that a slow reader holds none open. */
export async function* readStoredFile(within: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>, importId: string): AsyncGenerator<Uint8Array> {
  for (let number = 0; ; number++) {
    const content = await within(async (tx) => {
      const { rows } = await tx.client.query<{ content: Buffer }>(
        'select c.content from corridor.imports i join corridor.file_chunks c on c.office_id = i.office_id and c.file_id = i.file_id where i.office_id = $1 and i.id = $2 and c.number = $3',
        [tx.office, importId, number],
      )
      return rows[0]?.content
    })
    if (!content) return
    yield content
  }
}
