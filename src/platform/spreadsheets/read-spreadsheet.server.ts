/**
 * Reads any spreadsheet that people hand in (CSV with any usual separator and encoding, XLSX, ODS) as a stream of rows. What the file
 * is gets decided by its contents. The work is done in a thread of its own with bounded memory, which is ended with the reading, so a
 * hostile file costs the caller an error and nothing else.
 */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { Worker } from 'node:worker_threads'
import { spreadsheetLimits, type SpreadsheetLimits } from './limits.ts'
import { SpreadsheetProblem } from './spreadsheet-problem.ts'
import type { ReadAs, SheetRow } from './types.ts'
import type { RowBatch } from './reading/row-sink.ts'
import type { FromThread, ThreadTask, ToThread } from './reading/thread-messages.ts'

/** Batches on their way at once: enough that neither thread waits for the other, few enough that memory stays small. */
const BATCHES_AHEAD = 3
const THREAD_YOUNG_MEGABYTES = 32

export type SpreadsheetInput = { path: string } | { bytes: AsyncIterable<Uint8Array> | Uint8Array; name: string }

export interface ReadOptions {
  /** Ends the reading at once; what waits for rows rejects with the signal's reason. */
  signal?: AbortSignal
  limits?: Partial<SpreadsheetLimits>
  /** For text files, where a person knows better than the detection: a label of the WHATWG Encoding Standard. */
  encoding?: string
  separator?: string
  /** Where bytes are kept while they are read (mode 700, removed afterwards); the system's folder for such things otherwise. */
  temporaryFolder?: string
}

