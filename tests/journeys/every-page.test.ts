// Every page of the application, read from the files, so that a new one cannot be forgotten: in English and in Arabic, on a screen
// and on the narrowest phone, in light and in dark, nothing that axe finds, nothing beside the screen, nothing in the console.
import { mkdirSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeResetLink } from '#modules/accounts/index.server.ts'
import { appointOperator, findMail, inviteStaff } from '#modules/offices/index.server.ts'
import { linkPath, makePersonalLink } from '#modules/register/rights/index.server.ts'
import { findQueue } from '#modules/linkage/index.server.ts'
import { writePair } from '#modules/linkage/index.ts'
import type { Actor, Role } from '#platform/access/actor.ts'
import { projectRoot } from '#platform/root.ts'
import { journey, type Page } from '../support/browser.ts'
import { demoOffice, type DemoOffice, type SignedInOptions } from '../support/demo-office.ts'
import { axeFaults, headFaults, overflow } from '../support/page-faults.ts'

const routesFolder = join(projectRoot, 'src/routes')
const routes = readdirSync(routesFolder, { recursive: true, withFileTypes: true })
  .filter(({ name }) => name === '+page.svelte')
  .map(({ parentPath }) => `/${relative(routesFolder, parentPath).split('/').filter((part) => !/^\(.*\)$/.test(part)).join('/')}`)
  .sort()

let demo: DemoOffice
/** What stands in the addresses of pages about one thing. */
const one = { person: '', pair: '', import: '', mail: '', account: '', invitation: '', newcomer: '', link: '', reset: '' }

const home = '/desk/terjola'
/** Read by anybody. */
const open: Record<string, () => string[]> = {
  '/': () => ['/'],
  '/sign-in': () => ['/sign-in'],
  '/sign-in/email': () => ['/sign-in/email?link=x'],
  '/sign-in/forgot': () => ['/sign-in/forgot'],
  '/sign-in/reset': () => [one.reset],
  '/sign-in/second-factor': () => ['/sign-in/second-factor'],
  '/setup': () => ['/setup'],
  '/invitation/[token]': () => [one.invitation],
  '/my/[token]': () => [one.link],
  '/my/[token]/erase': () => [`${one.link}/erase`],
  '/dev/constants/people': () => ['/dev/constants/people'],
  '/dev/constants/people/one': () => ['/dev/constants/people/one'],
  '/dev/gallery': () => ['/dev/gallery'],
  '/dev/gallery/forms': () => ['/dev/gallery/forms'],
  '/dev/gallery/parts': () => ['/dev/gallery/parts'],
  '/dev/portal': () => ['/dev/portal'],
}
/** Read by the administrator of Terjola, who is an operator too. */
const own: Record<string, () => string[]> = {
  '/account': () => ['/account'],
  '/desk': () => ['/desk'],
  '/operator': () => ['/operator'],
  '/desk/[office]': () => [home],
  '/desk/[office]/duplicates': () => [`${home}/duplicates`],
  '/desk/[office]/duplicates/[pair]': () => [`${home}/duplicates/${one.pair}`],
  '/desk/[office]/find': () => [`${home}/find`, `${home}/find?q=nino`, `${home}/find?q=qqqqqqqqqq`],
  '/desk/[office]/import': () => [`${home}/import`],
  '/desk/[office]/import/[id]': () => [`${home}/import/${one.import}`],
  '/desk/[office]/import/[id]/rows': () => [`${home}/import/${one.import}/rows?which=refused`],
  '/desk/[office]/mailbox': () => [`${home}/mailbox`],
  '/desk/[office]/mailbox/[mail]': () => [`${home}/mailbox/${one.mail}`],
  '/desk/[office]/notices': () => [`${home}/notices`],
  '/desk/[office]/people': () => [`${home}/people`, `${home}/people?name=qqqqqqqqqq`],
  '/desk/[office]/people/[id]': () => [`${home}/people/${one.person}`],
  '/desk/[office]/people/[id]/edit': () => [`${home}/people/${one.person}/edit`],
  '/desk/[office]/people/[id]/family': () => [`${home}/people/${one.person}/family`],
  '/desk/[office]/people/register': () => [`${home}/people/register`],
  '/desk/[office]/settings': () => [`${home}/settings`],
  '/desk/[office]/settings/operators': () => [`${home}/settings/operators`],
  '/desk/[office]/settings/staff': () => [`${home}/settings/staff`],
  '/desk/[office]/settings/staff/[account]': () => [`${home}/settings/staff/${one.account}`],
  '/desk/[office]/settings/staff/[account]/second-factor': () => [`${home}/settings/staff/${one.account}/second-factor`],
  '/desk/[office]/settings/tokens': () => [`${home}/settings/tokens`],
}
/** Between the password and the second factor, which offices that are no demo require. */
const between: Record<string, () => string[]> = { '/sign-in/set-up-second-factor': () => ['/sign-in/set-up-second-factor'], '/invitation/[token]': () => [one.newcomer] }

