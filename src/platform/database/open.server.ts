// Makes the database of a configuration usable, whichever it is: that of DATABASE_URL, or the own one of the data folder.
import type { Config } from '#platform/config/config.server.ts'
import { connectOwner, prepareDatabase } from './prepare.server.ts'
import { migrate } from './migrate.server.ts'
import { useEmbedded, type EmbeddedDatabase } from './embedded.server.ts'

export const DATABASE_NAME = 'corridor'

export interface OpenDatabase {
  /** As the owner of the tables: migrations, backup and restore alone. */
  readonly ownerUrl: string
  /** As the application. */
  readonly appUrl: string
  /** The migrations that ran now. */
  readonly migrated: readonly string[]
  /** Corridor's own PostgreSQL; undefined with DATABASE_URL. */
  readonly embedded: EmbeddedDatabase | undefined
  release(): Promise<void>
}

export interface OpenOptions {
  readonly as: 'server' | 'command'
  /** Whether to bring it up to the newest migration; yes unless said. */
  readonly migrate?: boolean
  readonly signal?: AbortSignal | undefined
}

/** The database itself, as its owner, with nothing done to it. */
export async function openOwner(config: Config, options: OpenOptions): Promise<Pick<OpenDatabase, 'ownerUrl' | 'embedded' | 'release'>> {
  if (config.databaseUrl !== undefined) return { ownerUrl: config.databaseUrl, embedded: undefined, release: async () => undefined }
  const embedded = await useEmbedded({ data: config.data, as: options.as, signal: options.signal })
  try {
    await makeDatabase(embedded)
  } catch (error) {
    await embedded.release()
    throw error
  }
  return { ownerUrl: embedded.urlOf(DATABASE_NAME), embedded, release: embedded.release }
}

async function makeDatabase(embedded: EmbeddedDatabase): Promise<void> {
  const client = await connectOwner(embedded.urlOf('postgres'))
  try {
    const { rows } = await client.query('select from pg_database where datname = $1', [DATABASE_NAME])
    if (rows.length === 0) await client.query(`create database ${DATABASE_NAME}`).catch(ignoreDuplicate)
  } finally {
    await client.end()
  }
}

function ignoreDuplicate(error: { code?: string }): void {
  if (error.code !== '42P04' && error.code !== '23505') throw error
}

/**
 * Opens, prepares and (unless told otherwise) migrates the database.
 * @throws Refusal with a sentence for the operator; whatever was started for it is stopped again
 */
export async function openDatabase(config: Config, options: OpenOptions): Promise<OpenDatabase> {
  const opened = await openOwner(config, options)
  try {
    options.signal?.throwIfAborted()
    const appUrl = await prepareDatabase({ url: opened.ownerUrl, secret: config.secret, appUrl: config.databaseAppUrl })
    const migrated = options.migrate === false ? [] : await migrate(opened.ownerUrl)
    options.signal?.throwIfAborted()
    return { ...opened, appUrl, migrated }
  } catch (error) {
    await opened.release()
    throw error
  }
}
