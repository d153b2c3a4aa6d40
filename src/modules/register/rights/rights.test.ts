import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '#platform/access/actor.ts'
import type { Tx } from '#platform/database/types.ts'
import { translator } from '#platform/i18n/index.server.ts'
import { castFor, registerMarta, stranger, TODAY, type Cast } from '../../../../tests/support/cast.ts'
import { testApp, type TestApp } from '../../../../tests/support/app.ts'
import { afterAll } from 'vitest'
import { addContact, changeContact, erasePerson, readPerson, removeContact } from '../index.server.ts'
import * as rights from './index.server.ts'

let test: TestApp
let cast: Cast
let marta: string
beforeAll(async () => {
  test = await testApp()
  cast = await castFor({ app: test.app.pool })
})
afterAll(() => test.close())
beforeEach(async () => {
  test.clock.set('2026-03-01T09:00:00Z')
  marta = await registerMarta(cast)
})

const now = (): Date => test.clock.now()
const problem = (code: string) => expect.objectContaining({ code })
const newLink = (personId = marta): Promise<string> => cast.as(cast.nino, async (tx) => (await rights.makePersonalLink(tx, personId, now())).secret)
const opened = (secret: string) => rights.openPersonalLink(test.app.pool, secret, now())
const herself = async (secret: string): Promise<Actor> => (await opened(secret))!.actor

describe('the personal link', () => {
  it('is given by officials of the office only, and by field officials in their villages', async () => {
    for (const actor of [stranger, cast.petre, cast.avto, cast.salome, cast.mari]) {
      await expect(cast.as(actor, (tx) => rights.makePersonalLink(tx, marta, now()))).rejects.toEqual(problem('not_found'))
    }
    await expect(cast.asOther(cast.otto, (tx) => rights.makePersonalLink(tx, marta, now()))).rejects.toEqual(problem('not_found'))
    const elsewhere = await registerMarta(cast, { village: 'Alisubani' })
    await expect(cast.as(cast.giorgi, (tx) => rights.makePersonalLink(tx, elsewhere, now()))).rejects.toEqual(problem('not_found'))
    await expect(cast.as(cast.giorgi, (tx) => rights.makePersonalLink(tx, marta, now()))).resolves.toBeDefined()
  })

  it('opens one person’s own record for 90 days, and its secret is stored nowhere', async () => {
    const secret = await newLink()
    expect(await opened(secret)).toMatchObject({ officeSlug: 'terjola', actor: { kind: 'person', personId: marta, name: '' } })
    const { rows } = await cast.as(cast.nino, (tx) => tx.client.query('select * from corridor.personal_links'))
    expect(JSON.stringify(rows)).not.toContain(secret)
    test.clock.advance({ days: 89 })
    expect(await opened(secret)).toBeDefined()
    test.clock.advance({ days: 2 })
    expect(await opened(secret)).toBeUndefined()
  })

  it('answers alike whether it is unknown, malformed or revoked', async () => {
    const secret = await newLink()
    await cast.as(cast.nino, (tx) => rights.revokeLinks(tx, marta, now()))
    for (const each of [secret, 'x'.repeat(43), '', `${secret}x`, "' or 1=1"]) expect(await opened(each)).toBeUndefined()
  })

  it('opens the record that was kept where two were merged, and can still be ended by its holder', async () => {
    const kept = await registerMarta(cast)
    const secret = await newLink()
    await cast.as(cast.nino, (tx) => tx.updateTable('people').set({ state: 'merged', merged_into: kept }).where('office_id', '=', tx.office).where('id', '=', marta).execute())
    const actor = await herself(secret)
    expect(actor).toMatchObject({ personId: kept })
    await cast.as(actor, (tx) => rights.closePersonalLink(tx, secret, now()))
    expect(await opened(secret)).toBeUndefined()
  })

  it('is mailed sealed in the person’s language, and refused without an address', async () => {
    await cast.as(cast.nino, (tx) => rights.mailPersonalLink(tx, marta, test.app.url, now()))
    const { rows } = await cast.as(cast.nino, (tx) => tx.client.query('select to_address, language, body_text, sealed, secrecy from corridor.outbox where person_id = $1', [marta]))
    expect(rows).toEqual([expect.objectContaining({ to_address: 'marta@example.org', language: 'ka', secrecy: 'person' })])
    expect(rows[0].body_text).not.toContain('/my/')
    expect(rows[0].sealed).toBeInstanceOf(Buffer)
    const page = await cast.as(cast.nino, (tx) => readPerson(tx, marta))
    await cast.as(cast.nino, (tx) => changeContact(tx, page.contacts.find((contact) => contact.kind === 'email')!.id, { state: 'dead' }))
    await expect(cast.as(cast.nino, (tx) => rights.mailPersonalLink(tx, marta, test.app.url, now()))).rejects.toEqual(problem('person_has_no_email'))
  })
})

