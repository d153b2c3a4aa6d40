/** A workbook of XLSX: its list of sheets, styles and text table, then the sheets in their order, hidden ones too. */
import { posix } from 'node:path'
import type { SpreadsheetLimits } from '../limits.ts'
import { SpreadsheetProblem } from '../spreadsheet-problem.ts'
import type { ReadAs } from '../types.ts'
import { CellText } from './cell-text.ts'
import type { RowSink } from './row-sink.ts'
import { SharedStrings } from './shared-strings.ts'
import { decodeEscapes, XlsxSheet, type Workbook } from './xlsx-sheet.ts'
import { readStyles } from './xlsx-styles.ts'
import { XmlTokens, type XmlAttributes } from './xml-tokens.ts'
import type { ZipParts } from './zip.server.ts'

interface Relation {
  id: string
  type: string
  part: string
}

export async function readXlsx(zip: ZipParts, limits: SpreadsheetLimits, sink: RowSink, tell: (readAs: ReadAs) => void): Promise<void> {
  const main = (await relationsOf(zip, '', limits)).find((relation) => relation.type === 'officeDocument')?.part ?? 'xl/workbook.xml'
  const relations = await relationsOf(zip, main, limits)
  const { listed, epoch } = await listSheets(zip, main, limits)
  const sheets = listed.flatMap(({ name, id }) => {
    const relation = relations.find((candidate) => candidate.id === id)
    return relation?.type === 'worksheet' ? [{ name, part: relation.part }] : []
  })
  if (sheets.length > limits.sheets) throw new SpreadsheetProblem('too_many_sheets', { limit: 'sheets', at: limits.sheets })
  tell({ format: 'xlsx', sheets: sheets.map(({ name }) => name) })

  const partOf = (type: string): string | undefined => relations.find((relation) => relation.type === type)?.part
  const workbook: Workbook = {
    epoch,
    styles: readStyles(await zip.text(partOf('styles') ?? 'xl/styles.xml'), limits),
    strings: await readStrings(zip, partOf('sharedStrings'), limits),
  }
  for (const { name, part } of sheets) await readSheet(zip, part, name, workbook, limits, sink)
}

async function readSheet(
  zip: ZipParts, part: string, name: string, workbook: Workbook, limits: SpreadsheetLimits, sink: RowSink,
): Promise<void> {
  const sheet = new XlsxSheet(name, workbook, limits, (row) => sink.add(row.sheet, row.row, row.cells, row.troubles, row.characters))
  const tokens = new XmlTokens(sheet, limits)
  for await (const piece of zip.pieces(part)) {
    tokens.write(piece)
    await sink.flush()
  }
  tokens.end()
}

/** Parts that a part points to (ECMA-376 part 2, 9.3). Types by their last word, which strict and transitional files share. */
async function relationsOf(zip: ZipParts, part: string, limits: SpreadsheetLimits): Promise<Relation[]> {
  const folder = posix.dirname(part === '' ? '/' : `/${part}`)
  const xml = await zip.text(posix.join(folder, '_rels', `${posix.basename(part)}.rels`).slice(1))
  const relations: Relation[] = []
  if (xml === undefined) return relations
  forEachElement(xml, limits, (name, attributes) => {
    if (name !== 'Relationship' || attributes.TargetMode === 'External') return
    relations.push({
      id: attributes.Id ?? '',
      type: posix.basename(attributes.Type ?? ''),
      part: posix.resolve(folder, attributes.Target ?? '').slice(1),
    })
  })
  return relations
}

async function listSheets(
  zip: ZipParts, part: string, limits: SpreadsheetLimits,
): Promise<{ listed: { name: string; id: string }[]; epoch: 1900 | 1904 }> {
  const xml = await zip.text(part)
  if (xml === undefined) throw new SpreadsheetProblem('broken_xml', { part })
  const listed: { name: string; id: string }[] = []
  let epoch: 1900 | 1904 = 1900
  forEachElement(xml, limits, (name, attributes) => {
    if (name === 'sheet') listed.push({ name: decodeEscapes(attributes.name ?? ''), id: attributes.id ?? '' })
    else if (name === 'workbookPr' && (attributes.date1904 === '1' || attributes.date1904 === 'true')) epoch = 1904
  })
  return { listed, epoch }
}

function forEachElement(xml: string, limits: SpreadsheetLimits, take: (name: string, attributes: XmlAttributes) => void): void {
  const tokens = new XmlTokens({ open: take, close: () => undefined, text: () => undefined }, limits)
  tokens.write(xml)
  tokens.end()
}

async function readStrings(zip: ZipParts, part: string | undefined, limits: SpreadsheetLimits): Promise<SharedStrings> {
  const strings = new SharedStrings(limits)
  if (part === undefined || !zip.has(part)) return strings
  const text = new CellText(limits.cellCharacters)
  let gathering = false
  let inReadingAid = false
  const tokens = new XmlTokens({
    open(name) {
      if (name === 'si') text.clear()
      else if (name === 't') gathering = !inReadingAid
      else if (name === 'rPh') inReadingAid = true
    },
    close(name) {
      if (name === 'si') strings.add(decodeEscapes(text.text), text.isCut)
      else if (name === 't') gathering = false
      else if (name === 'rPh') inReadingAid = false
    },
    text(piece) {
      if (gathering) text.add(piece)
    },
  }, limits)
  for await (const piece of zip.pieces(part)) tokens.write(piece)
  tokens.end()
  return strings
}
