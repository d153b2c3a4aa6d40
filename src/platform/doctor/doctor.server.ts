// What an operator can get wrong, looked at one by one. Each finding says what is and, where something is to be done, what.
// Nothing is changed but that the own PostgreSQL is started for the while where it does not run.
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import type pg from 'pg'
import type { Config, Environment } from '#platform/config/config.server.ts'
import { findServer } from '#platform/database/embedded.server.ts'
import { pendingMigrations } from '#platform/database/migrate.server.ts'
import { openOwner } from '#platform/database/open.server.ts'
import { APP_ROLE, connectOwner, prepareDatabase, shownUrl } from '#platform/database/prepare.server.ts'
import { listTables } from '#platform/database/tables.server.ts'
import { Refusal } from '#platform/problems/refusal.ts'
import { projectRoot } from '#platform/root.ts'

export interface Finding {
  readonly about: string
  readonly state: 'fine' | 'look' | 'wrong'
  readonly says: string
  readonly todo?: string
}

const LOW_DISK_BYTES = 2_000_000_000
const CLOCK_TOLERANCE_MS = 60_000
const OLD_JOB_MINUTES = 60
const SMTP_PATIENCE_MS = 5000

const fine = (about: string, says: string): Finding => ({ about, state: 'fine', says })
const look = (about: string, says: string, todo: string): Finding => ({ about, state: 'look', says, todo })
const wrong = (about: string, says: string, todo: string): Finding => ({ about, state: 'wrong', says, todo })

/** All findings, in the order in which one would look. */
export async function examine(config: Config, environment: Environment, signal?: AbortSignal): Promise<Finding[]> {
  return [
    programs(),
    pages(),
    ...dataFolder(config),
    ...address(config, environment),
    ...(await mail(config)),
    server(config),
    ...(await database(config, signal)),
  ]
}

function programs(): Finding {
  const major = Number(process.versions.node.split('.')[0])
  if (major >= 24) return fine('Node', process.version)
  return wrong('Node', `${process.version} cannot run Corridor`, 'Start it with ./bin/corridor or npm start, which use the Node 24 that npm installed; where npm has none for this system, install Node 24.')
}

function pages(): Finding {
  return existsSync(join(projectRoot, 'build', 'handler.js')) ? fine('Pages', 'built') : wrong('Pages', 'not built', 'Run npm start, or: node scripts/ensure.mjs --build')
}

function dataFolder({ data, databaseUrl }: Config): Finding[] {
  const findings: Finding[] = []
  try {
    accessSync(data, constants.R_OK | constants.W_OK | constants.X_OK)
    findings.push(fine('Data folder', data))
  } catch {
    if (!existsSync(data)) return [look('Data folder', `${data} does not exist yet`, 'It is made at the first start.')]
    return [wrong('Data folder', `${data} cannot be written by this user`, 'Run Corridor as the user who made it, or set CORRIDOR_DATA.')]
  }
  for (const name of ['secret', 'postgres-password']) {
    const file = join(data, name)
    if (existsSync(file) && (statSync(file).mode & 0o077) !== 0) findings.push(wrong('Secrets', `${file} can be read by others`, `Run: chmod 600 ${file}`))
  }
  const { bavail, bsize } = statfsSync(data)
  const gigabytes = ((bavail * bsize) / 1e9).toFixed(1)
  if (bavail * bsize < LOW_DISK_BYTES) findings.push(wrong('Disk', `${gigabytes} GB are free where ${databaseUrl ? 'the data folder' : 'the database'} lies`, 'Make room: without it nothing more can be stored.'))
  else findings.push(fine('Disk', `${gigabytes} GB free`))
  return findings
}

function address({ host, port, url, proxies }: Config, environment: Environment): Finding[] {
  const open = !['127.0.0.1', '::1', 'localhost'].includes(host)
  const findings: Finding[] = []
  if (open && !url) findings.push(wrong('Address', `Corridor listens for other machines (HOST=${host}) and does not know how people reach it`, 'Set CORRIDOR_URL, for example to https://corridor.example.org; links in mails need it.'))
  else if (url?.startsWith('http:') && open) findings.push(wrong('Address', `${url} is not encrypted: passwords and personal data can be read on the way`, 'Put a proxy with TLS before Corridor and set CORRIDOR_URL to its https address.'))
  else findings.push(fine('Address', url ?? `http://${host}:${port}, this machine alone`))
  if (url?.startsWith('https:') && proxies === 0) findings.push(look('Proxy', 'CORRIDOR_URL is https, and CORRIDOR_PROXIES is 0', 'With a proxy before Corridor set CORRIDOR_PROXIES=1, or all visitors count as one when attempts are limited.'))
  if (environment.CORRIDOR_SECRET?.trim()) findings.push(fine('Secret', 'given by CORRIDOR_SECRET'))
  else findings.push(fine('Secret', 'kept in the data folder, and part of every backup'))
  return findings
}

