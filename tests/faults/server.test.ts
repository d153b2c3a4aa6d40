// The server as a process: what it answers, whom it believes, how it stops, and that a crash costs nothing but a restart.
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { request, type IncomingHttpHeaders } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { findRunning, stopCluster } from '#platform/database/cluster.server.ts'
import { findServer } from '#platform/database/embedded.server.ts'
import { projectRoot } from '#platform/root.ts'
import { corridor, ended, spawnCorridor, startCorridor, type TestServer } from '../support/corridor.ts'
import { emptyDatabase, TEST_SECRET } from '../support/database.ts'

const built = existsSync(join(projectRoot, 'build', 'handler.js'))

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

function get(address: string, path: string, headers: Record<string, string> = {}, method = 'GET', body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(new URL(path, address), { method, headers, agent: false }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }))
    })
    call.on('error', reject)
    call.end(body)
  })
}

describe.runIf(built)('on its own PostgreSQL', () => {
  let parent: string
  let data: string
  beforeEach(() => {
    parent = mkdtempSync(join(inject('runFolder'), 'server-'))
    chmodSync(parent, 0o755)
    data = join(parent, 'data')
  })
  afterEach(async () => {
    await stopCluster(join(data, 'postgres'))
    rmSync(parent, { recursive: true, force: true })
  })

  test('a taken port is refused with a sentence, before anything else is begun', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const port = typeof address === 'object' && address ? String(address.port) : ''
    const result = await corridor(['start', '--port', port, '--data', data])
    taken.close()
    expect(result.code).toBe(1)
    expect(result.stderr).toContain(`Port ${port} on 127.0.0.1 is taken`)
    expect(existsSync(join(data, 'postgres'))).toBe(false)
  })

  test('it serves, refuses a second one by its address, lets commands work beside it, and stops without a trace', async () => {
    const server = await startCorridor(['--no-demo', '--data', data])
    expect(JSON.parse((await get(server.address, '/health')).body.toString())).toEqual({ live: true, ready: true })
    const second = await corridor(['start', '--port', '0', '--data', data])
    expect(second).toMatchObject({ code: 1, stdout: '' })
    expect(second.stderr).toContain(`at ${server.address}`)
    expect(await corridor(['migrate', '--json', '--data', data])).toMatchObject({ code: 0, stdout: '{"migrated":[]}\n' })
    expect((await corridor(['restore', join(data, 'none'), '--data', data])).stderr).toContain(`running on this data at ${server.address}`)
    expect((await server.stop('SIGTERM')).code).toBe(0)
    expect(findRunning(join(data, 'postgres'))).toBeUndefined()
    expect(readdirSync(join(data, 'running'))).toEqual([])
    expect(existsSync(join(data, 'lock'))).toBe(false)
  })

  test('killed, it leaves nothing that hinders the next start', async () => {
    const first = await startCorridor(['--no-demo', '--data', data])
    await first.stop('SIGKILL')
    const second = await startCorridor(['--no-demo', '--data', data])
    expect((await get(second.address, '/health')).status).toBe(200)
    expect(findServer(data)?.pid).toBe(second.pid)
    await second.stop()
  })

  test('when PostgreSQL is killed, the process lives, starts it again and serves on, with what was committed', async () => {
    const server = await startCorridor(['--no-demo', '--data', data])
    const before = findRunning(join(data, 'postgres'))
    process.kill(before?.pid ?? 0, 'SIGKILL')
    const lost = await get(server.address, '/health')
    expect(lost.status).toBe(503)
    expect(JSON.parse(lost.body.toString())).toEqual({ live: true, ready: false })
    expect((await get(server.address, '/health/live')).status).toBe(200)
    await vi.waitUntil(async () => (await get(server.address, '/health')).status === 200, { timeout: 30_000, interval: 100 })
    const after = findRunning(join(data, 'postgres'))
    expect(after?.port).toBe(before?.port)
    expect(after?.pid).not.toBe(before?.pid)
    expect((await get(server.address, '/setup', { accept: 'text/html' })).status).toBe(200)
    expect((await server.stop()).code).toBe(0)
    expect(findRunning(join(data, 'postgres'))).toBeUndefined()
  })

  test('when PostgreSQL is killed while it starts, it ends with a sentence and no stack', async () => {
    const child = spawnCorridor(['start', '--no-demo', '--port', '0', '--data', data])
    const end = ended(child)
    child.stderr?.on('data', (part: Buffer) => {
      const running = part.toString().includes(' migrated ') ? findRunning(join(data, 'postgres')) : undefined
      if (running) process.kill(running.pid, 'SIGKILL')
    })
    const result = await end
    expect(result.code).toBe(1)
    expect(result.stderr).toContain('The database was lost while Corridor was starting')
    expect(result.stderr).not.toMatch(/\n\s+at /)
    expect(findServer(data)).toBeUndefined()
  })

  test('Ctrl-C while it starts ends it, and PostgreSQL with it', async () => {
    const child = spawnCorridor(['start', '--no-demo', '--port', '0', '--data', data])
    const end = ended(child)
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (findRunning(join(data, 'postgres'))) {
          clearInterval(look)
          resolve()
        }
      }, 5)
    })
    child.kill('SIGINT')
    const result = await end
    expect(result.code).not.toBeNull()
    expect(result.stdout).not.toContain('serves on')
    expect(findRunning(join(data, 'postgres'))).toBeUndefined()
  })
})