describe('a contact that is not the person’s any more', () => {
  const mailOf = async () => (await cast.as(cast.nino, (tx) => readPerson(tx, marta))).contacts.find((contact) => contact.kind === 'email')!.id

  it('ends the links that were sent there, when the office marks it dead or takes it away', async () => {
    for (const end of [(tx: Tx, id: string) => changeContact(tx, id, { state: 'dead' }), removeContact]) {
      const secret = await newLink()
      const id = await mailOf()
      await cast.as(cast.nino, (tx) => end(tx, id))
      expect(await opened(secret)).toBeUndefined()
    }
  })

  it('ends all links but the one in the person’s hand, when the person takes it away', async () => {
    const [old, inHand] = [await newLink(), await newLink()]
    const actor = await herself(inHand)
    const id = await mailOf()
    await cast.as(actor, (tx) => removeContact(tx, id))
    expect(await opened(old)).toBeUndefined()
    expect(await opened(inHand)).toBeDefined()
  })
})

describe('the person on the link', () => {
  it('sees the own record and nobody else’s', async () => {
    const other = await registerMarta(cast, { village: 'Alisubani' })
    const actor = await herself(await newLink())
    await expect(cast.as(actor, (tx) => readPerson(tx, marta))).resolves.toMatchObject({ givenName: 'მარტა' })
    await expect(cast.as(actor, (tx) => readPerson(tx, other))).rejects.toEqual(problem('not_found'))
    await expect(cast.as(actor, (tx) => erasePerson(tx, other))).rejects.toEqual(problem('not_found'))
    await expect(cast.as(actor, (tx) => rights.makePersonalLink(tx, marta, now()))).rejects.toEqual(problem('not_found'))
  })

  it('confirms and adds contacts, marked as told by the person', async () => {
    const actor = await herself(await newLink())
    const phone = (await cast.as(actor, (tx) => readPerson(tx, marta))).contacts.find((contact) => contact.kind === 'phone')!
    await cast.as(actor, (tx) => changeContact(tx, phone.id, { state: 'confirmed', on: TODAY, how: 'personal_link' }))
    await cast.as(actor, (tx) => addContact(tx, marta, { kind: 'whatsapp', raw: '+30 694 331 2208' }, rights.toldByPerson(TODAY)))
    const page = await cast.as(cast.nino, (tx) => readPerson(tx, marta))
    expect(page.contacts.map(({ kind, state, confirmedHow }) => [kind, state, confirmedHow])).toEqual(expect.arrayContaining([['phone', 'confirmed', 'personal_link'], ['whatsapp', 'confirmed', 'personal_link']]))
    expect(page.sources).toContainEqual(expect.objectContaining({ means: 'personal_link', informantTie: 'self' }))
  })

  it('chooses purposes and ways, in place of what the family said', async () => {
    const actor = await herself(await newLink())
    await cast.as(actor, (tx) => rights.chooseUses(tx, { contact: ['email'], statistics: ['any'] }, TODAY))
    const { consents } = await cast.as(cast.nino, (tx) => readPerson(tx, marta))
    const said = Object.fromEntries(consents.map(({ purpose, channel, answer }) => [`${purpose} ${channel}`, answer]))
    expect(said).toMatchObject({ 'contact any': 'withdrawn', 'contact email': 'given_by_person', 'contact phone': 'declined', 'statistics any': 'given_by_person', 'news any': 'declined' })
    expect(consents.find((consent) => consent.answer === 'given_by_person')).toMatchObject({ means: 'personal_link', givenOn: TODAY })
  })

  it('objects: the record is kept, restricted, and every consent is taken back', async () => {
    const actor = await herself(await newLink())
    await cast.as(actor, (tx) => rights.objectToUse(tx, now(), TODAY))
    const page = await cast.as(cast.nino, (tx) => readPerson(tx, marta))
    expect(page).toMatchObject({ restricted: true, state: 'active' })
    expect(page.consents.map(({ answer }) => answer)).toEqual(['withdrawn'])
    await cast.as(actor, (tx) => rights.endObjection(tx, now()))
    expect(await cast.as(cast.nino, (tx) => readPerson(tx, marta))).toMatchObject({ restricted: false })
  })

  it('takes everything home, with the source of each fact', async () => {
    const actor = await herself(await newLink())
    const page = await cast.as(actor, rights.takeHome)
    const json = JSON.parse(await new Response(rights.personFile('json', page, 'Terjola', translator('en'), now()).body).text())
    expect(json).toMatchObject({ format: 'corridor-person/1', familyName: { value: 'ლომიძე', source: { informantName: 'Tsitsino Lomidze', means: 'visit' } } })
    const csv = await new Response(rights.personFile('csv', page, 'Terjola', translator('ka'), now()).body).text()
    expect(csv).toContain('+306943312207')
  })

  it('erases at once; the link is dead and no event bears a name', async () => {
    const secret = await newLink()
    const actor = await herself(secret)
    await cast.as(actor, (tx) => readPerson(tx, marta))
    await cast.as(actor, (tx) => erasePerson(tx, marta))
    expect(await opened(secret)).toBeUndefined()
    await expect(cast.as(cast.nino, (tx) => readPerson(tx, marta))).rejects.toEqual(problem('not_found'))
    const { rows } = await cast.as(cast.nino, (tx) => tx.client.query('select distinct actor_name from corridor.events where subject_id = $1 and actor_kind = $2', [marta, 'person']))
    expect(rows).toEqual([{ actor_name: '' }])
  })
})
