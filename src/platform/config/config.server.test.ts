import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { projectRoot } from '#platform/root.ts'
import { readConfig } from './config.server.ts'
import { describeConfiguration } from './describe.ts'
import { settings } from './settings.ts'

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'corridor-config-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

test('all mistakes are told together, each with the variable, what is wrong and an example', () => {
  const wrong = { PORT: '80a', HOST: '::1', CORRIDOR_URL: 'corridor.example.org', CORRIDOR_SECRET: 'short', DATABASE_URL: 'mysql://localhost', SMTP_URL: 'mail.example.org', MAIL_FROM: 'nobody', LOG_LEVEL: 'loud', CORRIDOR_PROXIES: '-1' }
  const message = errorOf(() => readConfig(wrong))
  for (const name of ['PORT', 'CORRIDOR_URL', 'CORRIDOR_SECRET', 'DATABASE_URL', 'SMTP_URL', 'MAIL_FROM', 'LOG_LEVEL', 'CORRIDOR_PROXIES'] as const) {
    expect(message).toMatch(new RegExp(`^ {2}${name} must .*, for example ${name}=`, 'm'))
    expect(message).toContain(settings[name].example)
  }
  expect(message).not.toContain('HOST')
})

test('a port out of range, a path in the public address and a home folder of the shell are refused', () => {
  expect(errorOf(() => readConfig({ PORT: '65536' }))).toContain('PORT must be a whole number from 0 to 65535')
  expect(errorOf(() => readConfig({ CORRIDOR_URL: 'https://example.org/corridor' }))).toContain('no path')
  expect(errorOf(() => readConfig({ CORRIDOR_DATA: '~/corridor' }))).toContain('only a shell understands')
})

test('what is right alone and wrong together is refused', () => {
  const message = errorOf(() => readConfig({ DATABASE_APP_URL: 'postgres://web@localhost/corridor', SMTP_URL: 'smtp://localhost' }))
  expect(message).toContain('DATABASE_APP_URL is set without DATABASE_URL')
  expect(message).toContain('MAIL_FROM is missing')
})

test('what is wrong together is told beside what is wrong alone', () => {
  const message = errorOf(() => readConfig({ PORT: 'high', DATABASE_APP_URL: 'postgres://web@localhost/corridor', SMTP_URL: 'smtp://localhost', CORRIDOR_DATA: '~/corridor' }))
  for (const sentence of ['PORT must be', 'DATABASE_APP_URL is set without', 'MAIL_FROM is missing', 'CORRIDOR_DATA begins with ~']) expect(message).toContain(sentence)
})

test('a refused configuration never shows a secret', () => {
  const message = errorOf(() => readConfig({ CORRIDOR_SECRET: 'hunter2', DATABASE_URL: 'mysql://root:hunter2@localhost' }))
  expect(message).not.toContain('hunter2')
})

test('without a secret a random one is made once and kept for its owner alone', () => {
  const first = readConfig({ CORRIDOR_DATA: data }).secret
  expect(first.length).toBeGreaterThanOrEqual(32)
  expect(readConfig({ CORRIDOR_DATA: data }).secret).toBe(first)
  expect(statSync(join(data, 'secret')).mode & 0o777).toBe(0o600)
})

test('a data folder that cannot be made is refused with a sentence', () => {
  const file = join(data, 'file')
  writeFileSync(file, '')
  expect(errorOf(() => readConfig({ CORRIDOR_DATA: join(file, 'corridor') }))).toMatch(/data folder .* cannot be made or written .*CORRIDOR_DATA/)
  expect(errorOf(() => readConfig({ CORRIDOR_DATA: file }))).toMatch(/data folder .* cannot be made or written/)
})

test('nothing needs to be set, and an empty variable counts as not set', () => {
  expect(readConfig({ CORRIDOR_DATA: data, PORT: '', LOG_LEVEL: ' ' })).toMatchObject({ port: 3000, host: '127.0.0.1', url: undefined, databaseUrl: undefined, logLevel: 'info', data })
  expect(readConfig({ CORRIDOR_DATA: data, CORRIDOR_URL: 'https://corridor.example.org/' })).toMatchObject({ url: 'https://corridor.example.org', mailFrom: 'Corridor <corridor@corridor.example.org>' })
})

test('the page for operators says what the program reads', () => {
  expect(readFileSync(join(projectRoot, 'docs/operating/configuration.md'), 'utf8')).toBe(describeConfiguration())
})

function errorOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('it was not refused')
}
