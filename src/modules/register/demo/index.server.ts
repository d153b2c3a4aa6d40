/** The door of the demo on the server: writing it to the database. */
export { loadDemo } from './load.server.ts'
