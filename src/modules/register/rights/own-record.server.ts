/** What a person does with the own record on the personal link. Everything is marked as told by the person. */
import { requirePermission } from '#platform/access/permissions.ts'
import type { Tx } from '#platform/database/types.ts'
import { recordEvent } from '#platform/events/events.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import type { ConsentInput } from '../contract.ts'
import { getPersonOrThrow } from '../queries.server.ts'
import { readPerson, type PersonPage } from '../read-person.server.ts'
import { recordConsent, type Told } from '../revise-person.server.ts'
import { answersOf, type Choices, type HeldAnswer } from './own-choices.ts'

/** How what is told on the link is marked. */
export const toldByPerson = (today: string): Told => ({ means: 'personal_link', on: today })

/** The id of the person who acts. @throws not_found for everybody else */
export function ownId(tx: Tx): string {
  requirePermission(tx.actor, 'person.own')
  if (tx.actor.kind !== 'person') throw new ProblemError('not_found')
  return tx.actor.personId
}

async function heldAnswers(tx: Tx, personId: string): Promise<HeldAnswer[]> {
  const { rows } = await tx.client.query<HeldAnswer>(
    `select distinct on (purpose, channel) purpose, channel, answer from corridor.consents
     where office_id = $1 and person_id = $2 order by purpose, channel, created_at desc`,
    [tx.office, personId],
  )
  return rows
}

async function record(tx: Tx, personId: string, answers: readonly ConsentInput[], today: string): Promise<void> {
  for (const answer of answers) await recordConsent(tx, personId, answer, toldByPerson(today))
}

/** The person says for what and how the office may use the data; see `answersOf`. */
export async function chooseUses(tx: Tx, choices: Choices, today: string): Promise<void> {
  const id = ownId(tx)
  await record(tx, id, answersOf(choices, await heldAnswers(tx, id)), today)
}

/** GDPR Articles 18 and 21: the record is kept and not used; every consent is taken back. */
export async function objectToUse(tx: Tx, now: Date, today: string): Promise<void> {
  const id = ownId(tx)
  const person = await getPersonOrThrow(tx, id, { lock: true })
  const given = (await heldAnswers(tx, id)).filter(({ answer }) => answer === 'given_by_person' || answer === 'given_by_family')
  await record(tx, id, given.map(({ purpose, channel }) => ({ purpose, channel, answer: 'withdrawn' })), today)
  if (person.restricted_at) return
  await recordEvent(tx, { type: 'person.objected', subject: { kind: 'person', id } })
  await tx.updateTable('people').set((eb) => ({ restricted_at: now, updated_at: now, version: eb('version', '+', 1) })).where('office_id', '=', tx.office).where('id', '=', id).execute()
  await recordEvent(tx, { type: 'person.changed', subject: { kind: 'person', id } })
}

/** The person takes the objection back. What was agreed to before stays taken back until it is chosen anew. */
export async function endObjection(tx: Tx, now: Date): Promise<void> {
  const id = ownId(tx)
  await recordEvent(tx, { type: 'person.objection_ended', subject: { kind: 'person', id } })
  await tx.updateTable('people').set((eb) => ({ restricted_at: null, updated_at: now, version: eb('version', '+', 1) })).where('office_id', '=', tx.office).where('id', '=', id).execute()
  await recordEvent(tx, { type: 'person.changed', subject: { kind: 'person', id } })
}

/** Everything held of the person, to take along (GDPR Article 20); recorded as `person.taken_home`. */
export async function takeHome(tx: Tx): Promise<PersonPage> {
  const id = ownId(tx)
  const page = await readPerson(tx, id)
  await recordEvent(tx, { type: 'person.taken_home', subject: { kind: 'person', id } })
  return page
}