export interface SpreadsheetReading {
  /** What is known so far: format, encoding and separator from the beginning, sheets of ODS and broken characters as they come. */
  readonly readAs: ReadAs
  /** All rows with a value, in order, once. Throws SpreadsheetProblem where the file turns out wrong. */
  readonly rows: AsyncIterable<SheetRow>
  /** The same in batches of one sheet each, for those who want speed. Only one of the two can be read. */
  readonly batches: AsyncIterable<SheetRow[]>
  /** Ends the thread and removes temporary files; needed only where the rows are not read to their end or left by `break`. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Resolves once it is known how the file is read; rejects with SpreadsheetProblem where that cannot be (no spreadsheet, locked, too
 * large, empty, ...), and with the system's error where the path cannot be opened.
 */
export async function readSpreadsheet(input: SpreadsheetInput, options: ReadOptions = {}): Promise<SpreadsheetReading> {
  const limits = { ...spreadsheetLimits, ...options.limits }
  options.signal?.throwIfAborted()
  const kept = 'path' in input ? { path: input.path, remove: async () => undefined } : await keep(input.bytes, limits, options)
  const thread = new ReadingThread(
    { path: kept.path, limits, encoding: options.encoding, separator: options.separator }, options.signal, kept.remove,
  )
  await thread.ready()
  const batches = thread.batches()
  return {
    get readAs() {
      return thread.readAs
    },
    rows: rowsOf(batches),
    batches,
    close: () => thread.close(),
    [Symbol.asyncDispose]: () => thread.close(),
  }
}

/** A zip is read from its end, and a text file twice: so bytes that arrive as a stream are kept in a file first. */
async function keep(
  bytes: AsyncIterable<Uint8Array> | Uint8Array, limits: SpreadsheetLimits, options: ReadOptions,
): Promise<{ path: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(options.temporaryFolder ?? tmpdir(), 'spreadsheet-'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  const path = join(folder, 'file')
  try {
    const file = createWriteStream(path, { mode: 0o600 })
    const done = finished(file)
    done.catch(() => undefined)
    let size = 0
    for await (const piece of bytes instanceof Uint8Array ? [bytes] : bytes) {
      options.signal?.throwIfAborted()
      size += piece.byteLength
      if (size > limits.fileBytes) throw new SpreadsheetProblem('too_large', { limit: 'fileBytes', at: limits.fileBytes })
      if (!file.write(piece)) await Promise.race([once(file, 'drain'), done])
    }
    file.end()
    await done
    return { path, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function* rowsOf(batches: AsyncIterable<SheetRow[]>): AsyncGenerator<SheetRow> {
  for await (const batch of batches) yield* batch
}

function rowsOfBatch(batch: RowBatch): SheetRow[] {
  const rows = batch.cells.map((cells, index): SheetRow => ({ sheet: batch.sheet, row: batch.rows[index] ?? 0, cells }))
  for (const [index, troubles] of batch.troubles) {
    const row = rows[index]
    if (row) row.troubles = troubles
  }
  return rows
}

class ReadingThread {
  readonly #worker: Worker
  readonly #signal: AbortSignal | undefined
  readonly #cleanUp: () => Promise<void>
  readonly #arrived: RowBatch[] = []
  #readAs: ReadAs | undefined
  #ended = false
  #failure: { error: unknown } | undefined
  #wake: (() => void) | undefined
  #closing: Promise<void> | undefined
  readonly #abort = (): void => {
    this.#fail(this.#signal?.reason)
    this.close().catch(() => undefined)
  }

  constructor(task: ThreadTask, signal: AbortSignal | undefined, cleanUp: () => Promise<void>) {
    this.#signal = signal
    this.#cleanUp = cleanUp
    this.#worker = new Worker(new URL('./reading/thread.server.ts', import.meta.url), {
      workerData: task,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: task.limits.threadMegabytes, maxYoungGenerationSizeMb: THREAD_YOUNG_MEGABYTES },
    })
    this.#worker.on('message', (message: FromThread) => this.#take(message))
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', () => {
      if (!this.#ended) this.#fail(new Error('the thread that reads the spreadsheet ended early'))
    })
    signal?.addEventListener('abort', this.#abort, { once: true })
  }

  get readAs(): ReadAs {
    if (!this.#readAs) throw new Error('readAs is asked for before it is known')
    return this.#readAs
  }

  async ready(): Promise<void> {
    this.#ask(BATCHES_AHEAD)
    while (!this.#readAs || (this.#arrived.length === 0 && !this.#ended && !this.#failure)) {
      if (this.#failure) break
      await this.#change()
    }
    if (this.#failure && this.#arrived.length === 0) await this.#throwFailure()
  }

  async *batches(): AsyncGenerator<SheetRow[]> {
    try {
      for (;;) {
        const batch = this.#arrived.shift()
        if (this.#signal?.aborted) await this.#throwFailure()
        if (batch) {
          this.#ask(1)
          yield rowsOfBatch(batch)
        } else if (this.#failure) await this.#throwFailure()
        else if (this.#ended) return
        else await this.#change()
      }
    } finally {
      await this.close()
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    if (!this.#ended) this.#failure ??= { error: new Error('the spreadsheet was closed') }
    this.#ended = true
    this.#signal?.removeEventListener('abort', this.#abort)
    this.#wake?.()
    await this.#worker.terminate()
    await this.#cleanUp()
  }

  #ask(more: number): void {
    this.#worker.postMessage({ more } satisfies ToThread)
  }

  #take(message: FromThread): void {
    if (message.kind === 'readAs') this.#readAs = message.readAs
    else if (message.kind === 'batch') this.#arrived.push(message.batch)
    else if (message.kind === 'end') this.#ended = true
    else if (message.kind === 'problem') this.#fail(new SpreadsheetProblem(message.code, message.details))
    else this.#fail(Object.assign(new Error(message.message), { code: message.code, cause: message.stack }))
    this.#wake?.()
  }

  #fail(error: unknown): void {
    const outOfMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    this.#failure ??= { error: outOfMemory ? new SpreadsheetProblem('too_large', { limit: 'threadMegabytes' }) : error }
    this.#wake?.()
  }

  async #throwFailure(): Promise<never> {
    await this.close()
    throw this.#failure?.error
  }

  #change(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve))
  }
}
