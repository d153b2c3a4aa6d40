import { examine } from '#platform/doctor/doctor.server.ts'
import type { Command } from '../command.ts'

const signs = { fine: 'ok    ', look: 'look  ', wrong: 'WRONG ' } as const

export const doctor: Command = {
  name: 'doctor',
  usage: '[--data DIR]',
  about: 'Looks at everything that an operator can get wrong and says what to do.',
  async run({ config, signal }) {
    const findings = await examine(config, process.env, signal)
    const wrong = findings.filter(({ state }) => state === 'wrong').length
    const text = findings.map(({ state, about, says, todo }) => `${signs[state]}${about}: ${says}${todo ? `\n        ${todo}` : ''}`).join('\n')
    return { json: { healthy: wrong === 0, findings }, text, code: wrong === 0 ? 0 : 1 }
  },
}
