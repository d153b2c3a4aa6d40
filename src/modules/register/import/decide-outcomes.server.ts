/**
 * What becomes of rows that tell of a person, decided by what the office knows. In this order: rows that a file says twice get a
 * counter; who was erased stays away; a row known from an earlier import changes nothing; a row that is certainly one known person
 * (same name, birth, village and family, told by another import, claimed by no other row) tells more of that person. All others are
 * new people, and linkage says who of them may be one. Set-based: the same statements for ten rows and a million.
 */
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { withKnownCity } from './canonical-city.server.ts'
import { loadKnownPeople } from './load-known-people.server.ts'
import { planUpdate, saysNothingNew } from './plan-update.ts'
import type { ImportCounts, ImportPolicy } from './states.ts'
import type { PersonFacts } from '../contract.ts'

const PLANNED_AT_A_TIME = 1000

/** Decides rows behind `after` (0 for all). Can be called again: what was decided as new is looked at anew. */
export async function decideOutcomes(tx: Tx, importId: string, policy: ImportPolicy, range: { after: number }): Promise<void> {
  const values = [tx.office, importId, range.after]
  // What the planner knows of rows filled a moment ago is a guess, and of a new import in an old table a wrong one: joins one by one
  // would take minutes where a hash takes a second at worst.
  await tx.client.query('set local enable_nestloop = off')
  await tx.client.query(COUNT_REPEATED, values)
  for (const column of ['fingerprint', 'identity']) await tx.client.query(ERASED(column), values)
  await tx.client.query(REMEMBERED, values)
  await tx.client.query(UNCHANGED, values)
  await tx.client.query(UPDATE, values)
  await tx.client.query('set local enable_nestloop = on')
  await settleUpdates(tx, importId, policy, range.after)
}

const COUNT_REPEATED = `
update corridor.import_outcomes o set fingerprint = o.fingerprint || '#' || d.times
from (select number, row_number() over (partition by fingerprint order by number) as times from corridor.import_outcomes
      where office_id = $1 and import_id = $2 and fingerprint is not null and fingerprint not like '%#%') d
where o.office_id = $1 and o.import_id = $2 and o.number = d.number and d.times > 1 and o.number > $3`

const ERASED = (column: string) => `
update corridor.import_outcomes o set outcome = 'erased', facts = null
from corridor.erased_records e
where o.office_id = $1 and o.import_id = $2 and o.number > $3 and o.outcome in ('create', 'update') and e.office_id = $1 and e.hash = o.${column}`

const REMEMBERED = `
update corridor.import_outcomes o set outcome = 'erased', facts = null
where o.office_id = $1 and o.import_id = $2 and o.number > $3 and o.outcome in ('create', 'update')
  and o.memory_keys && (select array_agg(e.hash) from corridor.erased_records e where e.office_id = $1)`

const UNCHANGED = `
update corridor.import_outcomes o set outcome = 'unchanged', person_id = s.person_id
from corridor.person_sources s
where o.office_id = $1 and o.import_id = $2 and o.number > $3 and o.outcome in ('create', 'update')
  and s.office_id = $1 and s.fingerprint = o.fingerprint and s.import_id <> $2`

const UPDATE = `
with once as (
  select identity, min(number) as number from corridor.import_outcomes
  where office_id = $1 and import_id = $2 and number > $3 and outcome = 'create' and identity is not null group by identity having count(*) = 1
), known as (
  select once.number, array_agg(distinct p.id) as people
  from once
  join corridor.person_sources s on s.office_id = $1 and s.identity = once.identity and s.import_id <> $2
  join corridor.people told on told.office_id = $1 and told.id = s.person_id
  join corridor.people p on p.office_id = $1 and p.id = coalesce(told.merged_into, told.id) and p.state = 'active'
  where not exists (select from corridor.import_outcomes c where c.office_id = $1 and c.import_id = $2 and c.outcome = 'unchanged' and c.person_id = s.person_id)
  group by once.number
)
update corridor.import_outcomes o set outcome = 'update', person_id = known.people[1]
from known
where o.office_id = $1 and o.import_id = $2 and o.number = known.number and cardinality(known.people) = 1`

/** Rows about known people that tell nothing new, or may not, change nothing. */
async function settleUpdates(tx: Tx, importId: string, policy: ImportPolicy, after: number): Promise<void> {
  for (let from = after; ; ) {
    const rows = await selectRows<{ number: number; facts: PersonFacts; person_id: string }>(
      tx,
      "select number, facts, person_id from corridor.import_outcomes where office_id = $1 and import_id = $2 and outcome = 'update' and number > $3 order by number limit $4",
      [tx.office, importId, from, PLANNED_AT_A_TIME],
    )
    const last = rows.at(-1)
    if (!last) return
    const known = await loadKnownPeople(tx, rows.map((row) => row.person_id))
    const same = rows.filter((row) => {
      const person = known.get(row.person_id)
      return person === undefined || policy === 'skip' || saysNothingNew(planUpdate(withKnownCity(row.facts), person, policy))
    })
    await tx.client.query("update corridor.import_outcomes set outcome = 'unchanged' where office_id = $1 and import_id = $2 and number = any ($3)", [tx.office, importId, same.map((row) => row.number)])
    from = last.number
  }
}

/** Counts for the dry run. */
export async function countOutcomes(tx: Tx, importId: string): Promise<ImportCounts> {
  const outcomes = await selectRows<{ outcome: string; rows: number; doubtful: number }>(
    tx,
    "select outcome, count(*) as rows, count(*) filter (where doubtful and outcome <> 'refused') as doubtful from corridor.import_outcomes where office_id = $1 and import_id = $2 group by outcome",
    [tx.office, importId],
  )
  const problems = await selectRows<{ severity: string; code: string; cells: number }>(
    tx,
    `select p->>'severity' as severity, p->>'code' as code, count(*) as cells from corridor.import_outcomes o cross join lateral json_array_elements(o.problems) p
     where o.office_id = $1 and o.import_id = $2 and o.problems is not null group by 1, 2`,
    [tx.office, importId],
  )
  const of = (outcome: string): number => outcomes.find((each) => each.outcome === outcome)?.rows ?? 0
  const by = (severity: string): Record<string, number> => Object.fromEntries(problems.filter((each) => each.severity === severity).map((each) => [each.code, each.cells]))
  const told = outcomes.filter((each) => each.outcome !== 'family')
  return {
    rows: told.reduce((sum, each) => sum + each.rows, 0),
    create: of('create'),
    update: of('update'),
    unchanged: of('unchanged'),
    refused: of('refused'),
    erased: of('erased'),
    doubtful: outcomes.reduce((sum, each) => sum + each.doubtful, 0),
    refusedBy: by('refusal'),
    doubtsBy: by('doubt'),
  }
}
