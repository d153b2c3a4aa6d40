/**
 * Which character parts the columns: the sample is parsed with each candidate, and the one wins that cuts the most rows into the
 * same number of columns, more columns counting more (an address has commas too, but not the same number in every row).
 */
import { CsvParser } from './csv-parser.ts'
import type { Cell } from '../types.ts'

const CANDIDATES = [',', ';', '\t', '|']
const SAMPLE_ROWS = 500
const SAMPLE_LIMITS = { columns: 500, lastColumn: Number.MAX_SAFE_INTEGER, cellCharacters: 32_767, rowCharacters: 1_000_000 }

/** Excel's own first line ("sep=;"), which names the separator and is no row. Undefined where there is none. */
export function separatorLine(sample: string): { separator: string; length: number } | undefined {
  const match = /^"?sep=([^\r\n"])"?(?:\r\n|\n|\r)/i.exec(sample)
  return match?.[1] ? { separator: match[1], length: match[0].length } : undefined
}

/** Old Macintosh files end their lines with '\r' alone. */
export function detectLineBreak(sample: string): '\n' | '\r' {
  return !sample.includes('\n') && sample.includes('\r') ? '\r' : '\n'
}

export function detectSeparator(sample: string, lineBreak: '\n' | '\r', wholeFile: boolean): string {
  let best = CANDIDATES.find((separator) => sample.includes(separator)) ?? ','
  let bestScore = 0
  for (const separator of CANDIDATES) {
    if (!sample.includes(separator)) continue
    const score = scoreOf(widthsOf(sample, separator, lineBreak, wholeFile))
    if (score > bestScore) [best, bestScore] = [separator, score]
  }
  return best
}

function widthsOf(sample: string, separator: string, lineBreak: '\n' | '\r', wholeFile: boolean): number[] {
  const widths: number[] = []
  const parser = new CsvParser({ separator, lineBreak }, SAMPLE_LIMITS, {
    row: (_row: number, cells: Cell[]) => void (widths.length < SAMPLE_ROWS && widths.push(cells.length)),
    tooManyColumns: () => undefined,
  })
  parser.write(sample)
  if (wholeFile || widths.length === 0) parser.end()
  return widths
}

/**
 * Rows are counted by the columns up to their last value, so a table's rows differ a little: a width shares with the one or two
 * below it. The logarithm keeps a wide but rare shape from beating a narrow one that every row has.
 */
function scoreOf(widths: number[]): number {
  const counts = new Map<number, number>()
  for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1)
  let best = 0
  for (const width of counts.keys()) {
    const near = (counts.get(width) ?? 0) + 0.7 * (counts.get(width - 1) ?? 0) + 0.5 * (counts.get(width - 2) ?? 0)
    best = Math.max(best, (Math.min(near, widths.length) / widths.length) * Math.log2(width))
  }
  return best
}
