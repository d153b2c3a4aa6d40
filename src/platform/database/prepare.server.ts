// Makes a database ready for Corridor: checks the server, makes the two extensions and the role that the application
// connects as. That role owns nothing and bypasses nothing, so row-level security holds for every query of the application.
import { createHmac } from 'node:crypto'
import pg from 'pg'
import { Refusal } from '#platform/problems/refusal.ts'

/** The role to which migrations grant; a role given in DATABASE_APP_URL has to be a member of it. */
export const APP_ROLE = 'corridor_app'
const OLDEST_SERVER = 150_000
const EXTENSIONS = ['pg_trgm', 'btree_gist']
/** Held while a database is prepared or migrated: two starts on one database wait for each other. */
export const PREPARE_LOCK = 'corridor.prepare'

export interface PrepareOptions {
  /** The owner's address; migrations run as this user. */
  readonly url: string
  /** CORRIDOR_SECRET, from which the application role's password is derived. */
  readonly secret: string
  /** DATABASE_APP_URL, where the operator has made the role. */
  readonly appUrl?: string | undefined
}

/** The password of the application role: the same for every process that knows the secret, stored nowhere. */
export function appPassword(secret: string): string {
  return createHmac('sha256', secret).update('corridor database role').digest('base64url')
}

/** The address of the same database for the application role. */
export function appUrlOf(url: string, secret: string): string {
  const address = new URL(url)
  address.username = APP_ROLE
  address.password = appPassword(secret)
  return address.href
}

/** An address as it may be shown: without its password. */
export function shownUrl(url: string): string {
  const address = new URL(url)
  if (address.password) address.password = '...'
  return address.href
}

/**
 * Connects as the owner.
 * @throws Refusal saying why the server cannot be used
 */
export async function connectOwner(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'corridor owner' })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    await client.end().catch(() => undefined)
    throw new Refusal(`The database at ${shownUrl(url)} cannot be reached: ${(error as Error).message || (error as { code?: string }).code}. Check DATABASE_URL and that the server runs.`)
  }
  return client
}

/**
 * Checks the server and makes what migrations need: extensions, the application role and its right to connect.
 * Does nothing where all is there.
 * @returns the address for the application
 * @throws Refusal where the server is too old, or the user may not do it and nobody has done it before
 */
export async function prepareDatabase(options: PrepareOptions): Promise<string> {
  const client = await connectOwner(options.url)
  try {
    await checkVersion(client)
    await client.query('select pg_advisory_lock(hashtext($1))', [PREPARE_LOCK])
    await makeExtensions(client)
    await makeRole(client, options.appUrl ? undefined : appPassword(options.secret))
  } finally {
    await client.end()
  }
  const appUrl = options.appUrl ?? appUrlOf(options.url, options.secret)
  await checkAppRole(appUrl)
  return appUrl
}

async function checkVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string; encoding: string }>("select current_setting('server_version_num')::int as number, current_setting('server_version') as version, current_setting('server_encoding') as encoding")
  const server = rows[0]
  if (!server || server.number < OLDEST_SERVER) throw new Refusal(`Corridor needs PostgreSQL 15 or newer; the server of DATABASE_URL is ${server?.version ?? 'unknown'}.`)
  if (server.encoding !== 'UTF8') throw new Refusal(`Corridor needs a database in UTF-8; that of DATABASE_URL is in ${server.encoding}. Make one with: create database corridor encoding 'UTF8' template template0.`)
}

async function makeExtensions(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ extname: string }>('select extname from pg_extension')
  for (const name of EXTENSIONS) {
    if (rows.some((row) => row.extname === name)) continue
    try {
      await client.query(`create extension if not exists ${name}`)
    } catch (error) {
      throw new Refusal(`The extension ${name} could not be made (${(error as Error).message}). Let an administrator of the database run: create extension ${name};`)
    }
  }
}

async function makeRole(client: pg.Client, password: string | undefined): Promise<void> {
  const { rows } = await client.query('select from pg_roles where rolname = $1', [APP_ROLE])
  const role = pg.escapeIdentifier(APP_ROLE)
  try {
    if (rows.length === 0) await client.query(`create role ${role} ${password ? 'login' : 'nologin'} nosuperuser nobypassrls nocreatedb nocreaterole`)
    if (password && !(await passwordHolds(client, password))) await client.query(`alter role ${role} with login password ${pg.escapeLiteral(password)}`)
    const { rows: names } = await client.query<{ name: string }>('select current_database() as name')
    const allowed = await client.query<{ allowed: boolean }>("select has_database_privilege($1, current_database(), 'connect') as allowed", [APP_ROLE])
    if (!allowed.rows[0]?.allowed) await client.query(`grant connect on database ${pg.escapeIdentifier(names[0]?.name ?? '')} to ${role}`)
  } catch (error) {
    throw new Refusal(`The role ${APP_ROLE} could not be made (${(error as Error).message}). Let an administrator of the database run: create role ${APP_ROLE} login password '...' nosuperuser nobypassrls; and give its address in DATABASE_APP_URL.`)
  }
}

/** Whether the role's password is ours already, so that an ordinary start changes nothing. */
async function passwordHolds(client: pg.Client, password: string): Promise<boolean> {
  const probe = new pg.Client({ host: client.host, port: client.port, database: client.database ?? '', user: APP_ROLE, password, ssl: client.ssl, connectionTimeoutMillis: 10_000 })
  probe.on('error', () => undefined)
  try {
    await probe.connect()
    return true
  } catch {
    return false
  } finally {
    await probe.end().catch(() => undefined)
  }
}

/** Refuses to run as a role to which the wall does not apply. */
async function checkAppRole(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ name: string; super: boolean; bypass: boolean; member: boolean; owns: boolean }>(
      `select current_user as name, rolsuper as super, rolbypassrls as bypass, pg_has_role(current_user, $1, 'usage') as member,
              exists (select from pg_class where relowner = pg_roles.oid and relnamespace::regnamespace::text not like 'pg_%') as owns
         from pg_roles where rolname = current_user`,
      [APP_ROLE],
    )
    const role = rows[0]
    if (!role) throw new Error('the role is not among pg_roles')
    if (role.super || role.bypass || role.owns) throw new Refusal(`The role ${role.name} of DATABASE_APP_URL must be neither a superuser nor an owner of tables nor exempt from row-level security: make one with create role NAME login password '...' in role ${APP_ROLE};`)
    if (!role.member) throw new Refusal(`The role ${role.name} of DATABASE_APP_URL is no member of ${APP_ROLE}: run grant ${APP_ROLE} to ${role.name};`)
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal(`The application cannot connect at ${shownUrl(url)}: ${(error as Error).message}. Check DATABASE_APP_URL, or leave it out to have the role made.`)
  } finally {
    await client.end().catch(() => undefined)
  }
}
