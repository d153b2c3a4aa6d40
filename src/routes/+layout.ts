import { loadTranslator } from '#platform/i18n/index.ts'
import type { LayoutLoad } from './$types'

/** No page has scripts unless its surface says so (the Desk does). */
export const csr = false

/** The language's messages: from the server's memory there, as one file of that language in a browser. */
export const load: LayoutLoad = async ({ data }) => ({
  ...data,
  translator: await loadTranslator(data.language, { timeZone: data.timeZone }),
})
