// What must hold of every page, whoever reads it, on whatever screen.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds, each as "rule: elements". It is run past the content policy, so the journey needs bypassCSP. Only the rules named, where some are. */
export async function axeFaults(page: Page, rules: readonly string[] = []): Promise<string[]> {
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(axe)
  const options = rules.length ? JSON.stringify({ runOnly: rules }) : '{}'
  return page.evaluate<string[]>(`axe.run(${options}).then(({ violations }) => violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', ')))`)
}

/** Elements that stick out of a page that scrolls sideways; none where it does not. */
export async function overflow(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const over = document.scrollingElement.scrollWidth - innerWidth
    if (over <= 0) return []
    const out = [...document.querySelectorAll('body *')].filter((each) => { const box = each.getBoundingClientRect(); return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1) })
    return ['wider by ' + over + ' px: ' + out.slice(0, 6).map((each) => each.tagName + '.' + each.className).join(', ')]
  })()`)
}

/** Title, one main heading, language and direction. */
export async function headFaults(page: Page, language: string): Promise<string[]> {
  const head = await page.evaluate<{ title: string; headings: number; lang: string; dir: string; keys: string[] }>(`({
    title: document.title, headings: document.querySelectorAll('h1').length, lang: document.documentElement.lang, dir: document.documentElement.dir,
    keys: [...new Set(document.body.innerText.match(/\\b(?:ui|desk|register|people|import|linkage|offices|accounts|portal|rights|role|insight)\\.[a-z_]+(?:\\.[a-z_]+)*\\b/g) ?? [])].filter((each) => !/\\.(?:csv|json|xlsx|example|org)$/.test(each)),
  })`)
  return [
    ...(head.title.trim() ? [] : ['no title']),
    ...(head.headings === 1 ? [] : [`${head.headings} main headings`]),
    ...(head.lang === language && head.dir === (language === 'ar' ? 'rtl' : 'ltr') ? [] : [`lang ${head.lang}, dir ${head.dir}`]),
    ...head.keys.map((key) => `the key ${key} instead of its text`),
  ]
}
