import { Refusal } from '#platform/problems/refusal.ts'
import type { Tx } from '#platform/database/types.ts'
import { findSourcePairs, refreshPairs, type SourcePair, type SourceSide } from '#modules/linkage/index.server.ts'
import { findOffice } from '#modules/offices/index.server.ts'
import { requireOption, type Command } from '../command.ts'

export const peopleDuplicates: Command = {
  name: 'people duplicates',
  usage: '--office SLUG [--json]',
  about: 'Lists the pairs of records that may be one person, with the rows of files they came from and what was decided.',
  async run(context) {
    const slug = requireOption(context, 'office')
    const app = await context.app()
    const office = await findOffice(app.pool, slug)
    if (!office) throw new Refusal(`There is no office "${slug}".`)
    const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => app.within({ office: office.id, actor: { kind: 'system', name: 'people duplicates' } }, work)
    context.progress('looking for what has changed')
    await within((tx) => refreshPairs(tx))
    const pairs = await within(findSourcePairs)
    return { json: pairs, text: inWords(pairs) }
  },
}

function inWords(pairs: readonly SourcePair[]): string {
  const lines = pairs.map(({ a, b, score, decision }) => `  ${score.toFixed(3)}  ${place(a)}  =  ${place(b)}${decision === null ? '' : `  (${decision.replace('_', ' ')})`}`)
  return [`${pairs.length} pairs:`, ...lines].join('\n')
}

function place({ person, file, sheet, row }: SourceSide): string {
  return file === null ? person : `${file}${sheet ? `, ${sheet}` : ''}, row ${row}`
}
