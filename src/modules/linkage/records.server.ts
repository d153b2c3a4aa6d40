/** People of the register as linkage sees them. */
import { selectPlanned, selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import type { LinkageRecord } from './contract.ts'

const PHONES = new Set(['phone', 'whatsapp', 'viber', 'signal'])
const MESSENGERS = new Set(['telegram', 'messenger', 'skype', 'other'])

interface RecordRow {
  id: string; family_name: string; given_name: string; born: string | null; sex: string | null; village: string | null; head_name: string | null; household_id: string | null
  family_phone: string | null; country: string | null; city: string | null; occupation: string | null; abroad_since: string | null; source: string | null
  contacts: { kind: string; value: string }[] | null
}

/** The value under its key, or nothing where it is not known. */
export function known<K extends string>(key: K, value: string | null | undefined): Partial<Record<K, string>> {
  return value ? ({ [key]: value } as Record<K, string>) : {}
}

/** Contacts by what they say: numbers, addresses, names in messengers. */
export function contactsAsKnown(contacts: readonly { kind: string; value: string }[]): Pick<LinkageRecord, 'phones' | 'emails' | 'messengers'> {
  const values = (fits: (kind: string) => boolean): string[] => contacts.filter((contact) => fits(contact.kind)).map((contact) => contact.value)
  return { phones: values((kind) => PHONES.has(kind)), emails: values((kind) => kind === 'email'), messengers: values((kind) => MESSENGERS.has(kind)) }
}

const RECORDS = `
select p.id, p.family_name, p.given_name, p.born, p.sex, v.name as village, h.head_name, p.household_id, h.phone as family_phone, p.country, p.city, p.occupation, p.abroad_since,
  (select s.import_id || '#' || s.sheet from corridor.person_sources s where s.office_id = p.office_id and s.person_id = p.id order by s.import_id limit 1) as source,
  (select json_agg(json_build_object('kind', c.kind, 'value', c.value)) from corridor.contact_points c where c.office_id = p.office_id and c.person_id = p.id) as contacts
from corridor.people p
left join corridor.places v on v.office_id = p.office_id and v.id = p.village_id
left join corridor.households h on h.office_id = p.office_id and h.id = p.household_id
where p.office_id = $1 and p.state = 'active'`

/** Active people that the actor may see: all, or those of `ids`. */
export async function loadRecords(tx: Tx, ids?: readonly string[]): Promise<LinkageRecord[]> {
  const rows = ids
    ? await selectPlanned<RecordRow & Record<string, unknown>>(tx, 'linkage records', `${RECORDS} and p.id = any ($2) order by p.id`, [tx.office, ids])
    : await selectRows<RecordRow & Record<string, unknown>>(tx, `${RECORDS} order by p.id`, [tx.office])
  return rows.map(recordOf)
}

function recordOf(row: RecordRow): LinkageRecord {
  return {
    id: row.id,
    familyName: row.family_name,
    givenName: row.given_name,
    ...known('born', row.born), ...known('sex', row.sex), ...known('village', row.village), ...known('informant', row.head_name), ...known('household', row.household_id), ...known('source', row.source),
    ...known('country', row.country), ...known('city', row.city), ...known('occupation', row.occupation), ...known('abroadSince', row.abroad_since),
    ...contactsAsKnown(row.contacts ?? []),
    familyPhones: row.family_phone ? [row.family_phone] : [],
  }
}
