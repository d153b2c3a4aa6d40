/**
 * A mapping as people and files give it: whole, or only what differs from the proposal. Columns are named by their heading or their
 * number (from 0); a correction without a sheet holds for all sheets.
 *
 *   {"sheets": [{"columns": [{"heading": "Tel.", "meaning": "family_phone"}, {"column": 4, "meaning": "birth", "dateOrder": "mdy"}]}]}
 */
import { z } from 'zod'
import { columnMeanings, type ColumnMapping, type ImportMapping, type SheetMapping } from './contract.ts'

const MAX_CORRECTIONS = 2000

const columnInput = z
  .object({
    column: z.number().int().min(0).max(16_384).optional(),
    heading: z.string().max(1000).optional(),
    meaning: z.enum(columnMeanings).optional(),
    nameOrder: z.enum(['family_first', 'given_first']).optional(),
    dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional(),
    messenger: z.enum(['skype', 'whatsapp', 'viber', 'telegram', 'signal', 'messenger']).optional(),
    twoFamilyNames: z.boolean().optional(),
  })
  .refine((column) => column.column !== undefined || column.heading !== undefined, { error: 'column_or_heading' })

export const mappingInput = z.object({
  homeCountry: z.string().regex(/^[A-Z]{2}$/).optional(),
  sheets: z
    .array(
      z.object({
        sheet: z.string().max(200).optional(),
        headingRow: z.number().int().min(1).nullable().optional(),
        firstRow: z.number().int().min(1).optional(),
        sheetIs: z.enum(['village', 'nothing']).optional(),
        skip: z.boolean().optional(),
        columns: z.array(columnInput).max(MAX_CORRECTIONS).default([]),
      }),
    )
    .max(300),
})
export type MappingInput = z.infer<typeof mappingInput>

type ColumnInput = z.infer<typeof columnInput>

/** The proposal with the corrections of the input; what the input does not name stays. */
export function correctMapping(proposal: ImportMapping, input: MappingInput): ImportMapping {
  const sheets = proposal.sheets.map((sheet) => {
    let corrected = sheet
    for (const each of input.sheets) if (each.sheet === undefined || each.sheet === sheet.sheet) corrected = correctSheet(corrected, each)
    return corrected
  })
  return { ...proposal, homeCountry: input.homeCountry ?? proposal.homeCountry, sheets }
}

function correctSheet(sheet: SheetMapping, input: MappingInput['sheets'][number]): SheetMapping {
  const { skip, ...rest } = sheet
  return {
    ...rest,
    ...(input.skip === true ? { skip: 'no_table' as const } : input.skip === undefined && skip !== undefined ? { skip } : {}),
    ...(input.headingRow !== undefined && { headingRow: input.headingRow }),
    ...(input.firstRow !== undefined && { firstRow: input.firstRow }),
    ...(input.sheetIs !== undefined && { sheetIs: input.sheetIs }),
    columns: sheet.columns.map((column) => input.columns.filter((each) => isMeant(each, column)).reduce(correctColumn, column)),
  }
}

function isMeant(input: ColumnInput, column: ColumnMapping): boolean {
  return input.column === undefined ? input.heading?.trim().toLowerCase() === column.heading.trim().toLowerCase() : input.column === column.column
}

function correctColumn(column: ColumnMapping, input: ColumnInput): ColumnMapping {
  return {
    ...column,
    confidence: 1,
    ...(input.meaning && { meaning: input.meaning }),
    ...(input.nameOrder && { nameOrder: input.nameOrder }),
    ...(input.dateOrder && { dateOrder: input.dateOrder }),
    ...(input.messenger && { messenger: input.messenger }),
    ...(input.twoFamilyNames !== undefined && { twoFamilyNames: input.twoFamilyNames }),
  }
}
