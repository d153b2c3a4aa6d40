// The routes as the files of src/routes say, so that a test which walks them cannot forget a new one.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { projectRoot } from '#platform/root.ts'

export interface Route { readonly id: string; readonly page: boolean; readonly methods: string[]; readonly actions: string[] }

const routesFolder = join(projectRoot, 'src/routes')

/** Every route with its page, its methods and each named action, as the files say. */
export function findRoutes(): Route[] {
  const routes = new Map<string, { page: boolean; methods: string[]; actions: string[] }>()
  for (const entry of readdirSync(routesFolder, { recursive: true, withFileTypes: true })) {
    if (!/^\+(?:page\.svelte|page\.server\.ts|server\.ts)$/.test(entry.name)) continue
    const id = `/${relative(routesFolder, entry.parentPath).split('/').filter((part) => !/^\(.*\)$/.test(part)).join('/')}`
    const route = routes.get(id) ?? { page: false, methods: [], actions: [] }
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8')
    if (entry.name === '+page.svelte') route.page = true
    if (entry.name === '+server.ts') route.methods.push(...[...text.matchAll(/export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/g)].map(([, name]) => name!))
    if (entry.name === '+page.server.ts') {
      const block = /export const actions\b[^=]*=[^{]*\{([^]*?)\n\}/.exec(text)?.[1] ?? ''
      route.actions.push(...[...block.matchAll(/^ {2}(?:async )?(\w+)(?:\(|:|,)/gm)].map(([, name]) => name!))
    }
    routes.set(id, route)
  }
  return [...routes].map(([id, route]) => ({ id, ...route })).sort((a, b) => (a.id < b.id ? -1 : 1))
}
