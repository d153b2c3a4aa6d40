import { beforeAll, describe, expect, it } from 'vitest'
import { createWithin, type Within } from '#platform/database/within.server.ts'
import { useTestDatabase } from '../../../../tests/support/database.ts'
import { system } from '../../../../tests/support/cast.ts'
import { imeretiOffices } from './index.ts'
import { loadDemo, type LoadedOffice } from './load.server.ts'
import { personNameKey } from '../store-people.server.ts'

const migrants = 600
const accounts = new Map(imeretiOffices.flatMap((office) => office.staff.map((each) => each.email)).map((email, at) => [email, `00000000-0000-7000-8000-0000000001${String(at).padStart(2, '0')}`]))

describe('loading the demo', async () => {
  const database = await useTestDatabase()
  let within: Within
  let loaded: LoadedOffice[]
  beforeAll(async () => {
    within = createWithin(database.app)
    loaded = await loadDemo(within, { seed: 'imereti', migrants, today: '2026-11-24', accounts })
  })
  const count = async (from: string): Promise<number> => Number((await database.owner.query(`select count(*) as count from corridor.${from}`)).rows[0].count)

  it('makes four offices marked as a demo, and all their people', async () => {
    expect(loaded.map((office) => office.slug)).toEqual(['terjola', 'tkibuli', 'samtredia', 'baghdati'])
    expect(await count('offices where is_demo')).toBe(4)
    expect(await count('people')).toBe(migrants)
    expect(await count('notices')).toBe(migrants)
    expect(await count('people where country is null or village_id is null or household_id is null or collection_id is null')).toBe(0)
    expect(await count('people where city is not null and city_id is null')).toBe(0)
    expect(await count('places where latitude is null')).toBe(0)
  })

  it('writes keys and events like every registration', async () => {
    expect(await count(`events where type = 'person.registered'`)).toBe(migrants)
    expect(await count(`events where type = 'family.registered'`)).toBe(loaded.reduce((sum, office) => sum + office.households, 0))
    const { rows } = await database.owner.query(`select family_name, given_name, name_key, reach from corridor.people limit 50`)
    for (const row of rows) expect(row.name_key).toBe(personNameKey(row.family_name, row.given_name))
    expect(await count(`people p where reach = 'confirmed' and not exists (select from corridor.contact_points c where c.person_id = p.id and c.state = 'confirmed')`)).toBe(0)
  })

  it('keeps each office behind its wall', async () => {
    const [terjola] = loaded
    const seen = await within({ office: terjola?.id ?? null, actor: system }, (tx) => tx.selectFrom('people').select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow())
    expect(Number(seen.count)).toBe(terjola?.migrants)
  })

  it('gives staff their villages and the first of them some drafts', async () => {
    expect(await count('staff')).toBe(accounts.size)
    expect(await count(`staff where role = 'field' and cardinality(villages) = 0`)).toBe(0)
    expect(await count('drafts')).toBeGreaterThanOrEqual(8)
    expect(await count('collections where collector_id is not null')).toBeGreaterThan(0)
  })

  it('is refused a second time, whole', async () => {
    await expect(loadDemo(within, { seed: 'imereti', migrants: 10, today: '2026-11-24' })).rejects.toThrow()
    expect(await count('people')).toBe(migrants)
  })
})
