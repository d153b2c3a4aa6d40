import { beforeAll, describe, expect, it } from 'vitest'
import { castFor, registerMarta, stranger, type Cast } from '../../../tests/support/cast.ts'
import { useTestDatabase } from '../../../tests/support/database.ts'
import { erasePerson, findPeople } from './index.server.ts'

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

  it.each(['Mata Lomize', 'Lomidez Marta', 'marta lonidz', 'Komidze Marta', 'Marta Lomidze Tuzi', 'm', 'lo', 'mart'])('finds Marta for %s, with mistakes or hardly begun', async (query) => {
    expect(await namesFor(query)).toContain('მარტა ლომიძე')
  })

  it('shows who fits as typed before who is only like it', async () => {
    expect((await namesFor('nino lomidze'))[0]).toBe('ნინო ლომიძე')
    expect((await namesFor('nino beridze'))[0]).toBe('ნინო ბერიძე')
    expect((await namesFor('Shota Hvedelidze'))[0]).toBe('Шота Хведелидзе')
    expect(await namesFor('Shota Xvedelize')).toEqual((await namesFor('Shota Hvedelidze')))
  })

  it('finds a name of many words by any two of them, in any order, with mistakes', async () => {
    await registerMarta(cast, { village: 'Tuzi', migrants: [{ familyName: 'Garcia Lopez', givenName: 'Maria Luisa', residence: { country: 'ES', city: 'Madrid' } }] })
    for (const query of ['Maria Garcia', 'Luisa', 'lopez mar', 'Luisa Garcia', 'Garcia Maria', 'Garcia Lopez Maria', 'Gracia Luisa', 'Luisa Lopes']) expect(await namesFor(query), query).toContain('Maria Luisa Garcia Lopez')
  })

  it.each(['694 331 2207', '+306943312207', '3312207', '2207', '43312', 'marta@exam', 'rta@exa'])('finds Marta by the contact %s', async (query) => {
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

  it('keeps no word of a name that nobody bears any more', async () => {
    const words = (word: string) => cast.as(cast.nino, async (tx) => (await tx.client.query('select word from corridor.name_words where word = any ($1)', [[word, 'ana']])).rows.map((row: { word: string }) => row.word))
    const id = await registerMarta(cast, { village: 'Tuzi', migrants: [{ familyName: 'Ugrekhelidze', givenName: 'Ana', residence: { country: 'IT', city: 'Bari' } }] })
    await registerMarta(cast, { village: 'Tuzi', migrants: [{ familyName: 'Beridze', givenName: 'Ana', residence: { country: 'IT', city: 'Bari' } }] })
    expect((await words('ugrehelize')).sort()).toEqual(['ana', 'ugrehelize'])
    await cast.as(cast.ana, (tx) => erasePerson(tx, id))
    expect(await words('ugrehelize')).toEqual(['ana'])
    expect(await namesFor('Ugrekhelidze')).not.toContain('Ana Ugrekhelidze')
  })

  it('takes hostile input for what it is', async () => {
    for (const query of ["'; drop table people; --", '%%%', '___', '\\', '🙂', '<script>', ' '.repeat(500), 'x'.repeat(5000), '\u0000', '\u202e', "'a' 'b' 'c'", '\u2019 : * & |', 'ა:* & ბ', 'q '.repeat(60)]) await expect(cast.as(cast.nino, (tx) => findPeople(tx, query))).resolves.toBeDefined()
    expect(marta).toBeTruthy()
  })
})
