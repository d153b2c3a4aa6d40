export type { DB } from './schema.ts'
export type { Tx, Scope, Within } from './within.server.ts'
