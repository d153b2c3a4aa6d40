// What a backup is: text, compressed with gzip. First a line with the manifest, then for each table a line that names it and
// its columns, its rows as PostgreSQL's COPY writes them and a line with `\.`; last a line with what must have come: the
// rows of each table and the SHA-256 of everything before it. A reader that sees no such line has half a backup.
import { z } from 'zod'

export const FORMAT = 1
export const END_OF_ROWS = '\\.'

export const manifestSchema = z.object({
  corridorBackup: z.literal(FORMAT),
  /** Instant of the snapshot, ISO 8601. */
  madeAt: z.string(),
  /** Version of Corridor that made it. */
  corridor: z.string(),
  postgres: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  /** Tells whether the secret is the same, without telling the secret. */
  secretFingerprint: z.string(),
  /** The kept secret itself, where Corridor had made it. */
  secret: z.string().nullable(),
  sequences: z.array(z.object({ name: z.string(), last: z.string().nullable() })),
})
export type Manifest = z.infer<typeof manifestSchema>

export const tableLineSchema = z.object({ table: z.string(), columns: z.array(z.string()) })
export type TableLine = z.infer<typeof tableLineSchema>

export const trailerSchema = z.object({ rows: z.record(z.string(), z.number()), sha256: z.string() })
export type Trailer = z.infer<typeof trailerSchema>
