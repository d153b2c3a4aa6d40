import { openDatabase } from '#platform/database/open.server.ts'
import type { Command } from '../command.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  usage: '[--data DIR]',
  about: 'Brings the database up to this version of Corridor; start does so too.',
  async run({ config, signal }) {
    const database = await openDatabase(config, { as: 'command', signal })
    await database.release()
    const { migrated } = database
    return { json: { migrated }, text: migrated.length === 0 ? 'The database is up to date.' : `Migrated: ${migrated.join(', ')}` }
  },
}
