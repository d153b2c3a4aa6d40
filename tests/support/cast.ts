// The fixed cast of the tests: Nino the officer and Giorgi the field official of Terjola (whose village is Tuzi), Ana the administrator,
// Petre the planner, Avto the auditor, Otto the officer of another office, Marta the migrant on her own link, a stranger.
import { sql } from 'kysely'
import type { Actor, Role } from '#platform/access/actor.ts'
import { createWithin, type Tx, type Within } from '#platform/database/within.server.ts'
import { ensurePlaces, wantedKey } from '#modules/places/index.server.ts'
import { registerFamily } from '#modules/register/index.server.ts'
import { familyInput, type FamilyForm } from '#modules/register/index.ts'
import type { TestDatabase } from './database.ts'

export const TODAY = '2026-03-01'

export const system: Actor = { kind: 'system', name: 'tests' }
export const stranger: Actor = { kind: 'anonymous' }

export interface Cast {
  within: Within
  terjola: string
  other: string
  villages: { tuzi: string; alisubani: string }
  nino: Actor
  giorgi: Actor
  ana: Actor
  petre: Actor
  avto: Actor
  mari: Actor
  /** Moderator. */
  salome: Actor
  otto: Actor
  /** Works in Terjola's office as that actor. */
  as<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Works in the other office. */
  asOther<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>
}

const staff = (number: number, name: string, role: Role, villages: string[] = []): Actor => ({
  kind: 'staff',
  accountId: `00000000-0000-7000-8000-00000000000${number}`,
  name,
  role,
  villages,
})

/** Makes two offices with two villages in a fresh test database and gives the cast. */
export async function castFor(database: Pick<TestDatabase, 'app'>): Promise<Cast> {
  const within = createWithin(database.app)
  const terjola = '0195a000-0000-7000-8000-000000000001'
  const other = '0195a000-0000-7000-8000-000000000002'
  for (const [id, slug, name] of [[terjola, 'terjola', 'Terjola'], [other, 'samtredia', 'Samtredia']] as const) {
    await within({ office: id, actor: system }, (tx) => sql`select corridor.create_office(${id}::uuid, ${slug}, ${name}, 'GE', '{ka,en}', 'ka', 'Asia/Tbilisi', 'Imereti', false)`.execute(tx))
  }
  const villages = await within({ office: terjola, actor: system }, async (tx) => {
    const wanted = ['Tuzi', 'Alisubani'].map((name) => ({ kind: 'village' as const, name, country: 'GE' }))
    const ids = await ensurePlaces(tx, wanted)
    return { tuzi: ids.get(wantedKey(wanted[0]!))!, alisubani: ids.get(wantedKey(wanted[1]!))! }
  })
  return {
    within,
    terjola,
    other,
    villages,
    nino: staff(1, 'Nino', 'officer'),
    giorgi: staff(2, 'Giorgi', 'field', [villages.tuzi]),
    ana: staff(3, 'Ana', 'administrator'),
    petre: staff(4, 'Petre', 'planner'),
    avto: staff(5, 'Avto', 'auditor'),
    mari: staff(6, 'Mari', 'counsellor'),
    salome: staff(7, 'Salome', 'moderator'),
    otto: staff(8, 'Otto', 'officer'),
    as: (actor, work) => within({ office: terjola, actor }, work),
    asOther: (actor, work) => within({ office: other, actor }, work),
  }
}

/** A family form with one migrant, Marta, to be varied. */
export function martasFamily(overrides: Partial<FamilyForm> = {}): FamilyForm {
  return {
    village: 'Tuzi',
    headName: 'Tsitsino Lomidze',
    phone: '599 12 34 56',
    informantName: 'Tsitsino Lomidze',
    means: 'visit',
    collectedOn: TODAY,
    migrants: [
      {
        familyName: 'ლომიძე',
        givenName: 'მარტა',
        sex: 'female',
        born: '1971-11-04',
        residence: { country: 'GR', city: 'Thessaloniki', starts: '2009' },
        contacts: [{ kind: 'phone', raw: '694 331 2207' }, { kind: 'email', raw: 'Marta@Example.org' }],
        consents: [{ purpose: 'contact', channel: 'any', answer: 'given_by_family' }],
        informantTie: 'parent',
      },
    ],
    ...overrides,
  }
}

/** Registers Marta's family as Nino; returns her id. */
export async function registerMarta(cast: Cast, overrides: Partial<FamilyForm> = {}): Promise<string> {
  const family = await cast.as(cast.nino, (tx) => registerFamily(tx, familyInput.parse(martasFamily(overrides)), TODAY))
  return family.personIds[0]!
}

/** Marta on her own personal link. */
export function martaHerself(personId: string): Actor {
  return { kind: 'person', personId, name: 'Marta' }
}
