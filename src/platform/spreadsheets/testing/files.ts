/** Real files for the tests of this folder, made on the spot. */
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import { readSpreadsheet, SpreadsheetProblem, type Cell, type ReadAs, type ReadOptions, type SheetRow } from '../index.server.ts'

export const MAIN_NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

type Part = string | Uint8Array | Readable

export async function zipOf(parts: Record<string, Part>, options: { compress?: boolean } = {}): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, part] of Object.entries(parts)) {
    if (part instanceof Readable) zip.addReadStream(part, name)
    else zip.addBuffer(Buffer.from(part), name, { compress: options.compress ?? true })
  }
  zip.end()
  return buffer(zip.outputStream as Readable)
}

export interface XlsxParts {
  /** The inside of sheetData; or the whole part where it begins with '<?xml' or '<!'. */
  sheets: Record<string, Part>
  /** The inside of sst. */
  strings?: string
  /** The inside of styleSheet. */
  styles?: string
  workbookProperties?: string
  sheetState?: string
  compress?: boolean
}

export async function xlsxOf(parts: XlsxParts): Promise<Buffer> {
  const names = Object.keys(parts.sheets)
  const files: Record<string, Part> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships><Relationship Id="r1" Type="${RELATION}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN_NAMESPACE}" xmlns:r="${RELATION}">${parts.workbookProperties ?? ''}<sheets>${names.map((name, index) => `<sheet name="${name}" sheetId="${index + 1}"${parts.sheetState ? ` state="${parts.sheetState}"` : ''} r:id="s${index}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names.map((_, index) => `<Relationship Id="s${index}" Type="${RELATION}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}<Relationship Id="x" Type="${RELATION}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="y" Type="${RELATION}/styles" Target="styles.xml"/></Relationships>`,
  }
  if (parts.strings !== undefined) files['xl/sharedStrings.xml'] = `<sst xmlns="${MAIN_NAMESPACE}">${parts.strings}</sst>`
  if (parts.styles !== undefined) files['xl/styles.xml'] = `<styleSheet xmlns="${MAIN_NAMESPACE}">${parts.styles}</styleSheet>`
  for (const [index, name] of names.entries()) {
    const inside = parts.sheets[name] ?? ''
    const whole = typeof inside !== 'string' || /^<[?!]/.test(inside)
    files[`xl/worksheets/sheet${index + 1}.xml`] = whole ? inside : `<?xml version="1.0"?><worksheet xmlns="${MAIN_NAMESPACE}"><sheetData>${inside}</sheetData></worksheet>`
  }
  return zipOf(files, { compress: parts.compress ?? true })
}

/** `inside` is the inside of office:spreadsheet. */
export async function odsOf(inside: string | Readable, manifest = '<manifest/>'): Promise<Buffer> {
  const head = '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:calcext="c"><office:body><office:spreadsheet>'
  return zipOf({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'META-INF/manifest.xml': manifest,
    'content.xml': inside instanceof Readable ? inside : `${head}${inside}</office:spreadsheet></office:body></office:document-content>`,
  })
}

export interface Read {
  readAs: ReadAs
  rows: SheetRow[]
  cells: Cell[][]
}

export async function read(bytes: Uint8Array | string | AsyncIterable<Uint8Array>, options: ReadOptions = {}): Promise<Read> {
  const reading = await readSpreadsheet({ bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes, name: 'list.xls' }, options)
  const rows: SheetRow[] = []
  for await (const row of reading.rows) rows.push(row)
  return { readAs: reading.readAs, rows, cells: rows.map((row) => row.cells) }
}

export async function problemOf(bytes: Uint8Array | string | AsyncIterable<Uint8Array>, options: ReadOptions = {}): Promise<SpreadsheetProblem> {
  try {
    await read(bytes, options)
  } catch (error) {
    if (error instanceof SpreadsheetProblem) return error
    throw error
  }
  throw new Error('it was read without a problem')
}

/** A stream of one piece again and again. */
export function repeated(before: string, piece: Uint8Array | string, times: number, after: string): Readable {
  return Readable.from((function* () {
    yield Buffer.from(before)
    for (let count = 0; count < times; count++) yield Buffer.from(piece)
    yield Buffer.from(after)
  })(), { objectMode: false })
}
