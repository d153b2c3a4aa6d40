import { beforeAll, describe, expect, it } from 'vitest'
import * as register from '#modules/register/index.server.ts'
import { familyInput } from '#modules/register/index.ts'
import { castFor, martaHerself, martasFamily, registerMarta, stranger, TODAY, type Cast } from '../../../tests/support/cast.ts'
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
const page = (id: string) => cast.as(cast.nino, (tx) => register.readPerson(tx, id))
const family = async (id: string) => (await page(id)).household!
const revise = async (id: string, change: Record<string, string | undefined>, actor = cast.nino) => {
  const { version } = await family(id)
  return cast.as(actor, (tx) => register.reviseHousehold(tx, id, { version, headName: 'Tsitsino Lomidze', phone: '599 12 34 56', village: 'Tuzi', ...change }))
}

describe('correcting a family', () => {
  it('is refused to auditors, planners, strangers, the person on the own link, other offices and other villages', async () => {
    const id = await registerMarta(cast, { village: 'Alisubani' })
    for (const actor of [cast.avto, cast.petre, cast.salome, cast.mari, stranger, martaHerself(id), cast.giorgi]) await expect(revise(id, { headName: 'Nobody' }, actor)).rejects.toEqual(problem('not_found'))
    const { version } = await family(id)
    await expect(cast.asOther(cast.otto, (tx) => register.reviseHousehold(tx, id, { version, headName: 'Nobody', village: 'Tuzi' }))).rejects.toEqual(problem('not_found'))
    expect(await family(id)).toMatchObject({ headName: 'Tsitsino Lomidze', village: 'Alisubani' })
  })

  it('lets a field official correct a family of the own village, but not send it to another', async () => {
    const id = await registerMarta(cast)
    await revise(id, { address: 'By the well' }, cast.giorgi)
    expect(await family(id)).toMatchObject({ address: 'By the well', village: 'Tuzi' })
    await expect(revise(id, { village: 'Alisubani' }, cast.giorgi)).rejects.toMatchObject({ fields: { village: [{ code: 'not_your_village' }] } })
  })

  it('keeps the phone in its international form and as it was told, and refuses what is none', async () => {
    const id = await registerMarta(cast)
    await revise(id, { phone: '577 65 43 21' })
    expect(await family(id)).toMatchObject({ phone: '+995577654321', phoneRaw: '577 65 43 21' })
    await revise(id, { phone: '+995 577 65 43 21', address: 'Main street' })
    expect(await family(id)).toMatchObject({ phone: '+995577654321', phoneRaw: '577 65 43 21', address: 'Main street' })
    await expect(revise(id, { phone: 'ask the neighbour' })).rejects.toMatchObject({ fields: { phone: [{ code: 'not_a_phone' }] } })
  })

  it('is not overwritten by somebody who opened the form before another change', async () => {
    const id = await registerMarta(cast)
    const { version } = await family(id)
    await revise(id, { headName: 'Vano Lomidze' })
    await expect(cast.as(cast.ana, (tx) => register.reviseHousehold(tx, id, { version, headName: 'Ana Lomidze', village: 'Tuzi' }))).rejects.toEqual(problem('family_changed_meanwhile'))
    expect((await family(id)).headName).toBe('Vano Lomidze')
  })

  it('stands in the history of every member with who did it, and moves them with the family', async () => {
    const first = await registerMarta(cast, { headName: 'Otar Gelashvili' })
    const { id: householdId } = await family(first)
    const more = await cast.as(cast.nino, (tx) => register.registerFamily(tx, familyInput.parse({ ...martasFamily({ headName: 'Otar Gelashvili' }), householdId, migrants: [{ familyName: 'Gelashvili', givenName: 'Zura' }] }), TODAY))
    const ids = [first, more.personIds[0]!]
    await revise(first, { headName: 'Otari Gelashvili', village: 'Alisubani' })
    for (const id of ids) {
      const { village, timeline, household } = await page(id)
      expect([village?.name, household?.headName, timeline[0]?.type, timeline[0]?.actorName]).toEqual(['Alisubani', 'Otari Gelashvili', 'family.revised', 'Nino'])
    }
    const { rows } = await app.database.owner.query(`select actor_name, after ->> 'head_name' as head from corridor.history where table_name = 'households' and row_id = $1 order by id`, [householdId])
    expect(rows.at(-1)).toEqual({ actor_name: 'Nino', head: 'Otari Gelashvili' })
  })

  it('brings what linkage compares up to date, and a joining is taken back as before', async () => {
    const migrant = { familyName: 'Kiknadze', givenName: 'Natela', born: '1966', contacts: [] }
    const a = await registerMarta(cast, { headName: 'Shota Kiknadze', phone: '599 55 11 22', migrants: [migrant] })
    const b = await registerMarta(cast, { headName: 'Shota Kiknadze', phone: '599 55 11 22', migrants: [migrant] })
    await cast.as(cast.nino, (tx) => linkage.refreshPairs(tx))
    const informants = async () => (await app.database.owner.query<{ evidence: { subject: string; level: string }[] }>('select evidence from corridor.person_pairs where person_a = least($1::uuid, $2::uuid) and person_b = greatest($1::uuid, $2::uuid)', [a, b])).rows[0]?.evidence.find(({ subject }) => subject === 'informant')?.level
    expect(await informants()).toBe('same')
    await revise(b, { headName: 'Jumber Tabatadze', phone: '577 98 76 54' })
    expect((await app.database.owner.query('select from corridor.link_pending where person_id = $1', [b])).rowCount).toBeGreaterThan(0)
    await cast.as(cast.nino, (tx) => linkage.refreshPairs(tx))
    expect(await informants()).toBe('different')

    const merge = await cast.as(cast.nino, (tx) => linkage.mergePeople(tx, { keep: a, merge: b }))
    await revise(a, { headName: 'Shota Kiknadze senior', phone: '599 55 11 22' })
    expect(await cast.as(cast.nino, (tx) => linkage.undoMerge(tx, merge))).toMatchObject({ kept: a, merged: b, left: [] })
    expect((await family(b)).headName).toBe('Jumber Tabatadze')
  })
})
