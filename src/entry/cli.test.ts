import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { main } from './cli.ts'
import { commands } from './commands/index.ts'

let said: string
let answered: string
beforeEach(() => {
  said = answered = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said += String(text))))
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((answered += String(text))))
})
afterEach(() => vi.restoreAllMocks())

test('an unknown command, flag, word or a missing one is wrong usage: 2, with the usage on standard error', async () => {
  for (const args of [['nonsense'], ['migrate', '--nonsense'], ['migrate', 'word'], ['backup'], ['start', '--port']]) {
    said = ''
    expect(await main(args)).toBe(2)
    expect(said).toContain('Usage: ./bin/corridor')
  }
  expect(answered).toBe('')
})

test('called without anything it says what there is and that this was not enough', async () => {
  expect(await main([])).toBe(2)
  expect(await main(['--help'])).toBe(0)
  for (const name of Object.keys(commands)) expect(answered).toContain(`\n  ${name}`)
})

test('a refusal is a sentence and 1, and one JSON document where that was asked for', async () => {
  vi.stubEnv('PORT', 'high')
  expect(await main(['migrate'])).toBe(1)
  expect(said).toMatch(/PORT must be a whole number/)
  expect(said).not.toMatch(/\n\s+at /)
  expect(answered).toBe('')
  expect(await main(['migrate', '--json'])).toBe(1)
  expect(JSON.parse(answered)).toEqual({ error: { message: expect.stringContaining('PORT') as string } })
  vi.unstubAllEnvs()
})

test('the help of a command is its usage', async () => {
  expect(await main(['backup', '--help'])).toBe(0)
  expect(answered).toMatch(/^Usage: \.\/bin\/corridor backup FILE/)
})
