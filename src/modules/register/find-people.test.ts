import { beforeAll, describe, expect, it } from 'vitest'
import { castFor, registerMarta, stranger, type Cast } from '../../../tests/support/cast.ts'
import { useTestDatabase } from '../../../tests/support/database.ts'
import { findPeople } from './index.server.ts'

let cast: Cast
let marta: string
beforeAll(async () => {
  cast = await castFor(await useTestDatabase())
  marta = await registerMarta(cast)
  for (const [familyName, givenName] of [['ბერიძე', 'ნინო'], ['Gelashvili', 'Ketevan'], ['Хведелидзе', 'Шота'], ['ლომიძე', 'ნინო']]) {
    await registerMarta(cast, { village: 'Alisubani', migrants: [{ familyName: familyName!, givenName: givenName!, residence: { country: 'IT', city: 'Bari' }, occupation: 'nurse', occupationCode: '2221' }] })
  }
})

const namesFor = async (query: string, actor = cast.nino) => (await cast.as(actor, (tx) => findPeople(tx, query))).people.map((person) => `${person.givenName} ${person.familyName}`)

describe('the find box', () => {
  it('is closed to those who may not read people', async () => {
    for (const actor of [stranger, cast.petre, cast.salome]) await expect(namesFor('Lomidze', actor)).rejects.toMatchObject({ code: 'not_found' })
  })

  it.each(['მარტა ლომიძე', 'Marta Lomidze', 'Лomидзе Марта', 'lomidze marta', 'marta lomid', 'Marta Lomize'])('finds Marta first for %s', async (query) => {
    expect((await namesFor(query))[0]).toBe('მარტა ლომიძე')
  })

  it.each(['694 331 2207', '+306943312207', '3312207', '2207', 'marta@exam'])('finds Marta by the contact %s', async (query) => {
    expect(await namesFor(query)).toEqual(['მარტა ლომიძე'])
  })

  it('shows a village, a city and an occupation with the number of their people', async () => {
    const groups = async (query: string) => (await cast.as(cast.nino, (tx) => findPeople(tx, query))).groups.map(({ kind, name, people }) => [kind, kind === 'occupation' ? '' : name, people])
    expect(await groups('Alisub')).toContainEqual(['village', 'Alisubani', 4])
    expect(await groups('ბარი')).toContainEqual(['city', 'Bari', 4])
    expect(await groups('nurse')).toContainEqual(['occupation', '', 4])
  })

  it('shows a field official the own villages only, another office nothing', async () => {
    expect(await namesFor('Beridze', cast.giorgi)).not.toContain('ნინო ბერიძე')
    expect(await namesFor('Lomidze', cast.giorgi)).toContain('მარტა ლომიძე')
    expect((await cast.asOther(cast.otto, (tx) => findPeople(tx, '3312207'))).people).toEqual([])
  })

  it('takes hostile input for what it is', async () => {
    for (const query of ["'; drop table people; --", '%%%', '___', '\\', '🙂', '<script>', ' '.repeat(500), 'x'.repeat(5000), '\u0000', '\u202e']) await expect(cast.as(cast.nino, (tx) => findPeople(tx, query))).resolves.toBeDefined()
    expect(marta).toBeTruthy()
  })
})
