// A real browser for journeys, Chromium from npm. A journey fails on anything unexpected in the console, on errors of the
// page, and on requests that leave this machine.
import chromium from '@sparticuz/chromium'
import { chromium as driver, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'

export type { BrowserContext, Page }

let launched: Promise<Browser> | undefined

/** The browser of this test file, closed after its tests. The package's own arguments hold --single-process, which dies with the first page. */
function browser(): Promise<Browser> {
  if (!launched) {
    launched = chromium.executablePath().then((executablePath) => driver.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'] }))
    afterAll(async () => (await launched)?.close())
  }
  return launched
}

export interface JourneyOptions extends BrowserContextOptions {
  /** The server's address; pages may be opened by their path then. */
  readonly address: string
  /** Console messages that belong to the journey, such as the 404 of a page that is looked for on purpose. */
  readonly expected?: readonly RegExp[]
}

/**
 * Runs a journey in a context of its own (no cookies of others).
 * @param options.javaScriptEnabled false for the journeys that must work without scripts
 */
export async function journey<T>(options: JourneyOptions, walk: (page: Page, context: BrowserContext) => Promise<T>): Promise<T> {
  const { address, expected = [], ...contextOptions } = options
  const context = await (await browser()).newContext({ baseURL: address, locale: 'en-GB', viewport: { width: 1280, height: 800 }, ...contextOptions })
  context.setDefaultTimeout(15_000)
  const unexpected: string[] = []
  const note = (text: string): void => {
    if (!expected.some((pattern) => pattern.test(text))) unexpected.push(text)
  }
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) note(`${message.type()}: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => note(`page error: ${error.error().message}`))
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (/^https?:$/.test(url.protocol) && url.host !== new URL(address).host) note(`a request to ${url.host}`)
  })
  try {
    const result = await walk(await context.newPage(), context)
    expect(unexpected, 'messages in the console').toEqual([])
    return result
  } finally {
    await context.close()
  }
}
