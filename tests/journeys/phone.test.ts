// On a phone of 360 pixels, by touch: a field official in Georgian registers a family and finds somebody; a migrant in Arabic
// confirms a number on the personal link.
import { afterAll, beforeAll, expect, test } from 'vitest'
import arabic from '#messages/ar.json' with { type: 'json' }
import georgian from '#messages/ka.json' with { type: 'json' }
import { linkPath, makePersonalLink } from '#modules/register/rights/index.server.ts'
import type { Actor } from '#platform/access/actor.ts'
import { journey } from '../support/browser.ts'
import { demoOffice, type DemoOffice } from '../support/demo-office.ts'
import { overflow } from '../support/page-faults.ts'

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, reducedMotion: 'reduce' as const }
const home = '/desk/terjola'
let demo: DemoOffice

beforeAll(async () => {
  demo = await demoOffice()
}, 120_000)
afterAll(() => demo?.close())

test('a field official registers a family in Georgian, and finds somebody of the own village', { timeout: 120_000 }, async () => {
  const account = await demo.accountOf('field')
  const { rows } = await demo.app.database.owner.query<{ village: string; family_name: string; given_name: string; id: string }>(
    `select v.name as village, p.family_name, p.given_name, p.id from corridor.staff s join corridor.people p on p.office_id = s.office_id and p.village_id = any(s.villages) and p.state = 'active' join corridor.places v on v.office_id = p.office_id and v.id = p.village_id
     where s.office_id = $1 and s.account_id = $2 order by p.id limit 1`, [demo.office, account])
  const known = rows[0]!
  await demo.signedIn(account, { ...phone, locale: 'ka-GE', expected: [/422/] }, async (page) => {
    await page.goto(`${home}?lang=ka`)
    expect(await page.locator('html').getAttribute('lang')).toBe('ka')
    await page.getByRole('link', { name: georgian['desk.register_family'] }).first().tap()
    await page.waitForURL(/\/people\/register/)
    await page.waitForLoadState('networkidle')
    const field = (name: string) => page.locator(`[name="${name}"]`)
    await field('village').fill(known.village)
    await field('headName').fill('ციცინო ლომიძე')
    await field('migrants.0.familyName').fill('ლომიძე')
    await field('migrants.0.givenName').fill('ნოდარ')
    await field('migrants.0.residence.country').selectOption('IT')
    await field('migrants.0.contacts.0.raw').fill('call the sister')
    const save = page.locator('.actions button[type=submit]:not([formaction])')
    await save.tap()
    await page.locator('.problems').waitFor()
    await page.waitForLoadState('networkidle')
    expect(await page.locator('.problems li').allInnerTexts()).toHaveLength(1)
    expect(await overflow(page)).toEqual([])
    expect(await field('migrants.0.givenName').inputValue()).toBe('ნოდარ')
    await field('migrants.0.contacts.0.raw').fill('+39 333 123 4567')
    await save.tap()
    await page.waitForURL(/registered=1/)
    await page.waitForLoadState('networkidle')
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('ნოდარ ლომიძე')
    expect(await overflow(page)).toEqual([])

    const box = page.locator('.find input')
    await box.fill(`${known.given_name} ${known.family_name}`)
    const first = page.locator('#find-list [role=option]').first()
    await first.waitFor()
    expect(await overflow(page)).toEqual([])
    await first.tap()
    await page.waitForURL(new RegExp(known.id))
  })
})

test('a migrant confirms a number in Arabic', { timeout: 60_000 }, async () => {
  const nino: Actor = { kind: 'staff', accountId: await demo.accountOf('officer'), name: 'Nino', role: 'officer', villages: [] }
  const link = await demo.app.app.within({ office: demo.office, actor: nino }, async (tx) => {
    const { rows } = await tx.client.query<{ person_id: string }>(`select person_id from corridor.contact_points where kind = 'phone' and state = 'unconfirmed' order by person_id limit 1`)
    return linkPath((await makePersonalLink(tx, rows[0]!.person_id, new Date())).secret)
  })
  await journey({ address: demo.server.address, ...phone, javaScriptEnabled: false, locale: 'ar' }, async (page) => {
    await page.goto(`${link}?lang=ar`)
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
    expect(await overflow(page)).toEqual([])
    await page.getByRole('button', { name: arabic['rights.contact.still'] }).first().tap()
    await page.getByText(arabic['rights.my.saved']).waitFor()
    expect(await overflow(page)).toEqual([])
  })
})
