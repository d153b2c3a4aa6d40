import { beforeAll, describe, expect, it } from 'vitest'
import { ProblemError } from '#platform/problems/problem.ts'
import { castFor, martaHerself, martasFamily, registerMarta, stranger, TODAY, type Cast } from '../../../tests/support/cast.ts'
import { useTestDatabase } from '../../../tests/support/database.ts'
import { findPlaces } from '#modules/places/index.server.ts'
import * as register from './index.server.ts'
import { familyInput, peopleFilter } from './index.ts'

let cast: Cast
beforeAll(async () => {
  cast = await castFor(await useTestDatabase())
})

const told = { means: 'phone' as const, on: TODAY }
const context = { today: TODAY, staleAfterDays: 365 }
const problem = (code: string) => expect.objectContaining({ code })

describe('registering a family', () => {
  it('is refused to everybody but officers, field officials and administrators, as if it were not there', async () => {
    for (const actor of [stranger, cast.petre, cast.avto, cast.salome, cast.mari]) {
      await expect(cast.as(actor, (tx) => register.registerFamily(tx, familyInput.parse(martasFamily()), TODAY))).rejects.toEqual(problem('not_found'))
    }
  })

  it('tells all mistakes at once, each at its field, and stores nothing', async () => {
    const input = familyInput.parse(
      martasFamily({ phone: 'ask the neighbour', collectedOn: '2026-04-01', migrants: [{ familyName: 'Lomidze', born: '1975-02-31', contacts: [{ kind: 'phone', raw: 'call the sister' }, { kind: 'email', raw: 'marta at home' }] }] }),
    )
    const error = await cast.as(cast.nino, (tx) => register.registerFamily(tx, input, TODAY)).catch((refused: ProblemError) => refused)
    expect((error as ProblemError).fields).toEqual({
      collectedOn: [{ code: 'in_the_future' }],
      phone: [{ code: 'not_a_phone' }],
      'migrants.0.born': [{ code: 'no_such_day' }],
      'migrants.0.contacts.0.raw': [{ code: 'not_a_phone' }],
      'migrants.0.contacts.1.raw': [{ code: 'not_an_email' }],
    })
  })

  it('refuses a field official a village that is not the own', async () => {
    await expect(cast.as(cast.giorgi, (tx) => register.registerFamily(tx, familyInput.parse(martasFamily({ village: 'Alisubani' })), TODAY))).rejects.toMatchObject({ fields: { village: [{ code: 'not_your_village' }] } })
  })

  it('keeps each fact with its source, the phone in its international form and as it was written', async () => {
    const id = await registerMarta(cast)
    const page = await cast.as(cast.nino, (tx) => register.readPerson(tx, id))
    expect(page).toMatchObject({ familyName: 'ლომიძე', givenName: 'მარტა', country: 'GR', city: 'Thessaloniki', abroadSince: '2009', reach: 'unconfirmed', village: { name: 'Tuzi' } })
    expect(page.contacts.map((contact) => [contact.kind, contact.raw, contact.value])).toEqual(
      expect.arrayContaining([['phone', '694 331 2207', '+306943312207'], ['email', 'Marta@Example.org', 'marta@example.org']]),
    )
    expect(page.sources).toEqual([expect.objectContaining({ means: 'visit', informantName: 'Tsitsino Lomidze', collectorName: 'Nino', collectedOn: TODAY })])
    expect(page.consents).toEqual([expect.objectContaining({ purpose: 'contact', answer: 'given_by_family', givenBy: 'Tsitsino Lomidze' })])
    expect(page.notice).toMatchObject({ state: 'due', dueOn: '2026-03-31' })
  })

  it('lets a field official register in the own village and see only those of it', async () => {
    const mine = await cast.as(cast.giorgi, (tx) => register.registerFamily(tx, familyInput.parse(martasFamily({ headName: 'Vano Gelashvili' })), TODAY))
    const elsewhere = await registerMarta(cast, { village: 'Alisubani' })
    await expect(cast.as(cast.giorgi, (tx) => register.readPerson(tx, mine.personIds[0]!))).resolves.toMatchObject({ id: mine.personIds[0] })
    await expect(cast.as(cast.giorgi, (tx) => register.readPerson(tx, elsewhere))).rejects.toEqual(problem('not_found'))
  })
})

