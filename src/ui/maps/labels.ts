/** Names beside the largest dots, where there is room: a name that would lie on a dot or on another name is left out. */
import type { Frame } from './frame.ts'

export interface Circle {
  x: number
  y: number
  r: number
}

export interface PlacedLabel {
  text: string
  x: number
  y: number
  anchor: 'start' | 'end' | 'middle'
}

interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

/** Average width of a letter in parts of the font's size: generous, for Georgian is wide. */
const letter = 0.62

/**
 * @param wanted texts, most important first, each with the index of its circle
 * @param size height of the font in units of the map
 */
export function placeLabels(wanted: readonly { text: string; circle: number }[], circles: readonly Circle[], size: number, frame: Frame): PlacedLabel[] {
  const taken: Box[] = circles.map(({ x, y, r }) => ({ left: x - r, right: x + r, top: y - r, bottom: y + r }))
  const placed: PlacedLabel[] = []
  for (const { text, circle } of wanted) {
    const dot = circles[circle]
    const choice = dot && candidates(text, dot, size).find(({ box }) => inside(box, frame) && !taken.some((other) => touch(box, other)))
    if (!choice) continue
    taken.push(choice.box)
    placed.push(choice.label)
  }
  return placed
}

function candidates(text: string, { x, y, r }: Circle, size: number): { label: PlacedLabel; box: Box }[] {
  const width = text.length * size * letter
  const gap = size * 0.4
  const at = (anchor: PlacedLabel['anchor'], labelX: number, baseline: number) => {
    const left = anchor === 'start' ? labelX : anchor === 'end' ? labelX - width : labelX - width / 2
    return { label: { text, x: labelX, y: baseline, anchor }, box: { left, right: left + width, top: baseline - size * 0.85, bottom: baseline + size * 0.25 } }
  }
  return [
    at('end', x - r - gap, y + size * 0.35),
    at('start', x + r + gap, y + size * 0.35),
    at('middle', x, y + r + gap + size * 0.85),
    at('middle', x, y - r - gap),
  ]
}

function touch(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

function inside(box: Box, frame: Frame): boolean {
  return box.left >= frame.x && box.right <= frame.x + frame.width && box.top >= frame.y && box.bottom <= frame.y + frame.height
}
