/**
 * One box finds anyone: a name in any script with mistakes, the beginning or a part of a phone number or an address, a village, a
 * city abroad, an occupation. Two queries: candidates by every way that fits what was typed, then what is shown of the best.
 */
import { requirePermission } from '#platform/access/permissions.ts'
import { selectPlanned } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { jaroWinkler, nameKey } from '#platform/names/index.ts'
import { placeKey } from '#modules/places/index.ts'
import { findOccupation } from './occupations/index.ts'

export const FIND_LIMIT = 20
const CANDIDATES = 60
const MAX_QUERY = 100
/** Who types waits for no longer count than this. */
const MOST_COUNTED = 10_000
/** Fewer digits than this are too many people. */
const DIGITS = 3

export interface FoundPerson {
  id: string; familyName: string; givenName: string; born: string | null; village: string | null; country: string | null; city: string | null
  /** The contact that matched, or the best one there is. */
  contact: string | null
  /** From 0 to 1: how well it fits what was typed. */
  fit: number
}
/** A village, a city or an occupation that what was typed names: a way to a list. */
export interface FoundGroup {
  kind: 'village' | 'city' | 'occupation'; id: string; name: string; country: string | null
  /** Counted as far as MOST_COUNTED; `more` where there are more. */
  people: number; more: boolean
}
export interface Found { people: FoundPerson[]; groups: FoundGroup[] }

interface Candidate extends FoundPerson { nameKey: string; matched: string | null }

/** Requires `person.read`. An empty query finds nothing; a longer one than a name can be is cut. */
export async function findPeople(tx: Tx, query: string, limit = FIND_LIMIT): Promise<Found> {
  requirePermission(tx.actor, 'person.read')
  const typed = query.normalize('NFC').trim().slice(0, MAX_QUERY)
  if (typed === '') return { people: [], groups: [] }
  const digits = typed.replace(/[^\d]/g, '')
  const looksLikeContact = (digits.length >= DIGITS && /^[\d\s()+.\-/]+$/.test(typed)) || typed.includes('@')
  const key = looksLikeContact ? '' : nameKey(typed)
  const part = looksLikeContact ? (typed.includes('@') ? typed.toLowerCase() : digits.replace(/^00/, '')) : /^[\w.-]{3,}$/.test(typed) ? typed.toLowerCase() : ''
  const candidates = await selectPlanned<Candidate>(tx, 'find people', FIND_SQL, [tx.office, key, part, Math.max(CANDIDATES, limit)])
  const people = candidates
    .map((candidate) => ({ candidate, fit: fitOf(candidate, key, part) }))
    .sort((a, b) => b.fit - a.fit || a.candidate.nameKey.localeCompare(b.candidate.nameKey) || (a.candidate.id < b.candidate.id ? -1 : 1))
    .slice(0, limit)
    .map(({ candidate: { nameKey: _key, matched, ...person }, fit }) => ({ ...person, contact: matched ?? person.contact, fit: Math.round(fit * 1000) / 1000 }))
  return { people, groups: key === '' ? [] : await findGroups(tx, typed) }
}

/** The likelihood of names decides, word by word in any order; a word that is still being typed counts as far as it goes. */
function fitOf(candidate: Candidate, key: string, part: string): number {
  if (candidate.matched) return candidate.matched === part || candidate.matched === `+${part}` ? 1 : candidate.matched.startsWith(part) || candidate.matched.startsWith(`+${part}`) ? 0.99 : 0.95
  return wordsFit(key.split(' '), candidate.nameKey.split(' '))
}

function wordsFit(words: readonly string[], names: readonly string[]): number {
  let sum = 0
  const free = [...names]
  words.forEach((word, position) => {
    let best = 0
    let bestAt = -1
    free.forEach((name, at) => {
      const begun = position === words.length - 1 || word.length < name.length ? name.slice(0, word.length) : name
      const fit = Math.max(jaroWinkler(word, name), word === begun ? 0.97 : jaroWinkler(word, begun) * 0.95)
      if (fit > best) {
        best = fit
        bestAt = at
      }
    })
    sum += best
    if (bestAt >= 0) free.splice(bestAt, 1)
  })
  return sum / words.length
}

const FIND_SQL = `
with by_name as (select id, slips from corridor.people_by_words($2, $4) order by slips limit $4),
by_contact as (select id, value from corridor.people_by_contact($3, $4)),
found as (
  select id, max(value) as matched from (select id, null::text as value from by_name union all select id, value from by_contact) x
  group by id)
select p.id, p.family_name as "familyName", p.given_name as "givenName", p.born, v.name as village, p.country, p.city, p.name_key as "nameKey",
  f.matched,
  (select c.value from corridor.contact_points c where c.office_id = p.office_id and c.person_id = p.id and c.state in ('confirmed', 'unconfirmed') order by c.state, c.kind = 'phone' desc limit 1) as contact
from found f join corridor.people p on p.office_id = $1 and p.id = f.id and p.state = 'active'
left join corridor.places v on v.office_id = p.office_id and v.id = p.village_id`

async function findGroups(tx: Tx, typed: string): Promise<FoundGroup[]> {
  const key = placeKey(typed)
  if (key.length < 2) return []
  const occupation = findOccupation(typed)
  return selectPlanned<FoundGroup>(tx, 'find groups', GROUPS_SQL, [tx.office, key, occupation ?? '', MOST_COUNTED])
}

const GROUPS_SQL = `
select kind, id, name, country, least(people, $4) as people, people > $4 as more from (
  select l.kind, l.id::text, l.name, l.country, corridor.count_people(l.kind, l.id, l.country, null, $4 + 1) as people
  from (select * from corridor.places l where l.office_id = $1 and l.kind in ('village', 'city') and l.name_key ~>=~ $2 and l.name_key ~<~ ($2 || chr(1114111)) order by length(l.name_key), l.id limit 5) l
  union all
  select 'occupation', $3, $3, null, corridor.count_people('occupation', null, null, $3, $4 + 1) where $3 <> '') g`
