// Corridor's own PostgreSQL through starts, stops and crashes, as the user who runs the tests and, under root, as an
// ordinary user too.
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { findRunning, stopCluster } from '#platform/database/cluster.server.ts'
import { findServer, useEmbedded, type EmbeddedDatabase } from '#platform/database/embedded.server.ts'
import { canReach } from '#platform/database/postgres-programs.server.ts'
import { projectRoot } from '#platform/root.ts'
import { corridor, ended, spawnCorridor } from '../support/corridor.ts'

const root = process.getuid?.() === 0
/** A data folder as a first start leaves it, copied for the tests that are not about making one. */
const made = join(inject('runFolder'), `made-${process.pid}`)
let parent: string
let data: string

beforeAll(async () => {
  await (await useEmbedded({ data: made, as: 'command' })).release()
})
afterAll(() => rmSync(made, { recursive: true, force: true }))

beforeEach(() => {
  parent = mkdtempSync(join(inject('runFolder'), 'own-'))
  chmodSync(parent, 0o755)
  data = join(parent, 'data')
})
const copyMade = (): void => void execFileSync('cp', ['-a', made, data])
afterEach(async () => {
  for (const name of readdirSync(parent)) await stopCluster(join(parent, name, 'postgres'))
  rmSync(parent, { recursive: true, force: true })
})

async function ask(database: EmbeddedDatabase, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: database.urlOf('postgres') })
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0]
  } finally {
    await client.end()
  }
}

/** A process that uses the database and is killed with all it holds. */
async function killedUser(as: 'server' | 'command'): Promise<void> {
  const script = `
    import { useEmbedded } from ${JSON.stringify(join(projectRoot, 'src/platform/database/embedded.server.ts'))}
    await useEmbedded({ data: ${JSON.stringify(data)}, as: '${as}' })
    process.kill(process.pid, 'SIGKILL')`
  const result = await ended(spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'pipe'] }))
  expect(result.stderr).toBe('')
}

test('a second server on the same data is refused and told where the first one is', async () => {
  copyMade()
  const first = await useEmbedded({ data, as: 'server' })
  first.announce('http://127.0.0.1:4321')
  await expect(useEmbedded({ data, as: 'server' })).rejects.toThrow(/runs already on .*at http:\/\/127\.0\.0\.1:4321/)
  await first.release()
  expect(findServer(data)).toBeUndefined()
})

test('a command uses the PostgreSQL of the server, and the last to leave stops it', async () => {
  copyMade()
  const server = await useEmbedded({ data, as: 'server' })
  const command = await useEmbedded({ data, as: 'command' })
  expect(command.cluster.pid).toBe(server.cluster.pid)
  await server.release()
  expect(await ask(command, 'select 1')).toBe(1)
  await command.release()
  expect(findRunning(join(data, 'postgres'))).toBeUndefined()
})

test('two folders at once have each their own', async () => {
  copyMade()
  const [one, two] = await Promise.all([useEmbedded({ data, as: 'server' }), useEmbedded({ data: join(parent, 'other'), as: 'server' })])
  expect(one.cluster.port).not.toBe(two.cluster.port)
  await Promise.all([one.release(), two.release()])
})

test('several that begin at once on an empty folder share one', async () => {
  const all = await Promise.all(Array.from({ length: 4 }, () => useEmbedded({ data, as: 'command' })))
  expect(new Set(all.map(({ cluster }) => cluster.pid)).size).toBe(1)
  await Promise.all(all.map((each) => each.release()))
})

test('after its server was killed, PostgreSQL is found running, used again and stopped in the end', async () => {
  copyMade()
  await killedUser('server')
  const left = findRunning(join(data, 'postgres'))
  expect(left).toBeDefined()
  const next = await useEmbedded({ data, as: 'server' })
  expect(next.cluster.pid).toBe(left?.pid)
  await next.release()
  expect(findRunning(join(data, 'postgres'))).toBeUndefined()
})

test('after PostgreSQL itself was killed, what was committed is there', async () => {
  copyMade()
  const first = await useEmbedded({ data, as: 'server' })
  await ask(first, 'create table kept as select 42 as value')
  process.kill(first.cluster.pid, 'SIGKILL')
  await first.release()
  const second = await useEmbedded({ data, as: 'server' })
  expect(await ask(second, 'select value from kept')).toBe(42)
  await second.release()
})

