import { beforeAll, describe, expect, it } from 'vitest'
import type { Tx } from '#platform/database/types.ts'
import * as register from '#modules/register/index.server.ts'
import { familyInput, type FamilyForm } from '#modules/register/index.ts'
import { castFor, martasFamily, registerMarta, stranger, TODAY, type Cast } from '../../../tests/support/cast.ts'
import { testApp, type TestApp } from '../../../tests/support/app.ts'
import { followRegister } from './follow-register.server.ts'
import * as linkage from './index.server.ts'

let cast: Cast
let app: TestApp
beforeAll(async () => {
  app = await testApp()
  cast = await castFor(app.database)
  followRegister()
  return () => app.close()
})

const problem = (code: string) => expect.objectContaining({ code })
const refresh = (): Promise<unknown> => cast.as(cast.nino, (tx) => linkage.refreshPairs(tx))
const queue = async () => (await cast.as(cast.nino, (tx) => linkage.findQueue(tx))).pairs
const waiting = async (...ids: string[]) => (await queue()).filter((pair) => ids.includes(pair.a) && ids.includes(pair.b))
const page = (id: string) => cast.as(cast.nino, (tx) => register.readPerson(tx, id))
const together = (x: string, y: string) => ({ a: x < y ? x : y, b: x < y ? y : x })

type Migrant = NonNullable<FamilyForm['migrants']>[number]
/** One more family that tells of somebody; distinct numbers keep the people of one test apart from those of another. */
async function family(migrant: Partial<Migrant>, form: Partial<FamilyForm> = {}): Promise<string> {
  const base = martasFamily(form)
  const input = familyInput.parse({ ...base, migrants: [{ ...base.migrants![0], ...migrant }] })
  return (await cast.as(cast.nino, (tx) => register.registerFamily(tx, input, TODAY))).personIds[0]!
}

let number = 0
const givenNames = ['', 'Ketevan', 'Tsiuri', 'Lamara', 'Dodo', 'Venera', 'Guliko', 'Mzia', 'Nargiza', 'Rusudan', 'Sopio', 'Teona', 'Khatuna', 'Eteri']
const surnames = ['', 'Gogidze', 'Kvirkvelia', 'Abashidze', 'Tsereteli', 'Makharadze', 'Beridze', 'Chikovani', 'Janelidze', 'Sulakauri', 'Nozadze', 'Orjonikidze', 'Pkhakadze', 'Rukhadze']
/** The same woman told of by so many families, with one phone in common. */
async function toldOf(times: number): Promise<string[]> {
  number++
  const phone = `+3069433100${String(number).padStart(2, '0')}`
  const ids: string[] = []
  for (let time = 0; time < times; time++) {
    ids.push(await family(
      { familyName: surnames[number] ?? 'Nobody', givenName: givenNames[number] ?? 'Ana', born: `${1960 + number}-11-04`, contacts: [{ kind: 'phone', raw: phone }, { kind: 'telegram', raw: `@told_of_somebody_${number}` }, { kind: 'email', raw: `k${number}.${time}@example.org` }] },
      { headName: `Head ${number} ${time}` },
    ))
  }
  return ids
}

describe('linkage', () => {
  it('is refused to everybody but officers and administrators, as if it were not there', async () => {
    const [a, b] = (await toldOf(2)) as [string, string]
    await refresh()
    const calls: ((tx: Tx) => Promise<unknown>)[] = [
      (tx) => linkage.refreshPairs(tx), (tx) => linkage.findQueue(tx), (tx) => linkage.findNextPair(tx), (tx) => linkage.getPair(tx, a, b), (tx) => linkage.decidePair(tx, { a, b }, 'same'),
      (tx) => linkage.decidePairs(tx, [{ a, b }], 'later'), (tx) => linkage.mergePeople(tx, { keep: a, merge: b }), (tx) => linkage.undoMerge(tx, a), (tx) => linkage.findSourcePairs(tx), (tx) => linkage.findMerges(tx),
    ]
    for (const actor of [stranger, cast.giorgi, cast.petre, cast.avto, cast.salome, cast.mari]) {
      for (const call of calls) await expect(cast.as(actor, call)).rejects.toEqual(problem('not_found'))
    }
    for (const actor of [stranger, cast.petre, cast.avto]) await expect(cast.as(actor, (tx) => linkage.findSimilar(tx, { familyName: 'Lomidze', givenName: 'Ketevan' }))).rejects.toEqual(problem('not_found'))
  })

  it('of another office sees nothing of this one', async () => {
    const [a, b] = (await toldOf(2)) as [string, string]
    await refresh()
    expect(await waiting(a, b)).toHaveLength(1)
    await cast.asOther(cast.otto, (tx) => linkage.refreshPairs(tx))
    expect((await cast.asOther(cast.otto, (tx) => linkage.findQueue(tx))).pairs).toEqual([])
    const calls: ((tx: Tx) => Promise<unknown>)[] = [(tx) => linkage.getPair(tx, a, b), (tx) => linkage.decidePair(tx, { a, b }, 'same'), (tx) => linkage.mergePeople(tx, { keep: a, merge: b })]
    for (const call of calls) {
      await expect(cast.asOther(cast.otto, call)).rejects.toEqual(problem('not_found'))
    }
  })
})

