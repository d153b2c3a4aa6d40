import { dirname, relative, resolve, sep } from 'node:path'
import { sveltekit } from '@sveltejs/kit/vite'
import adapter from '@sveltejs/adapter-node'
import { defineConfig, type Plugin } from 'vite'

export default defineConfig({
  environments: {
    client: {
      // A page takes from the door of the design system what it shows, and no map where it has none.
      build: { rolldownOptions: { treeshake: { moduleSideEffects: (id) => !/\/(?:src\/ui\/.*\.(?:svelte|ts)|node_modules\/(?:d3-|internmap|topojson).*)$/.test(id) } } },
    },
  },
  plugins: [
    oneCopy(),
    sveltekit({
      adapter: adapter({ out: process.env.CORRIDOR_BUILD ?? 'build', precompress: true }),
      // Pages kept in a cache or read offline are shown at other depths than they were rendered at.
      paths: { relative: false },
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          // The one style attribute there is: SvelteKit's own announcer of page changes, by the hash of its text.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:', 'blob:'],
          'connect-src': ['self'],
          'worker-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
      // Styles stay in files of their own: a reader fetches them once, and style-src needs no exception.
      inlineStyleThreshold: 0,
      // The field surface registers its own; no other page carries a script for it.
      serviceWorker: { register: false },
    }),
  ],
})

/**
 * One copy of every module in one process. The server's bundle must not carry copies of the modules that the command line, the
 * worker and the composition in `src/entry` run from source: two copies are two pools and two caches. So in the server build
 * every `.ts` and `.json` of `src/modules`, `src/platform` and `messages` stays outside, under the name by which package.json
 * (`imports`) finds it, and Node runs it from source. Components (`.svelte`) and what lies in `src/ui` are bundled.
 */
const outside = [
  { folder: 'src/modules', name: '#modules' },
  { folder: 'src/platform', name: '#platform' },
  { folder: 'messages', name: '#messages' },
]

function oneCopy(root = process.cwd()): Plugin {
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