test('a postmaster.pid whose number belongs to another program now is seen through', async () => {
  copyMade()
  const first = await useEmbedded({ data, as: 'server' })
  const file = join(data, 'postgres', 'postmaster.pid')
  const lines = readFileSync(file, 'utf8').split('\n')
  await first.release()
  writeFileSync(file, [String(process.pid), ...lines.slice(1)].join('\n'))
  const { uid, gid } = statSync(join(data, 'postgres'))
  chownSync(file, uid, gid)
  expect(findRunning(join(data, 'postgres'))).toBeUndefined()
  const second = await useEmbedded({ data, as: 'server' })
  expect(await ask(second, 'select 1')).toBe(1)
  await second.release()
})

test('passwords are for their owner alone, and the server wants one', async () => {
  copyMade()
  const database = await useEmbedded({ data, as: 'command' })
  expect(statSync(join(data, 'postgres-password')).mode & 0o777).toBe(0o600)
  const stranger = new pg.Client({ host: '127.0.0.1', port: database.cluster.port, user: 'corridor_owner', password: 'guessed', database: 'postgres' })
  await expect(stranger.connect()).rejects.toThrow(/password authentication failed/)
  await database.release()
})

test('it writes to the disk before it says so, is small, and knows the collations of ICU', async () => {
  copyMade()
  const database = await useEmbedded({ data, as: 'command' })
  expect(await ask(database, 'show fsync')).toBe('on')
  expect(await ask(database, 'show shared_buffers')).toBe('32MB')
  expect(await ask(database, `select string_agg(name, ' ' order by name collate "ka-x-icu") from unnest(array['ჰ', 'ა', 'ბ']) name`)).toBe('ა ბ ჰ')
  await database.release()
})

test('a data folder of another major version is refused with what to do', async () => {
  copyMade()
  await (await useEmbedded({ data, as: 'command' })).release()
  writeFileSync(join(data, 'postgres', 'PG_VERSION'), '17\n')
  await expect(useEmbedded({ data, as: 'command' })).rejects.toThrow(/PostgreSQL 17.*backup/)
})

test('Ctrl-C while the cluster is being made leaves nothing behind, and the next start makes it', async () => {
  const child = spawnCorridor(['migrate', '--data', data])
  const watched = new Promise<void>((resolve) => {
    const look = setInterval(() => {
      if (existsSync(data) && readdirSync(data).some((name) => name.startsWith('postgres.new-'))) {
        clearInterval(look)
        resolve()
      }
    }, 5)
  })
  const end = ended(child)
  await watched
  child.kill('SIGINT')
  expect((await end).code).toBe(1)
  expect(readdirSync(data).filter((name) => name.startsWith('postgres.') || name === 'postgres' || name === 'lock')).toEqual([])
  expect((await corridor(['migrate', '--data', data])).code).toBe(0)
})

describe.runIf(root)('under root', () => {
  test('an ordinary user runs it as that user, and root then runs the same data as its owner', async (context) => {
    const user = { uid: 65_534, gid: 65_534 }
    if (!canReach(join(projectRoot, 'src'), user) || !canReach(process.execPath, user)) return context.skip('the project lies in a folder that others may not enter: this is missing')
    mkdirSync(data)
    chownSync(data, user.uid, user.gid)
    const result = await corridor(['migrate', '--data', data], { user, env: { HOME: tmpdir() } })
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(statSync(join(data, 'postgres')).uid).toBe(user.uid)
    const asRoot = await corridor(['migrate', '--data', data])
    expect(asRoot).toMatchObject({ code: 0, stdout: 'The database is up to date.\n' })
  })

  test('in a folder that only root may enter, the cluster is kept where PostgreSQL can reach it', async () => {
    chmodSync(parent, 0o700)
    const database = await useEmbedded({ data, as: 'command' })
    expect(await ask(database, 'select 1')).toBe(1)
    const place = join(database.cluster.folder, '..')
    await database.release()
    expect(existsSync(place)).toBe(true)
    const kept = realpathSync(join(data, 'postgres'))
    expect(kept.startsWith('/var/lib/corridor/')).toBe(true)
    rmSync(join(kept, '..'), { recursive: true, force: true })
  })

  test('data of another user is refused to an ordinary one with a sentence', async (context) => {
    const user = { uid: 65_534, gid: 65_534 }
    if (!canReach(join(projectRoot, 'src'), user) || !canReach(process.execPath, user)) return context.skip('the project lies in a folder that others may not enter: this is missing')
    await corridor(['migrate', '--data', data])
    const result = await corridor(['migrate', '--data', data], { user, env: { HOME: tmpdir() } })
    expect(result.code).toBe(1)
    expect(result.stderr).toMatch(/belongs to another user/)
    expect(result.stderr).not.toMatch(/ at /)
  })
})
