/** What drawing an import needs of its states. */
export { isRunning } from '../states.ts'
