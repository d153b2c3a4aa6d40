// The shape of the code (ARCHITECTURE.md), held by reading imports: doors, the order of the modules, what a browser must not reach.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '#platform/root.ts'

/** From the ground up: a module calls only those before it; the other way round goes by events. `module/part` is a part with doors of its own. */
const order = [
  'places', 'accounts', 'offices', 'themes', 'register', 'linkage', 'register/rights', 'register/import', 'register/demo', 'hotline', 'outreach', 'portal', 'forum', 'discussions', 'consultations', 'organisations', 'plans', 'initiatives',
  'opportunities', 'training', 'missions', 'services', 'meetings', 'ledger', 'recognition', 'insight', 'practices', 'kit', 'partnerships',
]

interface Import { readonly file: string; readonly target: string; readonly typeOnly: boolean }

const source = join(projectRoot, 'src')
const files = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(?:ts|mts|svelte)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
  .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)))
  .sort()

const isTest = (file: string): boolean => /\.test\.ts$|\/tests?\/|-for-tests\.ts$|\/testing\//.test(file)

/** Where an import leads, from the root of the project; undefined for packages. */
function targetOf(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return relative(projectRoot, resolve(projectRoot, dirname(file), specifier))
  const [, alias, rest] = /^#(modules|platform|ui)\/(.+)$/.exec(specifier) ?? []
  return alias && join('src', alias, rest!)
}

const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(join(projectRoot, file), 'utf8').replaceAll(/\/\*[^]*?\*\//g, '')
  const found = text.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[^'"()]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm)
  return [...found].flatMap(([statement, type, fixed, dynamic]) => {
    const target = targetOf(file, fixed ?? dynamic ?? '')
    const named = /\{([^}]*)\}/.exec(statement)?.[1]?.split(',').map((each) => each.trim()).filter(Boolean)
    return target ? [{ file, target, typeOnly: Boolean(type) || (named !== undefined && named.length > 0 && named.every((each) => each.startsWith('type '))) }] : []
  })
})

const parts = order.filter((name) => name.includes('/'))
const moduleOf = (path: string): string | undefined => /^src\/modules\/([^/]+)\//.exec(path)?.[1]
/** The module of a file, or its part where that has doors of its own. */
const placeOf = (path: string): string | undefined => parts.find((part) => path.startsWith(`src/modules/${part}/`)) ?? moduleOf(path)
const isDoor = (path: string): boolean => /^index(?:\.server)?\.ts$/.test(path.slice(`src/modules/${placeOf(path)}/`.length))
/** Components, and the little that pages need for drawing them: bundled apart from the rest of their module. */
const isForDrawing = (path: string): boolean => /^src\/modules\/[^/]+(?:\/[^/]+)?\/ui\//.test(path)
/** The one place that gathers what works on jobs, so that their queues are made. */
const gathersJobs = ({ file, target }: Import): boolean => file === 'src/entry/jobs.ts' && target.endsWith('/jobs.server.ts')
const told = ({ file, target }: Import): string => `${file} -> ${target}`

