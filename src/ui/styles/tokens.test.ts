import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)')

/** Custom properties that hold a plain colour, as red, green and blue from 0 to 255. */
function coloursOf(text: string): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const [, name = '', hex = ''] of text.matchAll(/--([\w-]+): #([0-9a-f]{3}|[0-9a-f]{6});/g)) {
    const long = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex
    found.set(name, [0, 2, 4].map((at) => Number.parseInt(long.slice(at, at + 2), 16)))
  }
  return found
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(rgb: number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: number[], b: number[]): number {
  const [bright, dim] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (bright + 0.05) / (dim + 0.05)
}

const texts = [
  ...['ink', 'ink-2', 'teal', 'clay', 'leaf', 'rust'].flatMap((text) => ['paper', 'raised', 'sunken'].map((ground) => [text, ground])),
  ...['teal', 'clay', 'leaf', 'rust'].flatMap((tone) => [[tone, `${tone}-wash`], ['ink', `${tone}-wash`], ['ink-2', `${tone}-wash`]]),
  ['on-teal', 'teal'],
  ['on-teal', 'teal-deep'],
  ['teal-deep', 'teal-wash'],
  ['paper', 'rust'],
] as [string, string][]

test.each([['light', light], ['dark', dark]])('in the %s every text stands out from its ground by 4.5 to 1, every edge by 3 to 1', (_, text) => {
  const colours = coloursOf(text)
  const of = (name: string) => colours.get(name) ?? expect.unreachable(`no colour ${name}`)
  const weak = [
    ...texts.filter(([front, ground]) => contrast(of(front), of(ground)) < 4.5),
    ...['paper', 'raised'].map((ground) => ['edge', ground] as const).filter(([edge, ground]) => contrast(of(edge), of(ground)) < 3),
  ].map(([front, ground]) => `${front} on ${ground}: ${contrast(of(front), of(ground)).toFixed(2)}`)
  expect(weak).toEqual([])
})

test('styles know the start and the end of a line, never its left and right', () => {
  const names = ['base', 'parts', 'forms', 'tables', 'figures', 'desk-shell', 'portal-shell']
  const sided = names.filter((name) => /(?:^|[\s;{-])(?:left|right)\s*[:;]|(?:margin|padding|border)-(?:left|right)|text-align:\s*(?:left|right)/m.test(readFileSync(new URL(`./${name}.css`, import.meta.url), 'utf8')))
  expect(sided).toEqual([])
})