describe('the queue', () => {
  it('fills by itself after people were registered, with the evidence', async () => {
    const [a, b] = (await toldOf(2)) as [string, string]
    expect(await app.app.jobs.drain(app.app)).toBeGreaterThan(0)
    const [pair] = await waiting(a, b)
    expect(pair?.score).toBeGreaterThan(0.9)
    const shown = await cast.as(cast.nino, (tx) => linkage.getPair(tx, b, a))
    expect(shown.evidence.map(({ subject, level }) => `${subject} ${level}`)).toContain('phone same')
    expect([shown.older.id, shown.newer.id]).toEqual([a, b])
    expect(shown.position?.of).toBeGreaterThan(0)
  })

  it('does not propose again whom somebody told apart, whatever changes; a pair put off stays put off', async () => {
    const [a, b, c] = (await toldOf(3)) as [string, string, string]
    await refresh()
    await cast.as(cast.nino, (tx) => linkage.decidePair(tx, together(a, b), 'not_same'))
    await cast.as(cast.nino, (tx) => linkage.decidePair(tx, together(b, c), 'later'))
    await cast.as(cast.nino, (tx) => register.addContact(tx, a, { kind: 'email', raw: 'new@example.org' }, { means: 'phone', on: TODAY }))
    await refresh()
    await cast.as(cast.nino, (tx) => linkage.refreshPairs(tx, { whole: true }))
    expect(await waiting(a, b)).toEqual([])
    expect(await waiting(b, c)).toEqual([])
    expect(await waiting(a, c)).toHaveLength(1)
    const later = await cast.as(cast.nino, (tx) => linkage.findQueue(tx, { later: true }))
    expect(later.pairs.some((pair) => pair.a === together(b, c).a && pair.b === together(b, c).b)).toBe(true)
  })

  it('lets a pair go that no longer looks alike', async () => {
    const [a, b] = (await toldOf(2)) as [string, string]
    await refresh()
    expect(await waiting(a, b)).toHaveLength(1)
    await cast.as(cast.nino, (tx) => register.removePerson(tx, b, new Date()))
    await refresh()
    const { rows } = await app.database.owner.query('select from corridor.person_pairs where person_a = $1 and person_b = $2', [together(a, b).a, together(a, b).b])
    expect(rows).toEqual([])
  })

  it('finds the same pairs for a few changed people as for the whole register', async () => {
    await toldOf(2)
    await refresh()
    const few = (await queue()).map(({ a, b }) => `${a} ${b}`).sort()
    await cast.as(cast.nino, (tx) => linkage.refreshPairs(tx, { whole: true }))
    expect((await queue()).map(({ a, b }) => `${a} ${b}`).sort()).toEqual(few)
  })

  it('settles three records of one person at once', async () => {
    const ids = await toldOf(3)
    await refresh()
    const pairs = await waiting(...ids)
    expect(pairs).toHaveLength(3)
    const { decided, merges } = await cast.as(cast.nino, (tx) => linkage.decidePairs(tx, pairs, 'same'))
    expect([decided, merges.length]).toEqual([3, 2])
    await refresh()
    expect(await waiting(...ids)).toEqual([])
    const kept = await page(ids[0]!)
    expect(kept.state).toBe('active')
    expect(kept.contacts.filter((contact) => contact.kind === 'email')).toHaveLength(3)
    const rows = await cast.as(cast.nino, linkage.findSourcePairs)
    expect(rows.filter((row) => row.a.person === ids[0] && row.b.person === ids[0] && row.decision === 'same')).toHaveLength(3)
  })

  it('joins nobody with whom the other was told apart from', async () => {
    const ids = (await toldOf(3)) as [string, string, string]
    await refresh()
    await cast.as(cast.nino, (tx) => linkage.decidePair(tx, together(ids[1], ids[2]), 'not_same'))
    await cast.as(cast.nino, (tx) => linkage.decidePair(tx, together(ids[0], ids[1]), 'same'))
    await refresh()
    expect(await waiting(...ids)).toEqual([])
    await expect(cast.as(cast.nino, (tx) => linkage.mergePeople(tx, { keep: ids[0], merge: ids[2] }))).rejects.toEqual(problem('pair_decided_meanwhile'))
  })

  it('tells the second of two who decide the same pair at once', async () => {
    const [a, b] = (await toldOf(2)) as [string, string]
    await refresh()
    const results = await Promise.allSettled([
      cast.as(cast.nino, (tx) => linkage.decidePair(tx, { a, b }, 'same')),
      cast.as(cast.ana, (tx) => linkage.decidePair(tx, { a, b }, 'not_same')),
      cast.as(cast.ana, (tx) => linkage.decidePair(tx, { a, b }, 'same')),
    ])
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toEqual(problem('pair_decided_meanwhile'))
  })
})

