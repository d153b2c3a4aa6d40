/**
 * One copy of every module in one process. The server's bundle must not carry copies of the modules that the command line, the
 * worker and the composition in `src/entry` run from source: two copies are two pools and two caches. So in the server build
 * every `.ts` and `.json` of `src/modules`, `src/platform` and `messages` stays outside, under the name by which package.json
 * (`imports`) finds it, and Node runs it from source. Components (`.svelte`) and what lies in `src/ui` are bundled.
 */
import { dirname, relative, resolve, sep } from 'node:path'
import type { Plugin } from 'vite'

const outside = [
  { folder: 'src/modules', name: '#modules' },
  { folder: 'src/platform', name: '#platform' },
  { folder: 'messages', name: '#messages' },
]

export function oneCopy(root = process.cwd()): Plugin {
  return {
    name: 'corridor:one-copy',
    apply: 'build',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'ssr',
    resolveId(source, importer) {
      if (!/\.(ts|json)$/.test(source)) return
      const id = source.startsWith('#') ? source : nameOf(source, importer, root)
      if (id && outside.some(({ name }) => id.startsWith(`${name}/`))) return { id, external: true, moduleSideEffects: true }
    },
  }
}

/** The `#…` name of a relative import that lands in one of the folders. */
function nameOf(source: string, importer: string | undefined, root: string): string | undefined {
  if (!importer || !source.startsWith('.')) return undefined
  const path = relative(root, resolve(dirname(importer), source)).split(sep).join('/')
  const found = outside.find(({ folder }) => path.startsWith(`${folder}/`))
  return found && path.replace(found.folder, found.name)
}