describe('a person', () => {
  it('of another office, or asked for by a stranger, answers like an absent one', async () => {
    const id = await registerMarta(cast)
    for (const [office, actor] of [[cast.other, cast.otto], [cast.other, cast.nino], [cast.terjola, stranger], [cast.terjola, cast.petre], [cast.terjola, cast.salome]] as const) {
      await expect(cast.within({ office, actor }, (tx) => register.readPerson(tx, id))).rejects.toEqual(problem('not_found'))
    }
  })

  it('shows who looked, and reading costs a constant number of queries', async () => {
    const id = await registerMarta(cast)
    await cast.as(cast.avto, (tx) => register.readPerson(tx, id))
    let queries = 0
    const page = await cast.as(cast.nino, (tx) => {
      const query = tx.client.query.bind(tx.client) as (...args: unknown[]) => unknown
      Object.assign(tx.client, { query: (...args: unknown[]) => { queries++; return query(...args) } })
      return register.readPerson(tx, id).finally(() => Object.assign(tx.client, { query }))
    })
    expect(page.looks.map((look) => look.actorName)).toContain('Avto')
    // Reading, events, the event of reading and its setting.
    expect(queries).toBeLessThanOrEqual(register.PERSON_PAGE_QUERIES + 1)
  })

  it('is not overwritten by somebody who opened the form before another change', async () => {
    const id = await registerMarta(cast)
    const { version } = await cast.as(cast.nino, (tx) => register.readPerson(tx, id))
    const revision = { familyName: 'Lomidze', givenName: 'Marta', otherNames: ['ლომიძე მარტა'], sex: 'female' as const, born: '1971-11-04', village: 'Tuzi', skills: ['sewing'], languages: ['ka', 'el'], interests: ['volunteering' as const], version }
    await cast.as(cast.nino, (tx) => register.revisePerson(tx, id, revision, told))
    await expect(cast.as(cast.ana, (tx) => register.revisePerson(tx, id, { ...revision, givenName: 'Martha' }, told))).rejects.toEqual(problem('person_changed_meanwhile'))
    const page = await cast.as(cast.nino, (tx) => register.readPerson(tx, id))
    expect(page).toMatchObject({ givenName: 'Marta', skills: ['sewing'], otherNames: ['ლომიძე მარტა'] })
    expect(page.sources.find((source) => source.id === page.fieldSources.given_name)).toMatchObject({ means: 'phone' })
  })

  it('cannot be changed by an auditor, nor past the operation by SQL', async () => {
    const id = await registerMarta(cast)
    await expect(cast.as(cast.avto, (tx) => register.addContact(tx, id, { kind: 'phone', raw: '+306943312299' }, told))).rejects.toEqual(problem('not_found'))
    const changed = await cast.as(cast.avto, (tx) => tx.updateTable('people').set({ given_name: 'x' }).where('id', '=', id).executeTakeFirst())
    expect(changed.numUpdatedRows).toBe(0n)
  })

  it('is reached as well as the best contact says', async () => {
    const id = await registerMarta(cast)
    const before = await cast.as(cast.nino, (tx) => register.readPerson(tx, id))
    const phone = before.contacts.find((contact) => contact.kind === 'phone')!
    await cast.as(cast.nino, (tx) => register.changeContact(tx, phone.id, { state: 'confirmed', on: '2026-02-01', how: 'phone' }))
    await expect(cast.as(cast.nino, (tx) => register.readPerson(tx, id))).resolves.toMatchObject({ reach: 'confirmed', confirmedOn: '2026-02-01' })
    await expect(cast.as(cast.nino, (tx) => register.addContact(tx, id, { kind: 'phone', raw: '+30 694 331 2207' }, told))).rejects.toMatchObject({ fields: { contact: [{ code: 'contact_known' }] } })
  })

  it('moves: the old residence ends, the new one is current', async () => {
    const id = await registerMarta(cast)
    await cast.as(cast.nino, (tx) => register.movePerson(tx, id, { country: 'IT', city: 'Bari', starts: '2020' }, told))
    const page = await cast.as(cast.nino, (tx) => register.readPerson(tx, id))
    expect(page).toMatchObject({ country: 'IT', city: 'Bari' })
    expect(page.residences.map((residence) => [residence.country, residence.current, residence.ends])).toEqual([['IT', true, null], ['GR', false, '2020']])
  })

  it('on the own link sees and changes the own record and no other', async () => {
    const id = await registerMarta(cast)
    const another = await registerMarta(cast)
    const marta = martaHerself(id)
    await expect(cast.as(marta, (tx) => register.readPerson(tx, id))).resolves.toMatchObject({ id })
    await expect(cast.as(marta, (tx) => register.readPerson(tx, another))).rejects.toEqual(problem('not_found'))
    await cast.as(marta, (tx) => register.addContact(tx, id, { kind: 'viber', raw: '+306943312208' }, { means: 'personal_link', on: TODAY }))
    await expect(cast.as(marta, (tx) => register.readPerson(tx, id))).resolves.toMatchObject({ reach: 'confirmed', confirmedOn: TODAY })
    await expect(cast.as(marta, (tx) => register.addContact(tx, another, { kind: 'viber', raw: '+306943312209' }, told))).rejects.toEqual(problem('not_found'))
  })

  it('who erases the own record leaves nothing of it but the fact', async () => {
    const id = await registerMarta(cast, { headName: 'Only Family' })
    await cast.as(martaHerself(id), (tx) => register.erasePerson(tx, id))
    await expect(cast.as(cast.nino, (tx) => register.readPerson(tx, id))).rejects.toEqual(problem('not_found'))
    const left = await cast.as(cast.nino, async (tx) => ({
      person: await tx.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
      contacts: await tx.selectFrom('contact_points').selectAll().where('person_id', '=', id).execute(),
      history: await tx.selectFrom('history').selectAll().where('person_id', '=', id).execute(),
      households: await tx.selectFrom('households').selectAll().where('head_name', '=', 'Only Family').execute(),
      events: await tx.selectFrom('events').select('type').where('subject_id', '=', id).execute(),
    }))
    expect(left.person).toMatchObject({ state: 'erased', family_name: '', given_name: '', born: null, country: null })
    expect(left.contacts).toEqual([])
    expect(left.households).toEqual([])
    expect(left.history.length).toBeGreaterThan(0)
    expect(left.history.every((row) => row.before === null && row.after === null)).toBe(true)
    expect(left.events.map((event) => event.type)).toContain('person.erased')
  })
})

