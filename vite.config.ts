import { sveltekit } from '@sveltejs/kit/vite'
import adapter from '@sveltejs/adapter-node'
import { defineConfig } from 'vite'
import { oneCopy } from './scripts/one-copy.ts'

export default defineConfig({
  plugins: [
    oneCopy(),
    sveltekit({
      adapter: adapter({ out: 'build', precompress: true }),
      // Pages kept in a cache or read offline are shown at other depths than they were rendered at.
      paths: { relative: false },
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
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
