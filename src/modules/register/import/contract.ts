/**
 * What an import is understood to be: for each sheet where its table begins, what each column holds, and how ambiguous values
 * are read. The program proposes it (`proposeMapping`), the officer corrects it, the office remembers it.
 */
import type { PersonFacts } from '../contract.ts'

export const columnMeanings = [
  'ignore', 'number', 'full_name', 'family_name', 'given_name', 'patronymic', 'sex', 'birth', 'village', 'informant', 'family_head',
  'family_phone', 'relation', 'country', 'city', 'place_abroad', 'phone', 'email', 'messenger', 'contacts', 'abroad_since', 'occupation', 'note', 'address',
] as const
export type ColumnMeaning = (typeof columnMeanings)[number]

/** How a column's all-digit dates are ordered; 'ask' where the evidence decides nothing. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd' | 'ask'

export interface ColumnMapping {
  /** Counted from 0. */
  column: number
  heading: string
  meaning: ColumnMeaning
  /** For full_name: which part stands first. */
  nameOrder?: 'family_first' | 'given_first'
  dateOrder?: DateOrder
  /** For messenger columns: which one. */
  messenger?: 'skype' | 'whatsapp' | 'viber' | 'telegram' | 'signal' | 'messenger'
  /** 0 to 1: how sure the program is; shown, and below a limit asked. */
  confidence: number
  /** For full_name: people bear two family names (Spanish custom), so three words are one given name and two of these. */
  twoFamilyNames?: boolean
  /** A few values for the officer to judge by. */
  examples: string[]
}

export interface SheetMapping {
  sheet: string
  /** Row of the headings, counted from 1; null where the sheet has none. */
  headingRow: number | null
  firstRow: number
  columns: ColumnMapping[]
  /** A sheet may be a village ("a sheet for each village"). */
  sheetIs?: 'village' | 'nothing'
  /** The village of all rows that name none, found in a title above the table ("Village of Dimi"). */
  village?: string
  /** Columns (from 0) whose empty cells mean "as above": lists in blocks, merged cells. */
  fillDown?: number[]
  /** Lines that announce a family above its migrants, recognised by this word at the start of this column. */
  familyLines?: { column: number; prefix: string }
  /** Lines that announce a village above its people, as `familyLines`. An empty prefix of family lines: a name with at most a phone. */
  villageLines?: { column: number; prefix: string }
  /** Sheet left out of the import (a cover, a legend), with the reason shown. */
  skip?: 'no_table' | 'empty'
}

export interface ImportMapping {
  version: 1
  sheets: SheetMapping[]
  /** Country of the office: default for phones without a country code. ISO 3166-1 alpha-2. */
  homeCountry: string
}

/** A stable code, a place, and what was written there. The sentence is made from the code in the reader's language. */
export interface CellProblem {
  /** Counted from 0; null when it is about the whole row. */
  column: number | null
  code:
    | 'no_name' | 'no_such_day' | 'in_the_future' | 'too_long_ago' | 'not_a_date' | 'ambiguous_date' | 'not_a_phone' | 'not_an_email' | 'not_a_contact'
    | 'unknown_country' | 'too_long' | 'strange_characters' | 'formula_error' | 'too_many_cells' | 'unknown_value'
  value: string
  /** A refusal keeps the row out; a doubt lets it in and shows it. */
  severity: 'refusal' | 'doubt'
}

export type ParsedRow =
  | { kind: 'person'; sheet: string; row: number; facts: PersonFacts; problems: CellProblem[] }
  | { kind: 'refused'; sheet: string; row: number; problems: CellProblem[] }
  /** `problems` are doubts: a line of a family refuses nobody. */
  | { kind: 'family'; sheet: string; row: number; problems: CellProblem[] }
  | { kind: 'blank'; sheet: string; row: number }
