/** Who may be the person whose name is just being typed: found by shared keys, compared with the little that is known. */
import { requirePermission } from '#platform/access/permissions.ts'
import { selectPlanned } from '#platform/database/insert-many.server.ts'
import type { Tx } from '#platform/database/types.ts'
import type { LinkageRecord } from './contract.ts'
import { linkageKeys } from './keys.ts'
import { getModel } from './kept-model.server.ts'
import { loadRecords } from './records.server.ts'
import { MAX_SHARING } from './refresh-pairs.server.ts'
import { compareRecords } from './score.ts'
import { explainScore, type ScoreInWords } from './thresholds.ts'

export interface SimilarPerson { id: string; name: string; born: string | null; village: string | null; country: string | null; likelihood: ScoreInWords }

/** Below this probability a warning would be noise. */
const WORTH_SAYING = 0.02
const MOST = 5
/** As many are compared: at each key pressed, so that the answer is there before the next. */
const MOST_COMPARED = 150

/** At most five people of those whom the actor sees, the likeliest first. A day of birth that is still being typed counts as far as it goes. */
export async function findSimilar(tx: Tx, typed: { familyName: string; givenName: string; born?: string | undefined }): Promise<SimilarPerson[]> {
  requirePermission(tx.actor, 'person.register')
  const born = /^(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)/.exec(typed.born ?? '')?.[0]
  const record: LinkageRecord = { id: 'typed', familyName: typed.familyName, givenName: typed.givenName, ...(born && { born }), phones: [], familyPhones: [], emails: [], messengers: [] }
  const keys = linkageKeys(record)
  if (keys.length === 0) return []
  const candidates = await selectPlanned<{ id: string }>(tx, 'similar people', CANDIDATES, [tx.office, keys])
  if (candidates.length === 0) return []
  const model = await getModel(tx)
  const people = await loadRecords(tx, candidates.map(({ id }) => id))
  return people
    .map((person) => ({ person, score: compareRecords(record, person, model).score }))
    .filter(({ score }) => score >= WORTH_SAYING)
    .sort((x, y) => y.score - x.score)
    .slice(0, MOST)
    .map(({ person, score }) => ({
      id: person.id, name: `${person.givenName} ${person.familyName}`.trim(), born: person.born ?? null, village: person.village ?? null, country: person.country ?? null, likelihood: explainScore(score),
    }))
}

// Who shares most keys first: a common name alone says little, a name and a day much.
const CANDIDATES = `
select k.person_id as id from unnest($2::text[]) as wanted (key)
join lateral (select person_id from corridor.link_keys where office_id = $1 and key = wanted.key limit ${MAX_SHARING + 1}) k on true
group by k.person_id order by count(*) desc, k.person_id limit ${MOST_COMPARED}`
