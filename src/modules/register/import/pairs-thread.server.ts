/** Looks for pairs in a thread of its own, so that the server answers meanwhile. */
import { parentPort, workerData } from 'node:worker_threads'
import { findPairs, type LinkageRecord } from '#modules/linkage/index.ts'

// Only where it was started as that thread: a build looks at modules in threads of its own.
const task = (workerData as { recordsToPair?: LinkageRecord[] } | null)?.recordsToPair
if (parentPort && task) parentPort.postMessage(findPairs(task).map(({ a, b, score }) => ({ a, b, score })))
