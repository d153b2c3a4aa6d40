import type { Session } from '#modules/accounts/index.server.ts'
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
      /** Somebody signed in, in whatever stage: only `open` may work (then `actor` is somebody too, where the address names an office). */
      session?: Session
      /** The office of the token of the API that asks. */
      tokenOffice?: { id: string; slug: string }
      /** Headings `set-cookie` that go out with the answer, redirects included. */
      newCookies: string[]
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
