import { keptSecretFile } from '#platform/backup/restore.server.ts'
import { makeBackup } from '#platform/backup/backup.server.ts'
import { openOwner } from '#platform/database/open.server.ts'
import type { Command } from '../command.ts'

export const backup: Command = {
  name: 'backup',
  usage: 'FILE [--data DIR]',
  about: 'Writes everything into one compressed file, from one moment, beside a running server or without one.',
  words: { min: 1, max: 1 },
  async run({ config, words, progress, signal }) {
    const database = await openOwner(config, { as: 'command', signal })
    try {
      const result = await makeBackup({ url: database.ownerUrl, file: words[0] ?? '', secret: config.secret, secretIsKept: keptSecretFile(config.data, process.env) !== undefined, signal, progress })
      return { json: result, text: `Backed up ${result.rows} rows of ${result.tables} tables to ${result.file} (${Math.ceil(result.bytes / 1000)} kB). It holds personal data and keys: keep it where only you can read it.` }
    } finally {
      await database.release()
    }
  },
}
