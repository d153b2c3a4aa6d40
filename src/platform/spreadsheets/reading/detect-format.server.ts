/** What a file is by its contents; its name says nothing that can be relied on. */
import type { FileHandle } from 'node:fs/promises'
import { SpreadsheetProblem } from '../spreadsheet-problem.ts'

const OLE_MARK = 'd0cf11e0a1b11ae1'
const OLE_SEARCH_BYTES = 64 * 1024 * 1024

/** Files that people choose by mistake, by their first bytes. */
const OTHERS: [mark: string, kind: string][] = [
  ['MZ', 'exe'], ['\x7fELF', 'exe'], ['%PDF', 'pdf'], ['\x89PNG', 'image'], ['\xff\xd8\xff', 'image'], ['GIF8', 'image'],
  ['Rar!', 'archive'], ['7z\xbc\xaf', 'archive'], ['\x1f\x8b', 'archive'], ['BZh', 'archive'], ['{\\rtf', 'document'],
  ['SQLite format 3', 'database'],
]
const TEXT_OTHERS: [pattern: RegExp, kind: string][] = [
  [/^\s*<(!doctype html|html|head|body|table|meta)\b/i, 'html'],
  [/^\s*<\?xml\b/i, 'xml'],
  [/^BEGIN:V(CARD|CALENDAR)/i, 'vcard'],
]

/** Throws for what is known not to be a spreadsheet, for old binary workbooks and for locked ones. */
export async function detectContainer(file: FileHandle): Promise<'zip' | 'text'> {
  const head = Buffer.alloc(512)
  const { bytesRead } = await file.read(head, 0, head.length, 0)
  const start = head.subarray(0, bytesRead)
  const latin = start.toString('latin1')
  if (latin.startsWith('PK\x03\x04') || latin.startsWith('PK\x05\x06')) return 'zip'
  if (start.subarray(0, 8).toString('hex') === OLE_MARK) throw await problemOfOle(file)
  if (latin.startsWith('\x09\x08') || latin.startsWith('\x09\x04')) throw new SpreadsheetProblem('unsupported_xls', { kind: 'xls' })
  for (const [mark, kind] of OTHERS) {
    if (latin.startsWith(mark) && (kind !== 'exe' || /[\0-\x08]/.test(latin))) throw new SpreadsheetProblem('not_a_spreadsheet', { kind })
  }
  return 'text'
}

/** Web pages and XML are text too, and some programs call them .xls. */
export function refuseOtherText(sample: string): void {
  for (const [pattern, kind] of TEXT_OTHERS) {
    if (pattern.test(sample)) throw new SpreadsheetProblem('not_a_spreadsheet', { kind })
  }
}

/**
 * The compound file of old Office holds old workbooks, other documents, and new workbooks under a password ([MS-OFFCRYPTO] 2.3.4.4
 * names its streams); its directory names them in UTF-16.
 */
async function problemOfOle(file: FileHandle): Promise<SpreadsheetProblem> {
  const names = { EncryptedPackage: false, Workbook: false, Book: false }
  const piece = Buffer.alloc(1024 * 1024)
  for (let at = 0; at < OLE_SEARCH_BYTES; at += piece.length - 64) {
    const { bytesRead } = await file.read(piece, 0, piece.length, at)
    for (const name of ['EncryptedPackage', 'Workbook', 'Book'] as const) {
      names[name] ||= piece.subarray(0, bytesRead).includes(Buffer.from(`${name}\0`, 'utf16le'))
    }
    if (bytesRead < piece.length) break
  }
  if (names.EncryptedPackage) return new SpreadsheetProblem('encrypted')
  if (names.Workbook || names.Book) return new SpreadsheetProblem('unsupported_xls', { kind: 'xls' })
  return new SpreadsheetProblem('not_a_spreadsheet', { kind: 'document' })
}
