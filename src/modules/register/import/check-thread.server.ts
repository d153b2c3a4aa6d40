/** Checks rows in a thread of its own, so that the server answers meanwhile. */
import { parentPort, workerData } from 'node:worker_threads'
import { createChecker, type CheckTask, type RowsToCheck } from './check-rows.ts'

// Only where it was started as that thread: a build looks at modules in threads of its own.
if (parentPort && (workerData as CheckTask | null)?.mapping) {
  const port = parentPort
  const check = createChecker(workerData as CheckTask)
  port.on('message', (batch: RowsToCheck) => port.postMessage(check(batch)))
}
