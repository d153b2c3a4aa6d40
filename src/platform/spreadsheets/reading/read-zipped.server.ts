/** Tells by its parts what a zip is, and reads it where it is a spreadsheet. */
import type { SpreadsheetLimits } from '../limits.ts'
import { SpreadsheetProblem } from '../spreadsheet-problem.ts'
import type { ReadAs } from '../types.ts'
import { readOds } from './read-ods.server.ts'
import { readXlsx } from './read-xlsx.server.ts'
import type { RowSink } from './row-sink.ts'
import { ZipParts } from './zip.server.ts'

const ODS_TYPES = ['application/vnd.oasis.opendocument.spreadsheet', 'application/vnd.oasis.opendocument.spreadsheet-template']

export async function readZipped(path: string, limits: SpreadsheetLimits, sink: RowSink, tell: (readAs: ReadAs) => void): Promise<void> {
  const zip = await ZipParts.open(path, limits)
  try {
    const type = zip.has('mimetype') ? (await zip.text('mimetype'))?.trim() : undefined
    if (type !== undefined && ODS_TYPES.includes(type)) {
      if (zip.has('encrypted-package')) throw new SpreadsheetProblem('encrypted')
      await readOds(zip, limits, sink, tell)
    } else if (type === undefined && zip.has('[Content_Types].xml') && zip.names().some((name) => /^\/?xl\//i.test(name))) {
      if (zip.has('xl/workbook.bin')) throw new SpreadsheetProblem('unsupported_xls', { kind: 'xlsb' })
      await readXlsx(zip, limits, sink, tell)
    } else throw new SpreadsheetProblem('not_a_spreadsheet', { kind: kindOf(zip, type) })
  } finally {
    zip.close()
  }
}

function kindOf(zip: ZipParts, type: string | undefined): string {
  if (zip.names().some((name) => /^Index\/.*\.iwa$/.test(name))) return 'numbers'
  return type?.startsWith('application/vnd.oasis') || zip.has('[Content_Types].xml') ? 'document' : 'archive'
}
