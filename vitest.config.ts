// Tests run the sources as they are, without SvelteKit. One PostgreSQL serves the whole run, started by the first test
// that asks for a database (tests/support/database.ts), so pure tests cost nothing.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // The sources are plain TypeScript; the project's own tsconfig rests on files that only a build makes.
  tsconfig: './tests/support/transform.tsconfig.json',
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    // On a machine that runs much else, a browser may come late; a journey that fails twice fails.
    retry: process.env.CI ? 1 : 0,
    globalSetup: ['tests/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A hanging handle is a fault to be seen, not to be waited for.
    teardownTimeout: 10_000,
    allowOnly: false,
  },
})
