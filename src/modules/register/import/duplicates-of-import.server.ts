/**
 * Likely duplicates that an import brings: within its file, and with the register. Before it is applied its rows are compared as they
 * would be stored, so that the dry run shows them too.
 */
import { selectRows } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { findPairs, type LinkageRecord } from '#modules/linkage/index.ts'
import type { PersonFacts } from '../contract.ts'
import { withKnownCity } from './canonical-city.server.ts'

/** A row of the file (counted from 1; the empty sheet for CSV), or somebody who stood in the register before. */
export type DuplicateSide = { sheet: string; row: number } | { person: string }

export interface DuplicatePair {
  a: DuplicateSide
  b: DuplicateSide
  /** Probability from 0 to 1 that both are the same person. */
  score: number
}

/** Pairs above the default threshold of which at least one side comes from the import, the surest first. */
export async function duplicatesOfImport(tx: Tx, importId: string): Promise<DuplicatePair[]> {
  const sides = new Map<string, DuplicateSide>()
  const made = await selectRows<{ person_id: string; sheet: string; row: number }>(tx, 'select person_id, sheet, row from corridor.person_sources where office_id = $1 and import_id = $2 and created', [tx.office, importId])
  for (const { person_id, sheet, row } of made) sides.set(person_id, { sheet, row })
  const staged = await loadStaged(tx, importId)
  for (const { id, sheet, row } of staged) sides.set(id, { sheet, row })
  if (sides.size === 0) return []
  const records = [...(await loadRegister(tx)), ...staged.map((each) => each.record)]
  return findPairs(records)
    .filter((pair) => sides.has(pair.a) || sides.has(pair.b))
    .map(({ a, b, score }) => ({ a: sides.get(a) ?? { person: a }, b: sides.get(b) ?? { person: b }, score }))
}

function known<K extends string>(key: K, value: string | null | undefined): Partial<Record<K, string>> {
  return value ? ({ [key]: value } as Record<K, string>) : {}
}

function reachOf(contacts: readonly { kind: string; value: string }[]): Pick<LinkageRecord, 'phones' | 'emails' | 'messengers'> {
  const values = (...kinds: string[]): string[] => contacts.filter((contact) => kinds.includes(contact.kind)).map((contact) => contact.value)
  return { phones: values('phone', 'whatsapp', 'viber', 'signal'), emails: values('email'), messengers: values('telegram', 'messenger', 'skype', 'other') }
}

interface StagedRecord { id: string; sheet: string; row: number; record: LinkageRecord }

/** Rows that will be new people and are not yet. */
async function loadStaged(tx: Tx, importId: string): Promise<StagedRecord[]> {
  const rows = await selectRows<{ number: number; sheet: string; row: number; facts: PersonFacts }>(
    tx,
    `select o.number, r.sheet, r.row, o.facts from corridor.import_outcomes o join corridor.import_rows r using (office_id, import_id, number)
     where o.office_id = $1 and o.import_id = $2 and o.outcome = 'create'
       and not exists (select from corridor.person_sources s where s.office_id = $1 and s.import_id = $2 and s.fingerprint = o.fingerprint)`,
    [tx.office, importId],
  )
  return rows.map(({ number, sheet, row, facts: told }) => {
    const facts = withKnownCity(told)
    const id = `row ${number}`
    const { family, residence } = facts
    const household = family === undefined ? undefined : `${facts.village ?? ''}|${family.head}|${family.phone?.value ?? ''}`
    return {
      id, sheet, row,
      record: {
        id,
        familyName: facts.familyName,
        givenName: facts.givenName,
        ...known('born', facts.born), ...known('sex', facts.sex), ...known('village', facts.village), ...known('informant', family?.head), ...known('household', household), source: `${importId}#${sheet}`,
        ...known('country', residence?.country), ...known('city', residence?.city), ...known('occupation', facts.occupation), ...known('abroadSince', residence?.from),
        ...reachOf(facts.contacts),
        familyPhones: family?.phone ? [family.phone.value] : [],
      },
    }
  })
}

async function loadRegister(tx: Tx): Promise<LinkageRecord[]> {
  const rows = await selectRows<Record<string, string | null> & { contacts: { kind: string; value: string }[] | null }>(
    tx,
    `select p.id, p.family_name, p.given_name, p.born, p.sex, v.name as village, h.head_name, p.household_id, h.phone as family_phone, p.country, p.city, p.occupation, p.abroad_since,
       (select s.import_id || '#' || s.sheet from corridor.person_sources s where s.office_id = p.office_id and s.person_id = p.id order by s.import_id limit 1) as source,
       (select json_agg(json_build_object('kind', c.kind, 'value', c.value)) from corridor.contact_points c where c.office_id = p.office_id and c.person_id = p.id) as contacts
     from corridor.people p left join corridor.places v on v.office_id = p.office_id and v.id = p.village_id left join corridor.households h on h.office_id = p.office_id and h.id = p.household_id
     where p.office_id = $1 and p.state = 'active'`,
    [tx.office],
  )
  return rows.map((row) => ({
    id: row.id ?? '',
    familyName: row.family_name ?? '',
    givenName: row.given_name ?? '',
    ...known('born', row.born), ...known('sex', row.sex), ...known('village', row.village), ...known('informant', row.head_name), ...known('household', row.household_id), ...known('source', row.source),
    ...known('country', row.country), ...known('city', row.city), ...known('occupation', row.occupation), ...known('abroadSince', row.abroad_since),
    ...reachOf(row.contacts ?? []),
    familyPhones: row.family_phone ? [row.family_phone] : [],
  }))
}
