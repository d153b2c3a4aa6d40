import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Refusal } from '#platform/problems/refusal.ts'

/** Reads the secret in a file of mode 600, making a random one the first time. Two at once agree on one. @throws Refusal where the folder cannot be written */
export function keptSecret(path: string): string {
  const kept = readIfThere(path)
  if (kept) return kept
  const fresh = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(fresh, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  } catch (error) {
    throw new Refusal(`The data folder ${dirname(path)} cannot be made or written (${(error as Error).message}). Set CORRIDOR_DATA to a folder of your own.`)
  }
  try {
    // A link, unlike a rename, never replaces what another process has made meanwhile.
    linkSync(fresh, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') renameSync(fresh, path)
  } finally {
    rmSync(fresh, { force: true })
  }
  return readFileSync(path, 'utf8').trim()
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    if (code === 'EACCES') throw new Refusal(`${path} belongs to another user: run Corridor as the user who made ${dirname(path)}, or set CORRIDOR_DATA to a folder of your own.`)
    throw error
  }
}
