// Writes the files that are made from others and kept in the repository for people to read: docs/operating/configuration.md
// and db/schema.sql. Tests say when they are out of date.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describeConfiguration } from '#platform/config/describe.ts'
import { clusterUrl, ensureCluster, stopCluster } from '#platform/database/cluster.server.ts'
import { migrate } from '#platform/database/migrate.server.ts'
import { prepareDatabase } from '#platform/database/prepare.server.ts'
import { dumpSchema } from '#platform/database/schema-dump.server.ts'
import { projectRoot } from '#platform/root.ts'

/** The schema of a database that is made for this and gone afterwards. */
async function freshSchema(): Promise<string> {
  const parent = mkdtempSync(join(tmpdir(), 'corridor-schema-'))
  chmodSync(parent, 0o755)
  const folder = join(parent, 'postgres')
  try {
    const cluster = await ensureCluster({ folder, passwordFile: join(parent, 'password'), logFile: join(parent, 'postgres.log'), volatile: true })
    const url = clusterUrl(cluster, 'postgres')
    await prepareDatabase({ url, secret: 'of a database that is gone in a moment' })
    await migrate(url)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return await dumpSchema(client)
    } finally {
      await client.end()
    }
  } finally {
    await stopCluster(folder)
    rmSync(parent, { recursive: true, force: true })
  }
}

writeFileSync(join(projectRoot, 'docs/operating/configuration.md'), describeConfiguration())
writeFileSync(join(projectRoot, 'db/schema.sql'), await freshSchema())
