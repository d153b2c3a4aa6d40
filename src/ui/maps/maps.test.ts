import { expect, test } from 'vitest'
import { countryPlaces } from './country-places.ts'
import { dotRadius, frameOf } from './frame.ts'
import { placeLabels } from './labels.ts'
import { createPlace, mapSize } from './projection.ts'

test('every country of the list lies on the map and has a name', () => {
  const place = createPlace()
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const off = Object.entries(countryPlaces).filter(([code, [longitude, latitude]]) => {
    const [x, y] = place(longitude, latitude)
    return names.of(code) === undefined || x < 0 || x > mapSize.width || y < 0 || y > mapSize.height
  })
  expect(off).toEqual([])
})

test('a map shows the part that holds its dots, never less than a fifth of the world, never beyond its edge', () => {
  const near = frameOf([[500, 200], [510, 205]])
  expect(near.width).toBe(mapSize.width / 5)
  expect(frameOf([[0, 0], [960, 420]])).toEqual({ x: 0, y: 0, ...mapSize })
  expect(frameOf([[2, 2]])).toMatchObject({ x: 0, y: 0 })
  expect(frameOf([])).toEqual({ x: 0, y: 0, ...mapSize })
})

test('the area of a dot grows with its count', () => {
  expect(dotRadius(400, 400) / dotRadius(100, 400)).toBeCloseTo(2)
  expect(dotRadius(1, 1_000_000)).toBe(3)
})

test('a name stands beside its dot, and is left out rather than laid on another', () => {
  const circles = [{ x: 100, y: 100, r: 10 }, { x: 125, y: 100, r: 10 }]
  const frame = { x: 0, y: 0, width: 400, height: 200 }
  expect(placeLabels([{ text: 'Greece', circle: 0 }, { text: 'Italy', circle: 1 }], circles, 12, frame)).toMatchObject([{ text: 'Greece', anchor: 'end' }, { text: 'Italy', anchor: 'start' }])
  expect(placeLabels([{ text: 'Greece', circle: 0 }], circles, 12, { x: 90, y: 90, width: 20, height: 20 })).toEqual([])
})
