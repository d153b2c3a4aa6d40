/**
 * Names across scripts: keys by which the same name is found however it was written, and how alike two names are.
 * Pure functions, the same on the server, in a worker and in a browser.
 */
export { MAX_NAME_LENGTH, NAME_KEYS_VERSION, nameKey } from './name-key.ts'
export { soundKey, soundOfKey } from './sound-key.ts'
export { toLatin } from './letters.ts'
export { scriptOf } from './script.ts'
export type { Script } from './script.ts'
export { editDistance, jaro, jaroWinkler } from './similarity.ts'
export { areFormsOfOneName } from './short-forms.ts'
