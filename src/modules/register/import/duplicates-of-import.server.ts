/** Likely duplicates that an import brings: within its file, and with the register. */
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { findPairs, type LinkageRecord } from '#modules/linkage/index.ts'

export interface DuplicatePair {
  /** Ids of people. */
  a: string
  b: string
  score: number
}

/** Pairs above the default threshold of which at least one side was made by the import. */
export async function duplicatesOfImport(tx: Tx, importId: string): Promise<DuplicatePair[]> {
  const records = await loadRecords(tx)
  const made = new Set((await selectRows<{ person_id: string }>(tx, 'select person_id from corridor.person_sources where office_id = $1 and import_id = $2 and created', [tx.office, importId])).map((row) => row.person_id))
  return findPairs(records).filter((pair) => made.has(pair.a) || made.has(pair.b)).map(({ a, b, score }) => ({ a, b, score }))
}

async function loadRecords(tx: Tx): Promise<LinkageRecord[]> {
  const rows = await selectRows<Record<string, string | null> & { contacts: { kind: string; value: string }[] | null }>(
    tx,
    `select p.id, p.family_name, p.given_name, p.born, p.sex, v.name as village, h.head_name, p.household_id, h.phone as family_phone, p.country, p.city, p.occupation, p.abroad_since,
       (select s.file_name || '#' || s.sheet from corridor.person_sources s where s.office_id = p.office_id and s.person_id = p.id order by s.import_id limit 1) as source,
       (select json_agg(json_build_object('kind', c.kind, 'value', c.value)) from corridor.contact_points c where c.office_id = p.office_id and c.person_id = p.id) as contacts
     from corridor.people p left join corridor.places v on v.office_id = p.office_id and v.id = p.village_id left join corridor.households h on h.office_id = p.office_id and h.id = p.household_id
     where p.office_id = $1 and p.state = 'active'`,
    [tx.office],
  )
  const known = <K extends string>(key: K, value: string | null | undefined): Partial<Record<K, string>> => (value ? ({ [key]: value } as Record<K, string>) : {})
  return rows.map((row) => {
    const contacts = row.contacts ?? []
    const values = (...kinds: string[]): string[] => contacts.filter((contact) => kinds.includes(contact.kind)).map((contact) => contact.value)
    return {
      id: row.id ?? '',
      familyName: row.family_name ?? '',
      givenName: row.given_name ?? '',
      ...known('born', row.born), ...known('sex', row.sex), ...known('village', row.village), ...known('informant', row.head_name), ...known('household', row.household_id), ...known('source', row.source),
      ...known('country', row.country), ...known('city', row.city), ...known('occupation', row.occupation), ...known('abroadSince', row.abroad_since),
      phones: values('phone', 'whatsapp', 'viber', 'signal'),
      familyPhones: row.family_phone ? [row.family_phone] : [],
      emails: values('email'),
      messengers: values('telegram', 'messenger', 'skype', 'other'),
    }
  })
}