async function mail({ smtpUrl, mailFrom }: Config): Promise<Finding[]> {
  if (!smtpUrl) return [look('Mail', 'no mail leaves: SMTP_URL is not set', 'Until it is, mail lies in the mailbox page of each office.')]
  const { hostname, port, protocol } = new URL(smtpUrl)
  const at = Number(port) || (protocol === 'smtps:' ? 465 : 587)
  const reached = await new Promise<string | undefined>((resolve) => {
    const socket = connect({ host: hostname, port: at, timeout: SMTP_PATIENCE_MS })
    const done = (failure?: string): void => {
      socket.destroy()
      resolve(failure)
    }
    socket.once('connect', () => done())
    socket.once('timeout', () => done('it does not answer'))
    socket.once('error', (error) => done(error.message))
  })
  if (reached === undefined) return [fine('Mail', `by ${hostname}:${at}, from ${mailFrom}`)]
  return [wrong('Mail', `${hostname}:${at} cannot be reached (${reached})`, 'Check SMTP_URL and the firewall.')]
}

function server({ data, databaseUrl }: Config): Finding {
  if (databaseUrl) return fine('Server', 'not looked for: the database is elsewhere')
  const running = findServer(data)
  return running ? fine('Server', `runs at ${running.address ?? '(starting)'}, process ${running.pid}`) : fine('Server', 'does not run')
}

async function database(config: Config, signal: AbortSignal | undefined): Promise<Finding[]> {
  const about = 'Database'
  try {
    const opened = await openOwner(config, { as: 'command', signal })
    try {
      await prepareDatabase({ url: opened.ownerUrl, secret: config.secret, appUrl: config.databaseAppUrl })
      const client = await connectOwner(opened.ownerUrl)
      try {
        return [...(await serverFacts(client, config)), ...(await tables(client)), ...(await jobs(client))]
      } finally {
        await client.end()
      }
    } finally {
      await opened.release()
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return [wrong(about, 'cannot be used', error.message)]
  }
}

async function serverFacts(client: pg.Client, config: Config): Promise<Finding[]> {
  const before = Date.now()
  const { rows } = await client.query<{ version: string; at: Date; fsync: string; free: number }>("select current_setting('server_version') as version, clock_timestamp() as at, current_setting('fsync') as fsync, current_setting('max_connections')::int - (select count(*)::int from pg_stat_activity) as free")
  const facts = rows[0]
  if (!facts) return []
  const where = config.databaseUrl ? shownUrl(config.databaseUrl) : 'in the data folder'
  const findings = [fine('Database', `PostgreSQL ${facts.version}, ${where}`)]
  const drift = Math.abs(facts.at.getTime() - before)
  if (drift > CLOCK_TOLERANCE_MS) findings.push(wrong('Clock', `the database's clock and this machine's are ${Math.round(drift / 1000)} seconds apart`, 'Set both by NTP.'))
  if (facts.fsync !== 'on') findings.push(wrong('Durability', 'fsync is off: a power cut destroys data', 'Set fsync = on in the configuration of PostgreSQL.'))
  if (config.databaseUrl && facts.free < config.databaseConnections) findings.push(wrong('Connections', `${facts.free} are left of the database's, Corridor may want ${config.databaseConnections}`, 'Raise max_connections of PostgreSQL, or lower DATABASE_CONNECTIONS.'))
  return findings
}

async function tables(client: pg.Client): Promise<Finding[]> {
  const pending = await pendingMigrations(client)
  if (pending.length > 0) return [look('Tables', `${pending.length} migrations have not run (${pending.join(', ')})`, 'Make a backup, then start Corridor or run ./bin/corridor migrate.')]
  const open = (await listTables(client, ['corridor'])).filter(({ name, forced, rowSecurity }) => name !== 'corridor.migrations' && !(forced && rowSecurity))
  const { rows } = await client.query<{ owned: number }>('select count(*)::int as owned from pg_class where pg_get_userbyid(relowner) = $1', [APP_ROLE])
  const findings = [fine('Tables', 'up to date')]
  if (open.length > 0) findings.push(wrong('Wall', `row-level security is not forced on ${open.map(({ name }) => name).join(', ')}`, 'Somebody has changed the tables by hand. Restore a backup, or run for each: alter table NAME enable row level security, force row level security;'))
  else if (rows[0]?.owned) findings.push(wrong('Wall', `the role ${APP_ROLE} owns ${rows[0].owned} tables`, `Give them to the user of DATABASE_URL: reassign owned by ${APP_ROLE} to USER;`))
  else findings.push(fine('Wall', 'row-level security is forced on every table, and the application owns none'))
  return findings
}

async function jobs(client: pg.Client): Promise<Finding[]> {
  const { rows: there } = await client.query<{ there: boolean }>("select to_regclass('jobs.job') is not null as there")
  if (!there[0]?.there) return []
  const { rows } = await client.query<{ waiting: number; failed: number; minutes: number | null }>(
    `select count(*) filter (where state in ('created', 'retry') and start_after <= now())::int as waiting,
            count(*) filter (where state = 'failed')::int as failed,
            extract(epoch from now() - min(start_after) filter (where state in ('created', 'retry') and start_after <= now()))::int / 60 as minutes
       from jobs.job where name not like '\\_\\_%'`,
  )
  const { waiting = 0, failed = 0, minutes = 0 } = rows[0] ?? {}
  const findings: Finding[] = []
  if (failed > 0) findings.push(look('Jobs', `${failed} have failed for good within the last week`, 'Look for "a job failed" in the log.'))
  if ((minutes ?? 0) > OLD_JOB_MINUTES) findings.push(look('Jobs', `${waiting} wait, the oldest for ${minutes} minutes`, 'They are worked on while the server runs: start it.'))
  return findings.length > 0 ? findings : [fine('Jobs', `${waiting} wait`)]
}
