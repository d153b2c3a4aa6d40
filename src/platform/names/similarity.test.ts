import { describe, expect, it } from 'vitest'
import { editDistance, jaro, jaroWinkler } from './similarity.ts'

describe('jaroWinkler', () => {
  it('gives the values of the literature', () => {
    // Winkler 1990 and the tables of the U.S. Bureau of the Census.
    for (const [a, b, plain, winkler] of [
      ['martha', 'marhta', 0.944, 0.961], ['dwayne', 'duane', 0.822, 0.84], ['dixon', 'dicksonx', 0.767, 0.813], ['jones', 'johnson', 0.79, 0.832], ['abroms', 'abrams', 0.889, 0.922],
    ] as const) {
      expect(jaro(a, b)).toBeCloseTo(plain, 3)
      expect(jaroWinkler(a, b)).toBeCloseTo(winkler, 3)
      expect(jaroWinkler(b, a)).toBeCloseTo(winkler, 3)
    }
  })

  it('is 1 for the same and 0 for nothing in common', () => {
    expect(jaroWinkler('', '')).toBe(1)
    expect(jaroWinkler('nino', 'nino')).toBe(1)
    expect(jaroWinkler('abc', 'xyz')).toBe(0)
    expect(jaroWinkler('abc', '')).toBe(0)
  })
})

/** The textbook matrix, as an independent oracle. */
function slowDistance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)))
  const at = (i: number, j: number): number => d[i]?.[j] ?? Infinity
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, at(i - 2, j - 2) + 1)
      const row = d[i]
      if (row !== undefined) row[j] = best
    }
  }
  return at(a.length, b.length)
}

describe('editDistance', () => {
  it('counts insertions, deletions, replacements and exchanged neighbours', () => {
    expect(editDistance('kitten', 'sitting', 5)).toBe(3)
    expect(editDistance('giorgi', 'gioirg', 5)).toBe(2)
    expect(editDistance('lela', 'llea', 2)).toBe(1)
    expect(editDistance('ca', 'abc', 5)).toBe(3)
    expect(editDistance('', 'abc', 5)).toBe(3)
  })

  it('stops at its limit', () => {
    expect(editDistance('kitten', 'sitting', 2)).toBe(3)
    expect(editDistance('a', 'abcdef', 2)).toBe(3)
    expect(editDistance('x'.repeat(500), 'y'.repeat(500), 2)).toBe(3)
  })

  it('agrees with the textbook matrix on 3,000 random pairs', () => {
    let seed = 1
    const random = (below: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648
      return Math.floor((seed / 2147483648) * below)
    }
    const word = (): string => Array.from({ length: random(9) }, () => 'abc'[random(3)]).join('')
    for (let n = 0; n < 3000; n += 1) {
      const [a, b] = [word(), word()]
      expect(editDistance(a, b, 20)).toBe(slowDistance(a, b))
      expect(editDistance(a, b, 2)).toBe(Math.min(3, slowDistance(a, b)))
    }
  })
})
