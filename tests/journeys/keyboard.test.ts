// The main work of an office by keyboard alone: no click, no tap. At every stop the focus is seen, and after every step it is where
// one goes on reading.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { linkPath, makePersonalLink } from '#modules/register/rights/index.server.ts'
import type { Actor } from '#platform/access/actor.ts'
import { journey, type Page } from '../support/browser.ts'
import { demoOffice, type DemoOffice } from '../support/demo-office.ts'
import { enter, holdsFocus, tabTo, typeInto } from '../support/keyboard.ts'

const home = '/desk/terjola'
let demo: DemoOffice
let officer: string
let known: { id: string; family_name: string; given_name: string; born: string | null }

beforeAll(async () => {
  demo = await demoOffice()
  officer = await demo.accountOf('officer')
  known = (await demo.app.database.owner.query(`select id, family_name, given_name, born from corridor.people where office_id = $1 and state = 'active' and length(born) = 10 order by id limit 1`, [demo.office])).rows[0]
}, 120_000)
afterAll(() => demo?.close())

const desk = (steps: (page: Page) => Promise<void>, expected: RegExp[] = []): Promise<void> => demo.signedIn(officer, { expected, reducedMotion: 'reduce' }, steps)
/** A page that answers to keys as well: its scripts have come. */
const open = (page: Page, path: string): Promise<unknown> => page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=en`, { waitUntil: 'networkidle' })
const settled = (page: Page): Promise<void> => page.waitForLoadState('networkidle')
const people = async (): Promise<number> => (await demo.app.database.owner.query(`select count(*)::int as people from corridor.people where office_id = $1 and state = 'active'`, [demo.office])).rows[0].people

test('the skip link comes first and leads past the menu', { timeout: 60_000 }, async () => {
  await desk(async (page) => {
    await open(page, home)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.className')).toBe('skip')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('Boolean(document.activeElement.closest("main"))')).toBe(true)
  })
})

test('a family is registered: a warning while typing, a draft kept and found again, a mistake mended, two migrants stored', { timeout: 180_000 }, async () => {
  const before = await people()
  await desk(async (page) => {
    await open(page, home)
    await enter(page, page.getByRole('link', { name: 'Register a family' }).first())
    await page.waitForURL(/\/people\/register/)
    await settled(page)
    const field = (name: string) => page.locator(`[name="${name}"]`)
    await typeInto(page, field('village'), 'ალი')
    await page.locator('#village-list [role=option]').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const village = await field('village').inputValue()
    expect(village.length).toBeGreaterThan(3)
    await typeInto(page, field('headName'), 'Tsitsino Lomidze')
    await typeInto(page, field('informantName'), 'Tsitsino Lomidze')
    await typeInto(page, field('migrants.0.familyName'), known.family_name)
    await typeInto(page, field('migrants.0.givenName'), known.given_name)
    await typeInto(page, field('migrants.0.born'), known.born!)
    await page.locator(`.notice a[href$="${known.id}"]`).waitFor()
    await enter(page, page.getByRole('button', { name: 'Save as a draft' }))
    await page.waitForURL(/saved=1/)
    await settled(page)
    expect(await holdsFocus(page.locator('.notice[role=status]'))).toBe(true)

    await open(page, `${home}/people/register`)
    await enter(page, page.getByRole('link', { name: 'Tsitsino Lomidze' }).first())
    await page.waitForURL(/draft=/)
    await settled(page)
    expect([await field('village').inputValue(), await field('migrants.0.familyName').inputValue()]).toEqual([village, known.family_name])
    // Somebody else after all: another name, and a day that does not exist.
    await tabTo(page, field('migrants.0.givenName'))
    await page.keyboard.type('Dodo')
    await tabTo(page, field('migrants.0.born'))
    await page.keyboard.type('31.02.1980')
    await enter(page, page.getByRole('button', { name: 'Another migrant of this family' }))
    await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('migrants.1.familyName')
    await page.keyboard.type('Lomidze')
    await typeInto(page, field('migrants.1.givenName'), 'Nodar')
    await tabTo(page, field('migrants.1.residence.country'))
    await page.keyboard.type('Ital')
    // Enter in a field stores the form; it does not take a migrant away.
    await tabTo(page, field('migrants.1.residence.city'))
    await page.keyboard.press('Enter')
    await page.locator('.problems').waitFor()
    await settled(page)
    expect(await holdsFocus(page.locator('.problems'))).toBe(true)
    expect(await field('migrants.1.givenName').inputValue()).toBe('Nodar')
    await enter(page, page.locator('.problems a').first())
    expect(await page.evaluate('document.activeElement.name')).toBe('migrants.0.born')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('12.02.1980')
    await page.keyboard.press('Enter')
    await page.waitForURL(/registered=2/)
    await settled(page)
    expect(await holdsFocus(page.locator('.notice[role=status]'))).toBe(true)
  }, [/422/])
  expect(await people()).toBe(before + 2)
})

test('anybody is found from any page: /, a few letters, the arrow, Enter', { timeout: 60_000 }, async () => {
  await desk(async (page) => {
    await open(page, `${home}/import`)
    await page.keyboard.press('/')
    await page.keyboard.type(`${known.given_name} ${known.family_name}`)
    await page.locator('#find-list [role=option]').first().waitFor()
    await page.keyboard.press('ArrowDown')
    expect(await page.getByRole('combobox').first().getAttribute('aria-activedescendant')).toBe('find-0')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/people\/[0-9a-f-]{36}/)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(known.family_name)
  })
})

test('a list is filtered, a mistake told with the ticks kept, several changed at once, and that taken back', { timeout: 120_000 }, async () => {
  await desk(async (page) => {
    await open(page, `${home}/people`)
    await tabTo(page, page.locator('.filters select[name=country]'))
    await page.keyboard.type('Greece')
    await enter(page, page.locator('.filters button'))
    await page.waitForURL(/country=GR/)
    await settled(page)
    const boxes = page.locator('tbody input[name=person]')
    for (const at of [0, 1]) {
      await tabTo(page, boxes.nth(at))
      await page.keyboard.press('Space')
    }
    await enter(page, page.locator('.bulk button'))
    await page.locator('.problems').waitFor()
    await settled(page)
    expect(await holdsFocus(page.locator('.problems'))).toBe(true)
    expect(await page.locator('tbody input[name=person]:checked').count()).toBe(2)
    await enter(page, page.locator('.problems a').first())
    await page.keyboard.type('Add')
    await typeInto(page, page.locator('.bulk [name=value]'), 'bread baking')
    await enter(page, page.locator('.bulk button'))
    await page.waitForURL(/edited=2/)
    await settled(page)
    expect(await holdsFocus(page.locator('.notice[role=status]'))).toBe(true)
    await enter(page, page.getByRole('button', { name: 'Undo' }))
    await page.waitForURL(/undone=2/)
  }, [/422/])
})

test('pairs are decided, joined and taken apart again', { timeout: 120_000 }, async () => {
  await desk(async (page) => {
    await open(page, `${home}/duplicates`)
    const box = page.locator('input[name=pair]')
    await tabTo(page, box.first())
    await page.keyboard.press('Space')
    await enter(page, page.getByRole('button', { name: 'Two people' }))
    await page.waitForURL(/decided=1/)
    await settled(page)
    expect(await holdsFocus(page.locator('.notice[role=status]'))).toBe(true)
    await enter(page, page.locator('main table a').first())
    await page.waitForURL(/duplicates\/.*_/)
    await settled(page)
    const first = page.url()
    await page.keyboard.press('s')
    await page.waitForURL((url) => url.href.split('?')[0] !== first.split('?')[0])
    await settled(page)
    await open(page, `${home}/duplicates`)
    await enter(page, page.getByRole('button', { name: 'Undo' }).first())
    await page.waitForURL(/undone/)
  })
})

test('a file is brought in', { timeout: 120_000 }, async () => {
  await desk(async (page) => {
    await open(page, `${home}/import`)
    await tabTo(page, page.locator('input[type=file]'))
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')])
    await chooser.setFiles({ name: 'godogani.csv', mimeType: 'text/csv', buffer: Buffer.from('Village;Family;Name;Surname;Born;Country\nGodogani;Vano Chubinidze;Zurab;Chubinidze;12.05.1982;Poland\n') })
    await enter(page, page.getByRole('button', { name: 'Look at this file' }))
    await page.getByRole('heading', { level: 1, name: '1 row is ready' }).waitFor()
    await enter(page, page.getByRole('button', { name: 'Bring in 1 row' }))
    await page.getByRole('heading', { level: 1, name: '1 new person in the register' }).waitFor()
  })
})

test('a person confirms a number on the personal link', { timeout: 60_000 }, async () => {
  const nino: Actor = { kind: 'staff', accountId: officer, name: 'Nino', role: 'officer', villages: [] }
  const link = await demo.app.app.within({ office: demo.office, actor: nino }, async (tx) => {
    const { rows } = await tx.client.query<{ person_id: string }>(`select person_id from corridor.contact_points where kind = 'phone' and state = 'unconfirmed' order by person_id limit 1`)
    return linkPath((await makePersonalLink(tx, rows[0]!.person_id, new Date())).secret)
  })
  await journey({ address: demo.server.address, javaScriptEnabled: true }, async (page) => {
    await page.goto(`${link}?lang=en`)
    await enter(page, page.getByRole('button', { name: /^Still mine/ }).first())
    await page.getByText('Saved. Thank you.').waitFor()
    await expect.poll(() => holdsFocus(page.locator('.notice[role=status]'))).toBe(true)
  })
})
