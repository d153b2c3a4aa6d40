import { resolve } from 'node:path'
import { keptSecretFile, restoreBackup } from '#platform/backup/restore.server.ts'
import { findServer } from '#platform/database/embedded.server.ts'
import { openOwner } from '#platform/database/open.server.ts'
import { Refusal } from '#platform/problems/refusal.ts'
import type { Command } from '../command.ts'

export const restore: Command = {
  name: 'restore',
  usage: 'FILE [--replace] [--data DIR]',
  about: 'Puts a backup into an empty database; with --replace also into one that is in use.',
  options: { replace: { type: 'boolean' } },
  words: { min: 1, max: 1 },
  async run({ config, words, options, progress, signal }) {
    const server = config.databaseUrl === undefined ? findServer(config.data) : undefined
    if (server) throw new Refusal(`Corridor is running on this data${server.address ? ` at ${server.address}` : ''}. Stop it, restore, and start it again.`)
    const database = await openOwner(config, { as: 'command', signal })
    try {
      const secretFile = keptSecretFile(config.data, process.env)
      const result = await restoreBackup({ url: database.ownerUrl, appUrl: config.databaseAppUrl, file: resolve(words[0] ?? ''), secret: config.secret, secretFile, replace: options.replace === true, signal, progress })
      const warning = result.secretHolds ? '' : ' The secret is another one than that of the backup: sessions, links sent before and second factors do not work any more. Set CORRIDOR_SECRET to the old one to keep them.'
      return { json: result, text: `Restored ${result.rows} rows of ${result.tables} tables, as they were at ${result.madeAt}.${warning}` }
    } finally {
      await database.release()
    }
  },
}