describe('lists', () => {
  it('find by the beginning of a name in any script and by country, and count all', async () => {
    await registerMarta(cast, { migrants: [{ familyName: 'ქავთარაძე', givenName: 'ნოდარი', residence: { country: 'PT' } }] })
    for (const name of ['ქავთარაძე', 'Kavtaradze', 'Кавтарадзе', 'kavtar']) {
      const found = await cast.as(cast.nino, (tx) => register.listPeople(tx, peopleFilter.parse({ name }), context))
      expect(found.people.map((person) => person.familyName)).toEqual(['ქავთარაძე'])
    }
    await expect(cast.as(cast.nino, (tx) => register.listPeople(tx, peopleFilter.parse({ country: 'PT' }), context))).resolves.toMatchObject({ total: 1 })
    await expect(cast.asOther(cast.otto, (tx) => register.listPeople(tx, peopleFilter.parse({}), context))).resolves.toMatchObject({ total: 0, people: [] })
  })

  it('edit many at once and take it back where nobody changed it since', async () => {
    const ids = [await registerMarta(cast), await registerMarta(cast)]
    const edit = await cast.as(cast.nino, (tx) => register.editMany(tx, ids, { kind: 'add_skill', skill: 'beekeeping' }))
    expect(edit.changed).toBe(2)
    const changed = await cast.as(cast.nino, (tx) => register.readPerson(tx, ids[0]!))
    await cast.as(cast.nino, (tx) =>
      register.revisePerson(tx, ids[0]!, { familyName: 'Lomidze', givenName: 'Marta', otherNames: [], village: 'Tuzi', skills: ['beekeeping', 'cooking'], languages: [], interests: [], version: changed.version }, told),
    )
    await expect(cast.as(cast.nino, (tx) => register.undoEdit(tx, edit.id))).resolves.toEqual({ undone: 1, left: 1 })
    await expect(cast.as(cast.nino, (tx) => register.readPerson(tx, ids[1]!))).resolves.toMatchObject({ skills: [] })
    await expect(cast.as(cast.nino, (tx) => register.undoEdit(tx, edit.id))).rejects.toEqual(problem('not_found'))
  })

  it('stream everybody with contacts for an export', async () => {
    const people = await cast.as(cast.nino, async (tx) => {
      const all = []
      for await (const batch of register.streamPeople(tx, {}, context)) all.push(...batch)
      return all
    })
    expect(people.length).toBeGreaterThan(5)
    expect(people.some((person) => person.contacts.some((contact) => contact.value === '+306943312207'))).toBe(true)
  })
})

describe('a field official', () => {
  it('is offered cities of the own villages’ people, and no view that asks of a name or of another village', async () => {
    await registerMarta(cast, { migrants: [{ familyName: 'Own', givenName: 'Nana', residence: { country: 'IT', city: 'Bari' } }] })
    await registerMarta(cast, { village: 'Alisubani', migrants: [{ familyName: 'Other', givenName: 'Dato', residence: { country: 'PT', city: 'Braga' } }] })
    const cities = async (actor: Cast['nino']) => (await cast.as(actor, (tx) => findPlaces(tx, 'city'))).map(({ name }) => name)
    expect(await cities(cast.nino)).toEqual(expect.arrayContaining(['Bari', 'Braga']))
    expect(await cities(cast.giorgi)).toContain('Bari')
    expect(await cities(cast.giorgi)).not.toContain('Braga')
    for (const [name, query] of [['by name', 'name=Other'], ['there', `village=${cast.villages.alisubani}`], ['here', `village=${cast.villages.tuzi}`], ['abroad', 'country=IT']] as const) {
      await cast.as(cast.nino, (tx) => register.saveView(tx, { area: 'people', name, query, shared: true }))
    }
    await cast.as(cast.giorgi, (tx) => register.saveView(tx, { area: 'people', name: 'own', query: 'name=Own', shared: false }))
    expect((await cast.as(cast.giorgi, (tx) => register.findViews(tx, 'people'))).map(({ name }) => name)).toEqual(['abroad', 'here', 'own'])
  })
})

describe('drafts', () => {
  it('are seen by their owner only', async () => {
    const id = await cast.as(cast.nino, (tx) => register.saveDraft(tx, 'family', { headName: 'half' }))
    await expect(cast.as(cast.ana, (tx) => register.getDraftOrThrow(tx, id))).rejects.toEqual(problem('not_found'))
    await expect(cast.as(cast.nino, (tx) => register.getDraftOrThrow(tx, id))).resolves.toEqual({ headName: 'half' })
  })
})
