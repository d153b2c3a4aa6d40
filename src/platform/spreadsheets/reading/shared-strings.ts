/**
 * The text table of XLSX, which cells point into, and which stands before the sheets that use it: it has to be held while they are read.
 * So it is packed: UTF-8 in large blocks outside JavaScript's heap, with a limit that is known before memory ends. The texts used
 * most (they come first: headings, villages, countries) are kept as they are.
 */
import type { SpreadsheetLimits } from '../limits.ts'
import { SpreadsheetProblem } from '../spreadsheet-problem.ts'

const BLOCK_BYTES = 1024 * 1024
const OFFSETS_STEP = 64 * 1024
const KEPT = 32 * 1024
const KEPT_CHARACTERS = 64

export class SharedStrings {
  readonly #limits: SpreadsheetLimits
  readonly #blocks: Buffer[] = []
  /** Where each text begins: number of its block times BLOCK_BYTES, and place in it. */
  #offsets = new Uint32Array(OFFSETS_STEP)
  #lengths = new Uint32Array(OFFSETS_STEP)
  #count = 0
  #used = BLOCK_BYTES
  readonly #kept: (string | undefined)[] = []
  readonly #cut = new Set<number>()

  constructor(limits: SpreadsheetLimits) {
    this.#limits = limits
  }

  add(text: string, isCut: boolean): void {
    const { sharedStrings, sharedStringBytes } = this.#limits
    if (this.#count >= sharedStrings) throw new SpreadsheetProblem('too_large', { limit: 'sharedStrings', at: sharedStrings })
    const length = Buffer.byteLength(text)
    if (this.#used + length > BLOCK_BYTES) this.#addBlock(sharedStringBytes, length)
    if (this.#count >= this.#offsets.length) this.#grow()
    this.#blocks.at(-1)?.write(text, this.#used)
    this.#offsets[this.#count] = (this.#blocks.length - 1) * BLOCK_BYTES + this.#used
    this.#lengths[this.#count] = length
    if (isCut) this.#cut.add(this.#count)
    this.#used += length
    this.#count++
  }

  #addBlock(most: number, length: number): void {
    if ((this.#blocks.length + 1) * BLOCK_BYTES > most || length > BLOCK_BYTES) {
      throw new SpreadsheetProblem('too_large', { limit: 'sharedStringBytes', at: most })
    }
    this.#blocks.push(Buffer.allocUnsafeSlow(BLOCK_BYTES))
    this.#used = 0
  }

  #grow(): void {
    const grown = (old: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> => {
      const larger = new Uint32Array(old.length * 2)
      larger.set(old)
      return larger
    }
    this.#offsets = grown(this.#offsets)
    this.#lengths = grown(this.#lengths)
  }

  /** Null where the table has no such text. */
  get(index: number): string | null {
    const kept = this.#kept[index]
    if (kept !== undefined) return kept
    if (!(index >= 0 && index < this.#count)) return null
    const offset = this.#offsets[index] ?? 0
    const start = offset % BLOCK_BYTES
    const text = this.#blocks[Math.floor(offset / BLOCK_BYTES)]?.toString('utf8', start, start + (this.#lengths[index] ?? 0)) ?? ''
    if (index < KEPT && text.length <= KEPT_CHARACTERS) this.#kept[index] = text
    return text
  }

  isCut(index: number): boolean {
    return this.#cut.size > 0 && this.#cut.has(index)
  }
}
