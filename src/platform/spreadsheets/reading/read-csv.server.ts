/**
 * Reads a text file in two passes: one over its bytes to find out encoding and separator, one to decode and parse it, piece by
 * piece, so that its size does not matter.
 */
import type { FileHandle } from 'node:fs/promises'
import type { SpreadsheetLimits } from '../limits.ts'
import { SpreadsheetProblem } from '../spreadsheet-problem.ts'
import type { ReadAs } from '../types.ts'
import { restoreFormula } from '../formula-defusing.ts'
import { CsvParser } from './csv-parser.ts'
import { refuseOtherText } from './detect-format.server.ts'
import { EncodingDetector, encodingNamed, type DetectedEncoding } from './detect-encoding.ts'
import { detectLineBreak, detectSeparator, separatorLine } from './detect-separator.ts'
import type { RowSink } from './row-sink.ts'

const SCAN_BYTES = 1024 * 1024
const PIECE_BYTES = 128 * 1024
const SAMPLE_BYTES = 256 * 1024

export interface CsvChoices {
  /** Chosen by a person instead of found out. */
  encoding?: string | undefined
  separator?: string | undefined
}

export async function readCsv(
  file: FileHandle, choices: CsvChoices, limits: SpreadsheetLimits, sink: RowSink, tell: (readAs: ReadAs) => void,
): Promise<void> {
  const encoding = choices.encoding ? await chosenEncoding(file, choices.encoding) : await detectEncoding(file)
  const { sample, whole } = await sampleOf(file, encoding)
  refuseOtherText(sample)
  const named = separatorLine(sample)
  const table = named ? sample.slice(named.length) : sample
  const lineBreak = detectLineBreak(table)
  const separator = choices.separator ?? named?.separator ?? detectSeparator(table, lineBreak, whole)
  const readAs: ReadAs = { format: 'csv', encoding: encoding.name, separator, sheets: [''] }
  tell(readAs)

  const parser = new CsvParser({ separator, lineBreak }, limits, {
    row: (row, cells, troubles, characters) => {
      for (let column = 0; column < cells.length; column++) {
        const cell = cells[column]
        if (typeof cell === 'string' && cell.charCodeAt(0) === 39) cells[column] = restoreFormula(cell)
      }
      sink.add('', row, cells, troubles, characters)
    },
    tooManyColumns: (row) => {
      throw new SpreadsheetProblem('too_many_columns', { row, limit: 'lastColumn', at: limits.lastColumn })
    },
  })
  let skip = named?.length ?? 0
  for await (const text of textOf(file, encoding)) {
    const broken = countReplaced(text)
    if (broken > 0) {
      readAs.brokenCharacters = (readAs.brokenCharacters ?? 0) + broken
      tell(readAs)
    }
    parser.write(skip > 0 ? text.slice(skip) : text)
    skip = Math.max(0, skip - text.length)
    await sink.flush()
  }
  parser.end()
}

/** The next piece is read while the one before is worked on; each is good until the one after it is asked for. */
async function* bytesOf(file: FileHandle, size: number, from: number): AsyncGenerator<Uint8Array> {
  const buffers = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(size)] as const
  let turn: 0 | 1 = 0
  let at = from
  let reading = file.read(buffers[turn], 0, size, at)
  try {
    for (;;) {
      const { bytesRead, buffer } = await reading
      if (bytesRead === 0) return
      at += bytesRead
      turn = turn === 0 ? 1 : 0
      reading = file.read(buffers[turn], 0, size, at)
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await reading.catch(() => undefined)
  }
}

async function detectEncoding(file: FileHandle): Promise<DetectedEncoding> {
  const detector = new EncodingDetector()
  for await (const piece of bytesOf(file, SCAN_BYTES, 0)) detector.take(piece)
  const found = detector.result()
  if (!found) throw new SpreadsheetProblem('not_a_spreadsheet', { kind: 'binary' })
  return found
}

async function chosenEncoding(file: FileHandle, label: string): Promise<DetectedEncoding> {
  const chosen = encodingNamed(label)
  const first = Buffer.alloc(4)
  await file.read(first, 0, 4, 0)
  const mark = Buffer.from('\uFEFF', 'utf16le')
  const marks: Record<string, Buffer> = { 'utf-8': Buffer.from('\uFEFF'), 'utf-16le': mark, 'utf-16be': Buffer.from(mark).swap16() }
  const own = marks[chosen.encoding]
  return own && first.subarray(0, own.length).equals(own) ? { ...chosen, markBytes: own.length } : chosen
}

async function sampleOf(file: FileHandle, encoding: DetectedEncoding): Promise<{ sample: string; whole: boolean }> {
  const bytes = Buffer.alloc(SAMPLE_BYTES)
  const { bytesRead } = await file.read(bytes, 0, SAMPLE_BYTES, encoding.markBytes)
  const sample = new TextDecoder(encoding.encoding, { ignoreBOM: true }).decode(bytes.subarray(0, bytesRead), { stream: true })
  return { sample, whole: bytesRead < SAMPLE_BYTES }
}

/** NUL cannot be stored in a text column of the database and is never meant: it becomes a broken character. */
async function* textOf(file: FileHandle, encoding: DetectedEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding.encoding, { ignoreBOM: true })
  for await (const piece of bytesOf(file, PIECE_BYTES, encoding.markBytes)) {
    const text = decoder.decode(piece, { stream: true })
    yield text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text
  }
  yield decoder.decode()
}

function countReplaced(text: string): number {
  let count = 0
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) count++
  return count
}
