// The folder of this run: in memory where there is room (a database from the template then takes 30 ms instead of 300),
// else among the temporary files. Runs that were killed are cleaned up here, by looking whether their process still runs.
import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { stopCluster } from '#platform/database/cluster.server.ts'
import { isRunning, thisProcess } from '#platform/files/lock.mjs'

const IN_MEMORY = '/dev/shm'
const ROOM_BYTES = 2_000_000_000
const PREFIX = 'corridor-test-'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of this test run, for the cluster and whatever else is gone afterwards. */
    runFolder: string
  }
}

function placeForRun(): string {
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY)
    if (bavail * bsize > ROOM_BYTES) return IN_MEMORY
  } catch {
    // No such file system here.
  }
  return tmpdir()
}

async function remove(folder: string): Promise<void> {
  await stopCluster(join(folder, 'postgres'))
  rmSync(folder, { recursive: true, force: true })
}

async function removeAbandoned(place: string): Promise<void> {
  for (const name of readdirSync(place).filter((each) => each.startsWith(PREFIX))) {
    const folder = join(place, name)
    try {
      const owner = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as { pid: number; began: string }
      if (!isRunning(owner)) await remove(folder)
    } catch {
      // Of another user, or being removed by its own run.
    }
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const place = placeForRun()
  await removeAbandoned(place)
  const folder = join(place, `${PREFIX}${process.pid}-${Date.now().toString(36)}`)
  mkdirSync(folder, { mode: 0o755 })
  writeFileSync(join(folder, 'run.json'), JSON.stringify(thisProcess()))
  project.provide('runFolder', folder)
  return () => remove(folder)
}
