/**
 * Refused rows go back to the officer with a last column that says why. When such a file is fed in again, that column says nothing
 * about people: it is recognised by its heading, whatever the language it was written in.
 */
import ar from '#messages/ar.json' with { type: 'json' }
import en from '#messages/en.json' with { type: 'json' }
import es from '#messages/es.json' with { type: 'json' }
import fr from '#messages/fr.json' with { type: 'json' }
import ka from '#messages/ka.json' with { type: 'json' }
import type { ImportMapping } from './contract.ts'
import type { FileEvidence } from './study-columns.ts'

const key = 'register.import.reasons_heading'
const headings = new Set([ar, en, es, fr, ka].map((catalogue) => catalogue[key].toLowerCase()))

/** The proposal with reasons columns ignored. */
export function ignoreReasons(mapping: ImportMapping, evidence: FileEvidence): ImportMapping {
  return {
    ...mapping,
    sheets: mapping.sheets.map((sheet) => {
      const heading = evidence.sheets.find((each) => each.sheet === sheet.sheet)?.head.find((row) => row.row === sheet.headingRow)
      const isReasons = (column: number, text: string): boolean => {
        const cell = heading?.cells[column]
        return headings.has(text.trim().toLowerCase()) || (typeof cell === 'string' && headings.has(cell.trim().toLowerCase()))
      }
      // Without a heading, each reason begins with it.
      const beginsSo = (examples: readonly string[]): boolean => examples.length > 0 && examples.every((example) => [...headings].some((each) => example.toLowerCase().startsWith(`${each}: `)))
      return { ...sheet, columns: sheet.columns.map((column) => (isReasons(column.column, column.heading) || beginsSo(column.examples) ? { ...column, meaning: 'ignore' as const, confidence: 1 } : column)) }
    }),
  }
}