describe.runIf(built)('on the PostgreSQL of DATABASE_URL', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>
  let server: TestServer
  const env = (): Record<string, string> => ({ DATABASE_URL: database.url, CORRIDOR_SECRET: TEST_SECRET, CORRIDOR_PROXIES: '1', DATABASE_CONNECTIONS: '4' })

  beforeAll(async () => {
    database = await emptyDatabase()
    server = await startCorridor(['--no-demo'], { env: env() })
  })
  afterAll(async () => {
    await server.stop()
    await database.drop()
  })

  test('it is prepared and migrated, and the application is connected as a role that owns nothing', async () => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    const { rows } = await client.query<{ usename: string }>("select distinct usename from pg_stat_activity where datname = current_database() and application_name = 'corridor'")
    await client.end()
    expect(rows).toEqual([{ usename: 'corridor_app' }])
  })

  test('every answer carries the security headers and a number, errors of the framework too', async () => {
    const answers = [await get(server.address, '/'), await get(server.address, '/health'), await get(server.address, '/no/such/page'), await get(server.address, '/', { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' }, 'POST', 'a=1')]
    for (const { headers } of answers) {
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['x-frame-options']).toBe('DENY')
      expect(headers['referrer-policy']).toBe('same-origin')
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['x-request-id']).toMatch(/^[\w-]{8,64}$/)
    }
    expect(answers[2]?.status).toBe(404)
    expect(answers[3]?.status).toBe(403)
  })

  test('a page is compressed for who takes that and is the same page', async () => {
    const plain = await get(server.address, '/')
    const zipped = await get(server.address, '/', { 'accept-encoding': 'gzip' })
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(zipped.headers.vary).toMatch(/accept-encoding/i)
    expect(gunzipSync(zipped.body).toString()).toBe(plain.body.toString())
    expect((await get(server.address, '/', { 'accept-encoding': 'br;q=0, gzip;q=0' })).headers['content-encoding']).toBeUndefined()
    expect((await get(server.address, '/', { 'accept-encoding': 'br' }, 'HEAD')).status).toBe(200)
  })

  test('behind a proxy with TLS browsers are told to stay with it; a made-up protocol is not believed', async () => {
    expect((await get(server.address, '/', { 'x-forwarded-proto': 'https' })).headers['strict-transport-security']).toBeDefined()
    expect((await get(server.address, '/', { 'x-forwarded-proto': 'https, http' })).headers['strict-transport-security']).toBeUndefined()
  })

  test('what is too large is refused before it is read', async () => {
    const answer = await get(server.address, '/', { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '2000000' }, 'POST')
    expect(answer.status).toBe(413)
  })
})
