import { isUuid } from '#platform/ids/uuid.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { findReportedRows, getImport, problemSentence } from '#modules/register/import/index.server.ts'
import type { PageServerLoad } from './$types'

const ROWS_A_PAGE = 100
const kinds = ['update', 'refused', 'doubtful', 'erased'] as const

export const load: PageServerLoad = ({ locals, params, url }) =>
  locals.within(async (tx) => {
    const which = kinds.find((kind) => kind === url.searchParams.get('which'))
    if (!isUuid(params.id) || which === undefined) throw new ProblemError('not_found')
    const { fileName, mapping } = await getImport(tx, params.id)
    const after = Number(url.searchParams.get('after') ?? 0) || 0
    const rows = await findReportedRows(tx, params.id, which, { after, limit: ROWS_A_PAGE })
    const { t } = locals.translator
    const severity = which === 'refused' ? 'refusal' : 'doubt'
    return {
      which,
      fileName,
      rows: rows.map(({ number, sheet, row, name, personId, problems }) => {
        const headings = mapping?.sheets.find((each) => each.sheet === sheet)?.columns ?? []
        return {
          number, sheet, row, name, personId,
          what: problems.filter((problem) => problem.severity === severity).map((problem) => ({
            heading: problem.column === null ? '' : (headings.find((each) => each.column === problem.column)?.heading ?? ''),
            sentence: problemSentence(t, problem),
          })),
        }
      }),
      more: rows.length === ROWS_A_PAGE ? (rows.at(-1)?.number ?? null) : null,
    }
  })
