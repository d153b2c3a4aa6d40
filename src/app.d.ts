import type { Actor } from '#platform/access/actor.ts'
import type { Office } from '#modules/offices/index.server.ts'
import type { Tx } from '#platform/database/types.ts'
import type { Language, Translator } from '#platform/i18n/index.ts'

declare global {
  namespace App {
    interface Error {
      status: number
      message: string
      /** Code of the problem (`#platform/problems`), where it is one. */
      code?: string
      /** Number of the request, which a reader quotes and the log finds. */
      reference?: string
    }
    interface Locals {
      requestId: string
      language: Language
      translator: Translator
      actor: Actor
      /** The office that the address names; there on every route with `[office]`. */
      office: Office
      /** The office's day, ISO. */
      today: string
      /** A transaction in the office, as the actor. */
      within: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
    }
    interface PageData {
      language: Language
      translator?: Translator
    }
  }
}
