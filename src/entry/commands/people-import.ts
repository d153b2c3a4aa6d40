import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { translator } from '#platform/i18n/index.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { refreshPairs } from '#modules/linkage/index.server.ts'
import { Refusal } from '#platform/problems/refusal.ts'
import { findOffice, officeDay } from '#modules/offices/index.server.ts'
import { columnLetters, continueImport, discardImport, failureSentence, getImport, problemSentence, readImport, reportImport, requestApply, reviseMapping, takeUpInterrupted, uploadImport, type ImportReport, type ImportRun, type ImportState } from '#modules/register/import/index.server.ts'
import { requireOption, textOption, type Command, type CommandContext } from '../command.ts'

const STEPS = 20

export const peopleImport: Command = {
  name: 'people import',
  usage: 'FILE --office SLUG [--mapping FILE] [--dry-run] [--json]',
  about: 'Brings the people of a spreadsheet (CSV, XLSX, ODS) into the register of an office.',
  options: { mapping: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  words: { min: 1, max: 1 },
  async run(context) {
    const path = context.words[0] ?? ''
    const slug = requireOption(context, 'office')
    await requireFile(path)
    const mapping = await readMapping(textOption(context, 'mapping'))
    const app = await context.app()
    const office = await findOffice(app.pool, slug)
    if (!office) throw new Refusal(`There is no office "${slug}".`)
    const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => app.within({ office: office.id, actor: { kind: 'system', name: 'people import' } }, work)
    const sha256 = await hashOf(path)
    const left = await within((tx) => takeUpInterrupted(tx, sha256))
    if (left !== undefined) {
      if (context.options['dry-run']) throw new Refusal('An import of this file was interrupted while it was being stored. Run it again without --dry-run and it goes on, or resume or cancel it on the Desk.')
      context.progress('An import of this file was interrupted; it goes on where it was.')
    }
    const importId = left ?? (await within((tx) => uploadImport(tx, { name: basename(path), content: createReadStream(path), collectedOn: officeDay(office, app.now()) })))
    const report = await runImport({ importId, within, signal: context.signal, now: app.now, watch: watcher(context) }, mapping, context.options['dry-run'] === true)
    return { json: report, text: inWords(report, context.options['dry-run'] === true) }
  },
}

async function requireFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new Refusal(`There is no file ${path}.`)
}

async function hashOf(path: string): Promise<Buffer> {
  const sum = createHash('sha256')
  for await (const part of createReadStream(path)) sum.update(part as Buffer)
  return sum.digest()
}

async function readMapping(path: string | undefined): Promise<unknown> {
  if (path === undefined) return undefined
  await requireFile(path)
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    throw new Refusal(`The mapping ${path} is not written in JSON.`)
  }
}

/** Says each stage, and how far it is in steps of five percent. */
function watcher(context: CommandContext): ImportRun['watch'] {
  let said = ''
  return (state, progress, rows) => {
    const line = progress > 0 && progress < 1 ? `${state}: ${Math.floor(progress * STEPS) * (100 / STEPS)} %` : state === 'reading' && rows > 0 ? `${state}: row ${rows}` : state
    if (line !== said) context.progress((said = line))
  }
}

async function runImport(run: ImportRun, mapping: unknown, dryRun: boolean): Promise<ImportReport> {
  const { t } = translator('en')
  const begun = await run.within((tx) => getImport(tx, run.importId))
  if (mapping !== undefined && begun.state === 'uploaded') {
    await readImport(run)
    const read = await run.within((tx) => getImport(tx, run.importId))
    if (read.state === 'read') await run.within((tx) => reviseMapping(tx, run.importId, mapping))
  }
  await continueImport(run)
  const checked = await run.within((tx) => getImport(tx, run.importId))
  if (checked.state === 'failed') {
    await run.within((tx) => discardImport(tx, run.importId))
    throw new Refusal(failureSentence(t, checked.problem ?? { code: 'unexpected' }))
  }
  if (checked.state !== 'applying') requireState(checked.state, 'checked')
  if (!dryRun) {
    if (checked.state === 'checked') await run.within((tx) => requestApply(tx, run.importId))
    requireState(await continueImport(run), 'applied')
    // Now and not by the job alone: whoever asks for duplicates next gets all of them.
    await run.within((tx) => refreshPairs(tx))
  }
  const report = await run.within((tx) => reportImport(tx, run.importId, { dryRun, sentence: (problem) => problemSentence(t, problem) }))
  if (dryRun) await run.within((tx) => discardImport(tx, run.importId))
  return report
}

/** Meanwhile somebody may have stopped it on the Desk. */
function requireState(state: ImportState | 'busy', wanted: ImportState): void {
  if (state === 'busy') throw new Refusal('Another process is working on this import.')
  if (state !== wanted && state !== 'applied') throw new Refusal(state === 'cancelled' ? 'The import was cancelled on the Desk.' : 'The import was not finished; look at it on the Desk.')
}

function inWords(report: ImportReport, dryRun: boolean): string {
  const heading = dryRun ? `${report.rows} rows; nothing was stored. It would be:` : `${report.rows} rows:`
  const refusals = report.refused.map(({ sheet, row, column, message }) => `  ${sheet === '' ? '' : `${sheet}, `}row ${row}${column === null ? '' : `, column ${columnLetters(column)}`}: ${message}`)
  return [heading, `  ${report.created} new`, `  ${report.updated} with something new`, `  ${report.unchanged} unchanged`, `  ${report.refused.length} cells refused`, `  ${report.duplicates.length} likely duplicates`, ...refusals].join('\n')
}

