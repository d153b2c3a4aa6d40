/** Arithmetic of charts: no drawing here. */

/** Round steps (1, 2, 2.5 or 5 times a power of ten) from the one at or below `min` to the last at or below `max`, about `count` of them. */
export function ticks(min: number, max: number, count = 4): number[] {
  if (!(max > min)) return [min]
  const rough = (max - min) / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.9) ?? 10) * power
  const first = Math.floor(min / step + 1e-9)
  const last = Math.floor(max / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

/** A linear scale as a function; a domain without extent gives the middle of the range. */
export function linear(from: readonly [number, number], to: readonly [number, number]): (value: number) => number {
  const extent = from[1] - from[0]
  if (extent === 0) return () => (to[0] + to[1]) / 2
  return (value) => to[0] + ((value - from[0]) / extent) * (to[1] - to[0])
}

/** Path of a line through points; a null breaks the line. */
export function linePath(points: readonly (readonly [number, number] | null)[]): string {
  let pen = 'M'
  return points
    .map((point) => {
      if (!point) {
        pen = 'M'
        return ''
      }
      const step = `${pen}${short(point[0])} ${short(point[1])}`
      pen = 'L'
      return step
    })
    .join('')
}

/** At most two decimals: a tenth of a pixel is finer than any screen. */
export function short(value: number): number {
  return Math.round(value * 100) / 100
}

/** Moves positions apart until neighbours keep `distance`, order kept, each as near to its wish as the ones before allow. */
export function spread(positions: readonly number[], distance: number): number[] {
  const order = positions.map((_, i) => i).sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0))
  const placed = [...positions]
  let floor = -Infinity
  for (const i of order) {
    placed[i] = Math.max(positions[i] ?? 0, floor)
    floor = (placed[i] ?? 0) + distance
  }
  return placed
}
