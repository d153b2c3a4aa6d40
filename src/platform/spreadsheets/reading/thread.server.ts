/**
 * The thread in which a file is read. It gets a path and limits, tells how the file is read, then sends batches of rows, never more of
 * them than the caller has asked for. What ends it early (a problem, an error) is sent as the last message.
 */
import { open } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { SpreadsheetProblem } from '../spreadsheet-problem.ts'
import type { ReadAs } from '../types.ts'
import { detectContainer } from './detect-format.server.ts'
import { readCsv } from './read-csv.server.ts'
import { readZipped } from './read-zipped.server.ts'
import { RowSink } from './row-sink.ts'
import type { FromThread, ThreadTask, ToThread } from './thread-messages.ts'

const port = parentPort
if (!port) throw new Error('reading/thread.server.ts runs in a worker thread only')

const { path, limits, encoding, separator } = workerData as ThreadTask
let credit = 0
let wake: (() => void) | undefined

port.on('message', (message: ToThread) => {
  credit += message.more
  wake?.()
})

function tell(message: FromThread): void {
  port?.postMessage(message)
}

const sink = new RowSink(limits, async (batch) => {
  while (credit <= 0) await new Promise<void>((resolve) => (wake = resolve))
  credit--
  tell({ kind: 'batch', batch })
})
const tellReadAs = (readAs: ReadAs): void => tell({ kind: 'readAs', readAs })

async function read(): Promise<void> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (size === 0) throw new SpreadsheetProblem('empty')
    if (size > limits.fileBytes) throw new SpreadsheetProblem('too_large', { limit: 'fileBytes', at: limits.fileBytes })
    const container = await detectContainer(file)
    if (container === 'zip') await readZipped(path, limits, sink, tellReadAs)
    else await readCsv(file, { encoding, separator }, limits, sink, tellReadAs)
    await sink.end()
    if (sink.total === 0) throw new SpreadsheetProblem('empty')
    tell({ kind: 'end' })
  } finally {
    await file.close()
  }
}

try {
  await read()
} catch (error) {
  if (error instanceof SpreadsheetProblem) tell({ kind: 'problem', code: error.code, details: error.details })
  else {
    const { message, code, stack }: NodeJS.ErrnoException = error instanceof Error ? error : new Error(String(error))
    tell({ kind: 'error', message, code, stack })
  }
}
port.close()