/** Everything of two people but what is allowed to differ: versions, times, events. */
async function everythingOf(ids: string[]): Promise<unknown> {
  const of = async (table: string, column: string, leave: string) => (await app.database.owner.query(`select to_jsonb(t) - '${leave}'::text[] as row from corridor.${table} t where ${column} = any ($1) order by to_jsonb(t)::text`, [ids])).rows
  return {
    people: await of('people', 'id', '{version,updated_at}'),
    contacts: await of('contact_points', 'person_id', '{updated_at}'),
    residences: await of('residences', 'person_id', '{}'),
    ties: await of('ties', 'person_id', '{}'),
    tiesTo: await of('ties', 'other_id', '{}'),
    consents: await of('consents', 'person_id', '{}'),
    notes: await of('notes', 'person_id', '{}'),
    notices: await of('notices', 'person_id', '{updated_at}'),
    pairs: await of('person_pairs', 'person_a', '{}'),
  }
}

describe('joining two records', () => {
  async function twoMartas(): Promise<[string, string, string]> {
    const a = await registerMarta(cast)
    const b = await family({ familyName: 'Lomidze', givenName: 'Marta', born: '1971-04-11', residence: { country: 'IT', city: 'Bari' }, occupation: 'nurse', contacts: [{ kind: 'phone', raw: '+306943312207' }, { kind: 'whatsapp', raw: '+393331234567' }] }, { headName: 'Zurab Lomidze', village: 'Alisubani' })
    const brother = await family({ familyName: 'Lomidze', givenName: 'Gela', sex: 'male', born: '1969', contacts: [] }, { headName: 'Zurab Lomidze' })
    await cast.as(cast.nino, async (tx) => {
      await register.addNote(tx, b, 'Called in March.')
      await register.addTie(tx, b, { kind: 'sibling', otherId: brother })
      await register.addTie(tx, brother, { kind: 'sibling', otherId: b })
      const phone = (await register.readPerson(tx, b)).contacts.find((contact) => contact.kind === 'phone')!
      await register.changeContact(tx, phone.id, { state: 'confirmed', on: '2026-02-20', how: 'phone' })
    })
    await refresh()
    return [a, b, brother]
  }

  it('loses nothing of the other, holds nothing twice, and takes the fuller values', async () => {
    const [a, b, brother] = await twoMartas()
    await cast.as(cast.nino, (tx) => linkage.mergePeople(tx, { keep: a, merge: b, choices: { residence: 'merge' } }))
    const joined = await page(a)
    expect(joined).toMatchObject({ familyName: 'ლომიძე', country: 'IT', city: 'Bari', occupation: 'nurse', otherNames: ['Lomidze Marta'], reach: 'confirmed', confirmedOn: '2026-02-20' })
    expect(joined.contacts.map((contact) => contact.value).sort()).toEqual(['+306943312207', '+393331234567', 'marta@example.org'])
    expect(joined.residences.map((residence) => [residence.country, residence.current])).toEqual([['IT', true], ['GR', false]])
    expect(joined.notes.map((note) => note.text)).toEqual(['Called in March.'])
    expect(joined.ties.map((tie) => [tie.otherId, tie.kind, tie.incoming])).toEqual(expect.arrayContaining([[brother, 'sibling', false], [brother, 'sibling', true]]))
    expect(joined.household?.headName).toBe('Tsitsino Lomidze')
    expect(joined.timeline.map((entry) => entry.type)).toContain('person.merged')
    const other = await page(b)
    expect(other).toMatchObject({ state: 'merged', mergedInto: a })
    expect(other.timeline.map((entry) => entry.type)).toContain('person.merged')
  })

  it('is taken back exactly', async () => {
    const [a, b, brother] = await twoMartas()
    const before = await everythingOf([a, b, brother])
    const id = await cast.as(cast.nino, (tx) => linkage.mergePeople(tx, { keep: a, merge: b, choices: { born: 'merge', residence: 'merge', village: 'merge', household: 'merge' } }))
    expect(await everythingOf([a, b, brother])).not.toEqual(before)
    await expect(cast.as(cast.nino, (tx) => linkage.undoMerge(tx, id))).resolves.toMatchObject({ kept: a, merged: b, left: [] })
    expect(await everythingOf([a, b, brother])).toEqual(before)
    await expect(cast.as(cast.nino, (tx) => linkage.undoMerge(tx, id))).rejects.toEqual(problem('merge_undone_already'))
  })

  it('is taken back but for what was changed by hand since, and says what', async () => {
    const [a, b] = await twoMartas()
    const id = await cast.as(cast.nino, (tx) => linkage.mergePeople(tx, { keep: a, merge: b }))
    const joined = await page(a)
    await cast.as(cast.nino, (tx) => register.revisePerson(tx, a, { familyName: joined.familyName, givenName: joined.givenName, otherNames: joined.otherNames, sex: 'female', born: '1971-11-04', village: 'Tuzi', occupation: 'doctor', skills: [], languages: [], interests: [], version: joined.version }, { means: 'office', on: TODAY }))
    const undone = await cast.as(cast.nino, (tx) => linkage.undoMerge(tx, id))
    expect(undone.left).toContain('occupation')
    expect(await page(a)).toMatchObject({ occupation: 'doctor', otherNames: [] })
    expect(await page(b)).toMatchObject({ state: 'active', occupation: 'nurse' })
  })

  it('of a chain is taken back from the newest on', async () => {
    const [x, y, z] = (await toldOf(3)) as [string, string, string]
    const first = await cast.as(cast.nino, (tx) => linkage.mergePeople(tx, { keep: x, merge: y }))
    const second = await cast.as(cast.nino, (tx) => linkage.mergePeople(tx, { keep: z, merge: x }))
    await expect(cast.as(cast.nino, (tx) => linkage.undoMerge(tx, first))).rejects.toEqual(problem('merge_undo_newer_first'))
    await cast.as(cast.nino, (tx) => linkage.undoMerge(tx, second))
    await cast.as(cast.nino, (tx) => linkage.undoMerge(tx, first))
    for (const id of [x, y, z]) expect((await page(id)).state).toBe('active')
  })

  it('keeps a refusal that a later and weaker answer would cover', async () => {
    const [x, y] = (await toldOf(2)) as [string, string]
    await cast.as(cast.nino, (tx) => register.recordConsent(tx, x, { purpose: 'news', channel: 'any', answer: 'declined' }, { means: 'phone', on: TODAY }))
    await cast.as(cast.nino, (tx) => register.recordConsent(tx, y, { purpose: 'news', channel: 'any', answer: 'given_by_family' }, { means: 'phone', on: TODAY }))
    await cast.as(cast.nino, (tx) => linkage.mergePeople(tx, { keep: x, merge: y }))
    expect((await page(x)).consents.find((consent) => consent.purpose === 'news')?.answer).toBe('declined')
  })
})

describe('while a name is typed', () => {
  it('who is like it is shown, in any script, and to a field official only of the own villages', async () => {
    const mine = await family({ familyName: 'ქვარაცხელია', givenName: 'თამარი', born: '1980-05-06', contacts: [] })
    const elsewhere = await family({ familyName: 'Kvaratskhelia', givenName: 'Tamari', born: '1980-05-06', contacts: [] }, { village: 'Alisubani' })
    await refresh()
    const typed = { familyName: 'Kvaratskhelia', givenName: 'Tamari', born: '1980-05-06' }
    const ofNino = await cast.as(cast.nino, (tx) => linkage.findSimilar(tx, typed))
    expect(ofNino.map((person) => person.id)).toEqual(expect.arrayContaining([mine, elsewhere]))
    expect(await cast.as(cast.giorgi, (tx) => linkage.findSimilar(tx, typed))).toEqual([expect.objectContaining({ id: mine, village: 'Tuzi', country: 'GR', born: '1980-05-06' })])
    expect(await cast.as(cast.nino, (tx) => linkage.findSimilar(tx, { familyName: 'Zzz', givenName: 'Qqq', born: '19' }))).toEqual([])
  })
})