describe('doors', () => {
  it('every module stands in the order of modules', () => {
    expect([...new Set(files.map(moduleOf).filter((name) => name !== undefined))].filter((name) => !order.includes(name))).toEqual([])
  })

  it('a module is entered by its doors alone', () => {
    const wrong = imports.filter((each) => moduleOf(each.target) && moduleOf(each.file) !== moduleOf(each.target) && !isDoor(each.target) && !isForDrawing(each.target) && !isTest(each.file) && !gathersJobs(each))
    expect(wrong.map(told)).toEqual([])
  })

  it('components of a module are drawn by pages and by modules above it, never by platform or ui', () => {
    const wrong = imports.filter(({ file, target }) => isForDrawing(target) && /^src\/(?:platform|ui|entry)\//.test(file))
    expect(wrong.map(told)).toEqual([])
  })

  it('a module calls only modules before it', () => {
    const wrong = imports.filter(({ file, target }) => {
      const [from, to] = [placeOf(file), placeOf(target)]
      return from && to && from !== to && !isTest(file) && order.indexOf(to) > order.indexOf(from)
    })
    expect(wrong.map(told)).toEqual([])
  })

  it('the platform and the design system know no module and no page', () => {
    const wrong = imports.filter(({ file, target }) => /^src\/(?:platform|ui)\//.test(file) && !isTest(file) && /^src\/(?:modules|routes|entry)\//.test(target))
    expect(wrong.map(told)).toEqual([])
  })

  it('the design system needs of the platform only what a browser may have', () => {
    const wrong = imports.filter(({ file, target }) => file.startsWith('src/ui/') && target.includes('.server.'))
    expect(wrong.map(told)).toEqual([])
  })

  it('modules and platform use nothing of the web framework or its build', () => {
    const wrong = files.filter((file) => /^src\/(?:modules|platform)\/.*\.ts$/.test(file) && !isTest(file) && /from ['"](?:\$app|\$lib|\$env|@sveltejs|vite)/.test(readFileSync(join(projectRoot, file), 'utf8')))
    expect(wrong).toEqual([])
  })
})

describe('server and browser', () => {
  /** Files that run in no browser though their name does not say it: the process's own composition. */
  const ofTheServer = (file: string): boolean => /\.server\.ts$|\+server\.ts$|hooks\.server\.ts$/.test(file) || file.startsWith('src/entry/') || isTest(file)

  it('nothing that a browser loads reaches a file of the server', () => {
    // What the pages load, followed through every import that is not of types alone.
    const next = new Map<string, string[]>()
    for (const each of imports) if (!each.typeOnly) next.set(each.file, [...(next.get(each.file) ?? []), each.target])
    const wrong: string[] = []
    const seen = new Set<string>()
    const walk = (file: string): void => {
      if (seen.has(file)) return
      seen.add(file)
      for (const target of next.get(file) ?? []) {
        if (/\.server\.ts$/.test(target)) wrong.push(`${file} -> ${target}`)
        else walk(target)
      }
    }
    for (const file of files) if (file.endsWith('.svelte') || (/^src\/routes\/.*\/?\+(?:page|layout)\.ts$/.test(file) && !ofTheServer(file))) walk(file)
    expect(wrong).toEqual([])
  })

  it('the browser’s door of a module reaches no file of the server', () => {
    const wrong = imports.filter(({ file, target, typeOnly }) => /^src\/modules\/[^/]+\/index\.ts$/.test(file) && target.includes('.server.') && !typeOnly)
    expect(wrong.map(told)).toEqual([])
  })
})

describe('routes', () => {
  const routes = files.filter((file) => file.startsWith('src/routes/'))

  it('hold no SQL', () => {
    const sql = /from ['"](?:kysely|pg)['"]|\b(?:select\s[^;]{1,200}\sfrom|insert\s+into|update\s+corridor\.|delete\s+from)\s|\.(?:selectFrom|insertInto|updateTable|deleteFrom)\(|tx\.client|selectRows/
    expect(routes.filter((file) => sql.test(readFileSync(join(projectRoot, file), 'utf8')))).toEqual([])
  })

  it('use no database but through the transaction that they are given', () => {
    const wrong = imports.filter(({ file, target, typeOnly }) => file.startsWith('src/routes/') && target.startsWith('src/platform/database/') && !typeOnly)
    expect(wrong.map(told)).toEqual([])
  })
})

describe('files', () => {
  it('are short enough to be read, apart from lists of words', () => {
    const wordLists = /^src\/(?:modules\/(?:register\/(?:occupations|import\/words|demo)\/|places\/)|platform\/names\/|platform\/database\/schema\.ts)/
    const long = files.filter((file) => !isTest(file) && !wordLists.test(file) && readFileSync(join(projectRoot, file), 'utf8').split('\n').length > 401)
    expect(long).toEqual([])
  })

  it('no test is switched off or alone, nothing is kept for later', () => {
    const testFiles = readdirSync(join(projectRoot, 'tests'), { recursive: true, withFileTypes: true }).filter((entry) => entry.name.endsWith('.ts')).map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)))
    const marks = new RegExp(['\\b(?:it|test|describe)\\.(?:only|skip|todo)\\b', '@ts-(?:ignore|nocheck)', ['TO', 'DO'].join(''), ['FIX', 'ME'].join('')].join('|'))
    expect([...files, ...testFiles].filter((file) => marks.test(readFileSync(join(projectRoot, file), 'utf8').replaceAll(/ctx\.skip/g, '')) && !file.endsWith('doors.test.ts'))).toEqual([])
  })
})
