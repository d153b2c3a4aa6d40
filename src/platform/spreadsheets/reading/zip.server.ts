/**
 * The zip around XLSX and ODS. Sizes are checked as declared, and counted while unzipping, because a declaration may lie.
 */
import type { Readable } from 'node:stream'
import yauzl from 'yauzl'
import type { SpreadsheetLimits } from '../limits.ts'
import { SpreadsheetProblem } from '../spreadsheet-problem.ts'

const ENCRYPTED_MESSAGE = /encrypt/i

export class ZipParts {
  readonly #zip: yauzl.ZipFile
  readonly #limits: SpreadsheetLimits
  readonly #entries = new Map<string, yauzl.Entry>()
  #unzipped = 0

  private constructor(zip: yauzl.ZipFile, limits: SpreadsheetLimits) {
    this.#zip = zip
    this.#limits = limits
  }

  static async open(path: string, limits: SpreadsheetLimits): Promise<ZipParts> {
    let zip: yauzl.ZipFile
    try {
      zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false })
    } catch (error) {
      throw problemOf(error)
    }
    const parts = new ZipParts(zip, limits)
    try {
      await parts.#list()
    } catch (error) {
      zip.close()
      throw problemOf(error)
    }
    return parts
  }

  async #list(): Promise<void> {
    if (this.#zip.entryCount > this.#limits.zipEntries) {
      throw new SpreadsheetProblem('zip_bomb', { limit: 'zipEntries', at: this.#limits.zipEntries })
    }
    for await (const entry of this.#zip.eachEntry()) this.#entries.set(keyOf(entry.fileName), entry)
  }

  close(): void {
    this.#zip.close()
  }

  has(name: string): boolean {
    return this.#entries.has(keyOf(name))
  }

  names(): string[] {
    return [...this.#entries.values()].map((entry) => entry.fileName)
  }

  /** The part's bytes, unzipped; it must exist. */
  async *bytes(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.#entries.get(keyOf(name))
    if (!entry) throw new SpreadsheetProblem('broken_xml', { part: name })
    if (entry.isEncrypted()) throw new SpreadsheetProblem('encrypted')
    this.#check(entry, entry.uncompressedSize, this.#unzipped + entry.uncompressedSize)
    let stream: Readable | undefined
    let size = 0
    try {
      stream = await this.#zip.openReadStreamPromise(entry)
      for await (const piece of stream as AsyncIterable<Uint8Array>) {
        size += piece.length
        this.#unzipped += piece.length
        this.#check(entry, size, this.#unzipped)
        yield piece
      }
    } catch (error) {
      throw problemOf(error, name)
    } finally {
      stream?.destroy()
    }
  }

  /** A small part as text; undefined where there is none. */
  async text(name: string): Promise<string | undefined> {
    const entry = this.#entries.get(keyOf(name))
    if (!entry) return undefined
    let text = ''
    for await (const piece of this.pieces(name)) {
      text += piece
      if (text.length > this.#limits.smallPartBytes) throw new SpreadsheetProblem('too_large', { limit: 'smallPartBytes', at: this.#limits.smallPartBytes, part: name })
    }
    return text
  }

  /** The part's text, decoded piece by piece: UTF-8, or UTF-16 where a mark says so (XML 1.0, appendix F). */
  async *pieces(name: string): AsyncGenerator<string> {
    let decoder: TextDecoder | undefined
    for await (const bytes of this.bytes(name)) {
      decoder ??= new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8')
      yield decoder.decode(bytes, { stream: true })
    }
    const rest = decoder?.decode()
    if (rest) yield rest
  }

  #check(entry: yauzl.Entry, size: number, total: number): void {
    const { unzippedBytes, compressionRatio, ratioFreeBytes } = this.#limits
    if (total > unzippedBytes) throw new SpreadsheetProblem('zip_bomb', { limit: 'unzippedBytes', at: unzippedBytes, part: entry.fileName })
    if (size > ratioFreeBytes && size > entry.compressedSize * compressionRatio) {
      throw new SpreadsheetProblem('zip_bomb', { limit: 'compressionRatio', at: compressionRatio, part: entry.fileName })
    }
  }
}

function keyOf(name: string): string {
  return name.replaceAll('\\', '/').toLowerCase()
}

function problemOf(error: unknown, part?: string): unknown {
  if (error instanceof SpreadsheetProblem || !(error instanceof Error)) return error
  const { code } = error as NodeJS.ErrnoException
  if (code !== undefined && !code.startsWith('Z_')) return error
  if (ENCRYPTED_MESSAGE.test(error.message)) return new SpreadsheetProblem('encrypted')
  return new SpreadsheetProblem('broken_zip', part === undefined ? {} : { part })
}
