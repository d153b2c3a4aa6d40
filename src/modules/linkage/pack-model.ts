/**
 * A model as text, to be kept beside the office and read when someone is registered. What only one record holds is left out: a model
 * takes every value it does not know for held by one, so nothing is lost by it, and personal phones and addresses stay out.
 */
import { countedFields, emptyModel } from './model.ts'
import type { LinkageModel } from './model.ts'
import type { Rates } from './known-rates.ts'

const FORMAT = 1

interface PackedModel {
  format: number
  records: number
  duplicatesPerRecord: number
  totals: Record<string, number>
  rates: Rates
  counts: Record<string, [string, number][]>
}

/** JSON, some ten to a hundred kilobytes for an office. */
export function packModel(model: LinkageModel): string {
  const counts: PackedModel['counts'] = {}
  for (const field of countedFields) counts[field] = [...model.counts[field]].filter(([, count]) => count > 1)
  const packed: PackedModel = { format: FORMAT, records: model.records, duplicatesPerRecord: model.duplicatesPerRecord, totals: model.totals, rates: model.rates, counts }
  return JSON.stringify(packed)
}

/** Reads what `packModel` wrote; null for the format of another version, which asks for a new training. */
export function unpackModel(text: string): LinkageModel | null {
  const packed = JSON.parse(text) as PackedModel
  if (packed.format !== FORMAT) return null
  const model = emptyModel()
  for (const field of countedFields) {
    model.counts[field] = new Map(packed.counts[field] ?? [])
    model.totals[field] = packed.totals[field] ?? 0
  }
  return { ...model, records: packed.records, duplicatesPerRecord: packed.duplicatesPerRecord, rates: packed.rates }
}
