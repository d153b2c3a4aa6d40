import { mapSize } from './projection.ts'

export interface Frame {
  x: number
  y: number
  width: number
  height: number
}

/** Around the outermost dots, in parts of the frame. */
const margin = 0.16
/** The ground is drawn for the whole world: closer than this it would look coarse. */
const closest = mapSize.width / 5

/** The part of the drawing that holds all points, with a margin, in the drawing's own proportion and inside it. */
export function frameOf(points: readonly (readonly [number, number])[]): Frame {
  if (points.length === 0) return { x: 0, y: 0, ...mapSize }
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const proportion = mapSize.width / mapSize.height
  const wide = Math.max(...xs) - Math.min(...xs)
  const tall = Math.max(...ys) - Math.min(...ys)
  const width = Math.min(mapSize.width, Math.max(closest, wide * (1 + 2 * margin), tall * (1 + 2 * margin) * proportion))
  const height = width / proportion
  const within = (middle: number, size: number, whole: number) => Math.max(0, Math.min(whole - size, middle - size / 2))
  return {
    x: within((Math.max(...xs) + Math.min(...xs)) / 2, width, mapSize.width),
    y: within((Math.max(...ys) + Math.min(...ys)) / 2, height, mapSize.height),
    width,
    height,
  }
}

const largest = 22
const smallest = 3

/** Radius in pixels of the whole map: area in proportion to the count, never too small to see. */
export function dotRadius(count: number, most: number): number {
  return Math.max(smallest, largest * Math.sqrt(Math.max(0, count) / Math.max(1, most)))
}
