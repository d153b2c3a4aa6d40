import type { Actor } from '#platform/access/actor.ts'
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
    }
    interface PageData {
      language: Language
      translator: Translator
    }
  }
}