const sheet = ['Village;Family;Name;Surname;Born;Country;Phone', 'Alisubani;Tsitsino Lomidze;Marta;Lomidze;04.11.1971;Greece;+30 694 331 2207', 'Alisubani;Tsitsino Lomidze;Nodar;Lomidze;31.02.1975;Italy;call the sister'].join('\n')

beforeAll(async () => {
  demo = await demoOffice()
  const administrator = await demo.accountOf('administrator')
  const ana: Actor = { kind: 'staff', accountId: administrator, name: 'Ana', role: 'administrator', villages: [] }
  const { within } = demo.app.app
  await within({ office: demo.office, actor: ana }, async (tx) => {
    const { rows } = await tx.client.query<{ id: string }>(`select id from corridor.people p where state = 'active' order by (select count(*) from corridor.contact_points c where c.office_id = p.office_id and c.person_id = p.id) desc, id limit 1`)
    one.person = rows[0]!.id
    one.link = linkPath((await makePersonalLink(tx, one.person, new Date())).secret)
    one.invitation = new URL((await inviteStaff(tx, demo.app.app, { name: 'Levan', email: 'levan@example.org', role: 'officer', villages: [], helperOf: null, until: null, language: 'en' })).url).pathname
    one.mail = (await findMail(tx, { page: 1 })).mails[0]!.id
    one.pair = writePair((await findQueue(tx, {})).pairs[0]!)
  })
  await demo.app.database.owner.query('update auth."user" set "isDemo" = false where id = $1', [await demo.accountOf('moderator')])
  one.reset = (await makeResetLink(demo.app.app, 'moderator@terjola.example')).url.replace(/^https?:\/\/[^/]+/, '')
  one.account = await demo.accountOf('officer')
  await demo.inOffice((tx) => appointOperator(tx, administrator))
  await demo.signedIn(administrator, {}, async (page) => {
    await page.goto(`${home}/import?lang=en`)
    await page.locator('input[type=file]').setInputFiles({ name: 'alisubani.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) })
    await page.locator('main form button').first().click()
    await page.getByRole('heading', { level: 1, name: /needs? you/ }).waitFor()
    one.import = /import\/([0-9a-f-]{36})/.exec(page.url())![1]!
  })
}, 120_000)
afterAll(() => demo?.close())

const pictures = process.env.PICTURES
async function take(page: Page, path: string, kind: string): Promise<void> {
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${path.replace(home, 'desk').replaceAll(/[0-9a-f-]{36}(?:_[0-9a-f-]{36})?|[\w-]{43}/g, 'one').replaceAll(/\W+/g, '-').replace(/^-/, '') || 'start'}.${kind}.png`), fullPage: true })
}

/** Loads a page once in a language and looks at it in four shapes; names every fault with its shape. */
async function faultsOf(page: Page, path: string, language: string): Promise<string[]> {
  const answer = await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`, { waitUntil: 'load' })
  if (answer?.status() !== 200) return [`${path} answers ${answer?.status()}`]
  const faults: string[] = new URL(page.url()).pathname === path.split('?')[0] ? [] : [`leads to ${page.url()}`]
  faults.push(...(await headFaults(page, language)))
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      // In the dark only the colours are others.
      const found = [...(await axeFaults(page, colorScheme === 'dark' ? ['color-contrast'] : [])), ...(await overflow(page))]
      faults.push(...found.map((fault) => `at ${width}, ${colorScheme}: ${fault}`))
      if ((width === 1280) === ((language === 'en') === (colorScheme === 'light'))) await take(page, path, `${language}.${width}.${colorScheme}`)
    }
  }
  return faults.map((fault) => `${path} in ${language} ${fault}`)
}

