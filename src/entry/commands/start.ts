import { startServer } from '../start.ts'
import type { Command } from '../command.ts'

export const start: Command = {
  name: 'start',
  usage: '[--port N] [--demo|--no-demo] [--data DIR]',
  about: 'Serves Corridor until it is stopped with Ctrl-C; what npm start calls.',
  options: { port: { type: 'string' }, demo: { type: 'boolean' } },
  async run({ config, options, progress }) {
    const server = await startServer({ config, demo: typeof options.demo === 'boolean' ? options.demo : undefined, progress })
    await server.stopped
  },
}
