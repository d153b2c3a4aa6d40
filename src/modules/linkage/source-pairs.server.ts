/** Duplicates as rows of files, for whoever checks what linkage found against the files themselves. */
import { requirePermission } from '#platform/access/permissions.ts'
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { DEFAULT_THRESHOLD } from './thresholds.ts'

/** A person, and where in a file it stands; without a file where it was registered by hand. */
export interface SourceSide { person: string; file: string | null; sheet: string | null; row: number | null }

export interface SourcePair {
  a: SourceSide
  b: SourceSide
  /** Probability from 0 to 1; 1 where both have become one person. */
  score: number
  decision: 'same' | 'not_same' | 'later' | null
}

/**
 * One element for each pair of rows whose people are paired at the default threshold, were decided, or have become one person: joined by
 * somebody, or because a row told more of a person known.
 */
export async function findSourcePairs(tx: Tx): Promise<SourcePair[]> {
  requirePermission(tx.actor, 'person.merge')
  const sides = await loadSides(tx)
  const together = [...sides.values()].flatMap((rows) => rows.flatMap((a, index) => rows.slice(index + 1).flatMap((b) => (sameRow(a, b) ? [] : [{ a, b, score: 1, decision: 'same' as const }]))))
  const pairs = await selectRows<{ a: string; b: string; score: number; decision: SourcePair['decision'] }>(
    tx,
    `select q.person_a as a, q.person_b as b, q.score, q.decision from corridor.person_pairs q
     join corridor.people x on x.office_id = q.office_id and x.id = q.person_a and x.state = 'active' join corridor.people y on y.office_id = q.office_id and y.id = q.person_b and y.state = 'active'
     where q.office_id = $1 and (q.score >= $2 or q.decision is not null) order by q.score desc, q.person_a, q.person_b`,
    [tx.office, DEFAULT_THRESHOLD],
  )
  const apart = pairs.flatMap(({ a, b, score, decision }) => sidesOf(sides, a).flatMap((one) => sidesOf(sides, b).map((two) => ({ a: one, b: two, score, decision }))))
  return [...together, ...apart]
}

function sidesOf(sides: ReadonlyMap<string, SourceSide[]>, person: string): SourceSide[] {
  return sides.get(person) ?? [{ person, file: null, sheet: null, row: null }]
}

/** The same line of the same file, read again after it was mended. */
function sameRow(a: SourceSide, b: SourceSide): boolean {
  return a.file !== null && a.file === b.file && a.sheet === b.sheet && a.row === b.row
}

/** By person as it stands now: its rows, and a record registered by hand that was joined into it or has others joined into it. */
async function loadSides(tx: Tx): Promise<Map<string, SourceSide[]>> {
  const rows = await selectRows<{ root: string; file: string | null; sheet: string | null; row: number | null }>(
    tx,
    `with recursive joined as (
       select p.id as root, p.id from corridor.people p where p.office_id = $1 and p.state = 'active'
       union all select j.root, m.id from joined j join corridor.people m on m.office_id = $1 and m.merged_into = j.id and m.state = 'merged'
     ), by_hand as (
       -- Sources move with a joining: whoever has none now and gave none away stood in no file.
       select j.root from joined j
       where exists (select from corridor.people m where m.office_id = $1 and m.merged_into = j.root)
         and case when j.id <> j.root
           then not exists (select from corridor.merges g where g.office_id = $1 and g.merged_id = j.id and g.undone_at is null and jsonb_array_length(g.moved->'sources') > 0)
           else not exists (select from corridor.person_sources s where s.office_id = $1 and s.person_id = j.root and not exists (
             select from corridor.merges g, jsonb_to_recordset(g.moved->'sources') as v (fingerprint text, "importId" uuid)
             where g.office_id = $1 and g.kept_id = j.root and g.undone_at is null and v.fingerprint = s.fingerprint and v."importId" = s.import_id)) end)
     select s.person_id as root, s.file_name as file, s.sheet, s.row from corridor.person_sources s join corridor.people p on p.office_id = s.office_id and p.id = s.person_id and p.state = 'active' where s.office_id = $1
     union all select root, null, null, null from by_hand
     order by root, file, sheet, row`,
    [tx.office],
  )
  const sides = new Map<string, SourceSide[]>()
  for (const { root, file, sheet, row } of rows) sides.set(root, [...(sides.get(root) ?? []), { person: root, file, sheet, row }])
  return sides
}