type Walk = <T>(options: SignedInOptions, steps: (page: Page) => Promise<T>) => Promise<T>

async function walk(as: Walk, pages: Record<string, () => string[]>): Promise<string[]> {
  const faults: string[] = []
  for (const language of ['en', 'ar']) {
    await as({ bypassCSP: true, reducedMotion: 'reduce' }, async (page) => {
      for (const paths of Object.values(pages)) for (const path of paths()) faults.push(...(await faultsOf(page, path, language)))
    })
  }
  return faults
}
const anybody: Walk = ({ secondFactor: _, ...options }, steps) => journey({ address: demo.server.address, ...options }, (page) => steps(page))
const as = (accountId: string, secondFactor = true): Walk => (options, steps) => demo.signedIn(accountId, { ...options, secondFactor }, steps)

test('no page is left out of the walk', () => {
  const walked = [...Object.keys(open), ...Object.keys(own), ...Object.keys(between)]
  expect(routes.filter((id) => !walked.includes(id))).toEqual([])
  expect(walked.filter((id) => !routes.includes(id))).toEqual([])
})

test('the pages that anybody reads have no fault', { timeout: 600_000 }, async () => {
  expect(await walk(anybody, open)).toEqual([])
})

test('the pages of the Desk have no fault for who may read them all', { timeout: 600_000 }, async () => {
  expect(await walk(as(await demo.accountOf('administrator')), own)).toEqual([])
})

test.each(['officer', 'field', 'planner', 'auditor', 'moderator', 'counsellor'] satisfies Role[])('every page that the menu offers a %s has no fault', { timeout: 600_000 }, async (role) => {
  const account = await demo.accountOf(role)
  const faults: string[] = []
  await as(account)({ bypassCSP: true, viewport: { width: 360, height: 740 } }, async (page) => {
    await page.goto(`${home}?lang=en`)
    const paths = await page.evaluate<string[]>('[...document.querySelectorAll(".wide nav a")].map((link) => link.pathname)')
    if (['officer', 'field', 'auditor'].includes(role)) paths.push(`${home}/people/${await firstPersonOf(page)}`)
    for (const path of paths) {
      await page.goto(path)
      faults.push(...[...(await headFaults(page, 'en')), ...(await axeFaults(page)), ...(await overflow(page))].map((fault) => `${path} ${fault}`))
      await take(page, path, role)
    }
  })
  expect(faults).toEqual([])
})

async function firstPersonOf(page: Page): Promise<string> {
  await page.goto(`${home}/people`)
  return page.evaluate<string>('document.querySelector("main tbody a[href*=\'/people/\']").pathname.split("/").at(-1)')
}

test('the pages between the password and the second factor have no fault', { timeout: 120_000 }, async () => {
  // An office at work, beside the demo: its people need a second factor, and who is invited needs an account.
  await demo.app.database.owner.query("update corridor.offices set is_demo = false where slug = 'terjola'")
  const administrator = await demo.accountOf('administrator')
  const ana: Actor = { kind: 'staff', accountId: administrator, name: 'Ana', role: 'administrator', villages: [] }
  one.newcomer = await demo.app.app.within({ office: demo.office, actor: ana }, async (tx) => new URL((await inviteStaff(tx, demo.app.app, { name: 'Nika', email: 'nika@example.org', role: 'field', villages: [], helperOf: null, until: null, language: 'en' })).url).pathname)
  expect(await walk(as(administrator, false), between)).toEqual([])
})
