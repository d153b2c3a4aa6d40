// A lock between processes that survives kill -9: the file names its holder, and a holder that is no longer there is
// recognised by looking at the process (its number and the moment it began, for numbers are given out again), never by
// the age of the file. Plain JavaScript without dependencies, because scripts/ensure.mjs runs before anything is installed.
import { mkdirSync, openSync, readFileSync, statSync, unlinkSync, writeSync, closeSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'

/** @typedef {{ pid: number, began: string }} ProcessIdentity */

const POLL_MS = 40
/** A lock without content is one whose holder died between creating and writing it. */
const EMPTY_LOCK_MS = 10_000

/**
 * When the process began, in the system's own notation; empty when there is no such process or it cannot be known.
 * @param {number} pid
 * @returns {string}
 */
export function beganAt(pid) {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      // A process that has ended but was not yet waited for counts as gone.
      return fields[0] === 'Z' || fields[0] === 'X' ? '' : (fields[19] ?? '')
    } catch {
      return ''
    }
  }
  const answer = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return (answer.stdout ?? '').trim()
}

/** @returns {ProcessIdentity} this process */
export function thisProcess() {
  return { pid: process.pid, began: beganAt(process.pid) }
}

/**
 * Whether that very process still runs (not merely another one with its number).
 * @param {ProcessIdentity} identity
 */
export function isRunning(identity) {
  if (!Number.isInteger(identity.pid) || identity.pid <= 0) return false
  try {
    process.kill(identity.pid, 0)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return false
  }
  return beganAt(identity.pid) === identity.began
}

/**
 * @param {string} path
 * @returns {{ holder: ProcessIdentity | null, text: string } | undefined} undefined when nobody holds it
 */
function readLock(path) {
  try {
    const text = readFileSync(path, 'utf8')
    const [pid, began] = text.trim().split('\n')
    return { holder: pid ? { pid: Number(pid), began: began ?? '' } : null, text }
  } catch {
    return undefined
  }
}

/** @param {string} path @returns {boolean} */
function tryCreate(path) {
  try {
    const file = openSync(path, 'wx', 0o644)
    const me = thisProcess()
    writeSync(file, `${me.pid}\n${me.began}\n`)
    closeSync(file)
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  }
}

/** @param {string} path */
function isStale(path) {
  const lock = readLock(path)
  if (!lock) return false
  if (lock.holder) return !isRunning(lock.holder)
  try {
    return Date.now() - statSync(path).mtimeMs > EMPTY_LOCK_MS
  } catch {
    return false
  }
}

/** @param {string} path */
function remove(path) {
  try {
    unlinkSync(path)
  } catch {
    // Somebody else has removed it already.
  }
}

/**
 * Takes a dead holder's lock away. A second lock makes sure that only one process does so at a time: two that both saw
 * the dead holder would otherwise remove each other's new lock.
 * @param {string} path
 */
function breakStale(path) {
  const breaker = `${path}.break`
  if (isStale(breaker)) remove(breaker)
  if (!tryCreate(breaker)) return
  try {
    if (isStale(path)) remove(path)
  } finally {
    remove(breaker)
  }
}

/**
 * Waits until this process holds the lock.
 * @param {string} path the lock's file; its folder is made
 * @param {{ onWait?: (holder: ProcessIdentity | null) => void, signal?: AbortSignal }} [options] onWait is called once when another process holds it
 * @returns {Promise<() => void>} gives the lock back
 */
export async function holdLock(path, options = {}) {
  mkdirSync(dirname(path), { recursive: true })
  let told = false
  while (!tryCreate(path)) {
    options.signal?.throwIfAborted()
    if (isStale(path)) {
      breakStale(path)
      continue
    }
    if (!told) {
      told = true
      options.onWait?.(readLock(path)?.holder ?? null)
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  let held = true
  return () => {
    if (held) remove(path)
    held = false
  }
}
