// Reads a backup as it was written, without holding more than a chunk of it.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Refusal } from '#platform/problems/refusal.ts'
import { END_OF_ROWS } from './format.ts'

const LINE_FEED = 0x0a
const MARK = Buffer.from(`${END_OF_ROWS}\n`)
/** A line of the frame, not of the rows. */
const LONGEST_FRAME_LINE = 10_000_000

/** Chunks of a backup, of which lines and runs of rows are taken in turn. */
export class BackupReader {
  readonly #chunks: AsyncIterator<Buffer>
  readonly #hash = createHash('sha256')
  readonly #file: string
  #rest: Buffer = Buffer.alloc(0)

  constructor(file: string) {
    this.#file = file
    const unzip = createGunzip()
    // Errors of either stream come out where the chunks are read.
    pipeline(createReadStream(file), unzip, () => undefined)
    this.#chunks = unzip[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  }

  async #more(): Promise<boolean> {
    try {
      const { value, done } = await this.#chunks.next()
      if (done) return false
      this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value])
      return true
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ENOENT') throw new Refusal(`There is no file ${this.#file}.`)
      if (code?.startsWith('E')) throw new Refusal(`${this.#file} cannot be read (${(error as Error).message}).`)
      throw this.broken()
    }
  }

  broken(): Refusal {
    return new Refusal(`${this.#file} is no complete backup of Corridor: it was cut short or changed. Nothing was restored from it.`)
  }

  #take(length: number): Buffer {
    const part = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(length)
    return part
  }

  /** The SHA-256 of everything taken so far. */
  digest(): string {
    return this.#hash.copy().digest('hex')
  }

  /** The next line without its end, or undefined at the end. It counts for the digest only when `count` says so. */
  async line(): Promise<{ text: string; count(): void } | undefined> {
    let end: number
    while ((end = this.#rest.indexOf(LINE_FEED)) < 0) {
      if (this.#rest.length > LONGEST_FRAME_LINE) throw this.broken()
      if (!(await this.#more())) {
        if (this.#rest.length > 0) throw this.broken()
        return undefined
      }
    }
    const line = Buffer.from(this.#take(end + 1))
    return { text: line.toString('utf8', 0, line.length - 1), count: () => void this.#hash.update(line) }
  }

  /** The rows up to their end mark, in chunks; all of them have to be taken. */
  async *rows(): AsyncGenerator<Buffer> {
    for (;;) {
      const mark = this.#endMark()
      if (mark >= 0) {
        if (mark > 0) yield this.#counted(mark)
        this.#counted(MARK.length)
        return
      }
      // What may be the beginning of the mark stays.
      const safe = this.#rest.lastIndexOf(LINE_FEED) + 1
      if (safe > 0) yield this.#counted(safe)
      if (!(await this.#more())) throw this.broken()
    }
  }

  #counted(length: number): Buffer {
    const part = this.#take(length)
    this.#hash.update(part)
    return part
  }

  /** Where the mark stands at the beginning of a line; -1 where it does not (yet). What is left always begins with a line. */
  #endMark(): number {
    if (this.#rest.subarray(0, MARK.length).equals(MARK)) return 0
    const at = this.#rest.indexOf(`\n${END_OF_ROWS}\n`)
    return at < 0 ? -1 : at + 1
  }
}
