/**
 * How each cell style of a workbook shows its numbers: XLSX stores a date as a number, and only the number format of the cell's style
 * says that it is one (ECMA-376 part 1, 18.8.30).
 */
import type { SpreadsheetLimits } from '../limits.ts'
import { XmlTokens } from './xml-tokens.ts'

/** `year`: only the year is shown. A number: so many digits at least, with zeros in front (personal numbers, postal codes). */
export type NumberShown = 'number' | 'date' | 'time' | 'year' | number

const BUILT_IN: [from: number, to: number, shown: NumberShown][] = [
  [14, 17, 'date'], [18, 21, 'time'], [22, 22, 'date'], [27, 31, 'date'], [32, 35, 'time'], [36, 36, 'date'], [45, 47, 'time'], [50, 58, 'date'],
]
const MOST_STYLES = 100_000

/** What a format code shows; only its first section counts, that of positive numbers. */
export function shownBy(code: string): NumberShown {
  const bare = code
    .replace(/"[^"]*"|\\.|[_*]./g, '')
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .split(';')[0]?.trim().toLowerCase() ?? ''
  if (/^0{2,20}$/.test(bare)) return bare.length
  if (bare === '' || /general|[0#?]/.test(bare.replace(/s\.0+/g, 's'))) return 'number'
  if (/^[ye]{2,4}$/.test(bare)) return 'year'
  if (/[yde]/.test(bare)) return 'date'
  if (/[hs]/.test(bare)) return 'time'
  return /m/.test(bare) ? 'date' : 'number'
}

/** By the style's index, which cells name. */
export function readStyles(xml: string | undefined, limits: SpreadsheetLimits): NumberShown[] {
  if (xml === undefined) return []
  const custom = new Map<number, NumberShown>()
  const styles: NumberShown[] = []
  let inCellStyles = false
  const tokens = new XmlTokens({
    open(name, attributes) {
      if (name === 'numFmt') custom.set(Number(attributes.numFmtId), shownBy(attributes.formatCode ?? ''))
      else if (name === 'cellXfs') inCellStyles = true
      else if (name === 'xf' && inCellStyles && styles.length < MOST_STYLES) {
        const format = Number(attributes.numFmtId ?? 0)
        styles.push(custom.get(format) ?? BUILT_IN.find(([from, to]) => format >= from && format <= to)?.[2] ?? 'number')
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false
    },
    text: () => undefined,
  }, limits)
  tokens.write(xml)
  tokens.end()
  return styles
}
