// Somebody without a mouse: goes with Tab, sees at every stop where the focus is, and is never caught.
import { expect } from 'vitest'
import type { Page } from './browser.ts'

type Locator = ReturnType<Page['locator']>

/** What has the focus, in words, and whether it can be seen that it has: drawn, inside the window, with an outline. */
const stop = `(() => {
  const at = document.activeElement
  if (!at || at === document.body) return { name: 'the page', seen: true }
  const box = at.getBoundingClientRect(), style = getComputedStyle(at)
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 1
  // A field of a date holds a button of the browser's own, which draws its own outline.
  const outlined = at.type === 'date' || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
  return { name: at.tagName.toLowerCase() + ' ' + (at.name || at.innerText || at.ariaLabel || at.id || '').slice(0, 40), seen: inside && outlined }
})()`

/** Presses Tab until the element has the focus. @throws where a stop cannot be seen, or the element is not reached in `most` stops */
export async function tabTo(page: Page, target: Locator, most = 120): Promise<void> {
  await target.waitFor()
  const way: string[] = []
  for (let stops = 0; stops < most; stops++) {
    await page.keyboard.press('Tab')
    const { name, seen } = await page.evaluate<{ name: string; seen: boolean }>(stop)
    way.push(name)
    expect(seen, `the focus on ${name} is seen`).toBe(true)
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return
  }
  throw new Error(`not reached by keyboard: ${target.toString()}; the way was ${way.join(', ')}`)
}

/** Goes there and presses Enter. */
export async function enter(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

/** Goes there and types. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.type(text)
}

/** Whether the focus is on the element or inside it. */
export const holdsFocus = (target: Locator): Promise<boolean> => target.evaluate((element) => element.contains(element.ownerDocument.activeElement))
