import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import type { KnownPerson } from './plan-update.ts'

interface KnownRecord {
  id: string; household_id: string | null; village_id: string | null; other_names: string[]; sex: string | null; born: string | null; country: string | null; city: string | null
  abroad_since: string | null; occupation: string | null; contacts: { kind: string; value: string }[] | null; notes: string[] | null
}

/** What is held of these people, as far as a row of a file can add to it; locked where it is to be changed. */
export async function loadKnownPeople(tx: Tx, ids: readonly string[], lock = false): Promise<Map<string, KnownPerson>> {
  const rows = await selectRows<KnownRecord>(
    tx,
    `select p.id, p.household_id, p.village_id, p.other_names, p.sex, p.born, p.country, p.city, p.abroad_since, p.occupation,
       (select json_agg(json_build_object('kind', c.kind, 'value', c.value)) from corridor.contact_points c where c.office_id = p.office_id and c.person_id = p.id) as contacts,
       (select array_agg(n.text) from corridor.notes n where n.office_id = p.office_id and n.person_id = p.id) as notes
     from corridor.people p where p.office_id = $1 and p.id = any ($2) and p.state = 'active' order by p.id${lock ? ' for update of p' : ''}`,
    [tx.office, [...new Set(ids)]],
  )
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        householdId: row.household_id,
        villageId: row.village_id,
        otherNames: row.other_names,
        sex: row.sex,
        born: row.born,
        country: row.country,
        city: row.city,
        abroadSince: row.abroad_since,
        occupation: row.occupation,
        contacts: row.contacts ?? [],
        notes: row.notes ?? [],
      },
    ]),
  )
}
