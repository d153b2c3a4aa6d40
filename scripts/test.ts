// What `npm test` runs: the type check, then all tests. Arguments are passed on to vitest (a path, -t NAME), in which case
// the type check is left out. The last line says how many passed and failed; the exit code is 1 where any failed.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface VitestResult {
  success: boolean
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { name: string; status: string; message: string; assertionResults: { status: string }[] }[]
}

interface Tally {
  passed: number
  failed: number
  skipped: number
}

const root = join(import.meta.dirname, '..')
const args = process.argv.slice(2)

/** Runs a script of a package under this Node; true where it ended well. */
function runPackage(path: string, ...rest: string[]): boolean {
  const env = { ...process.env, NODE_ENV: 'test' }
  return spawnSync(process.execPath, [join(root, 'node_modules', path), ...rest], { cwd: root, env, stdio: 'inherit' }).status === 0
}

function checkTypes(): Tally {
  if (!existsSync(join(root, 'vite.config.ts'))) return { passed: 0, failed: 0, skipped: 0 }
  const right = runPackage('@sveltejs/kit/svelte-kit.js', 'sync') && runPackage('svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json', '--output', 'human', '--fail-on-warnings')
  console.log(right ? 'Types are right.' : 'The type check failed.')
  return { passed: right ? 1 : 0, failed: right ? 0 : 1, skipped: 0 }
}

/** A file that could not be run at all has no tests in the result: it counts as one failed. */
function tally(result: VitestResult): Tally {
  const broken = result.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'))
  return { passed: result.numPassedTests, failed: result.numFailedTests + broken.length, skipped: result.numPendingTests + result.numTodoTests }
}

function runTests(): Tally {
  const folder = mkdtempSync(join(tmpdir(), 'corridor-test-result-'))
  const file = join(folder, 'result.json')
  try {
    const ended = runPackage('vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args)
    if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }
    const counted = tally(JSON.parse(readFileSync(file, 'utf8')) as VitestResult)
    // An error outside of any test (an unhandled rejection, say) fails the run too.
    return ended || counted.failed > 0 ? counted : { ...counted, failed: 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const parts = [...(args.length === 0 ? [checkTypes()] : []), runTests()]
const sum = (key: keyof Tally): number => parts.reduce((total, part) => total + part[key], 0)
const skipped = sum('skipped')
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0
