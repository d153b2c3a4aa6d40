/**
 * Draws `src/ui/maps/world.svg`, the ground of every map: land of Natural Earth (1:110 million, public domain, from the package
 * world-atlas) in the projection of `src/ui/maps/projection.ts`. It is an image of its own, so that a page carries only its
 * dots, and its grey is half transparent, so that it serves in light and dark. Run it again after a change of the projection.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { geoPath } from 'd3-geo'
import { merge, mesh } from 'topojson-client'
import { mapSize, projection } from '../src/ui/maps/projection.ts'

const atlas = JSON.parse(readFileSync(new URL('../node_modules/world-atlas/countries-110m.json', import.meta.url), 'utf8'))
const antarctica = '010'
const path = geoPath(projection().precision(0)).digits(1)
const countries = { ...atlas.objects.countries, geometries: atlas.objects.countries.geometries.filter((g: { id: string }) => g.id !== antarctica) }
const land = relative(path(merge(atlas, countries.geometries)))
const borders = relative(path(mesh(atlas, countries, (a, b) => a !== b)))

/** The same path in steps from point to point: a third of the size. */
function relative(absolute: string | null): string {
  let [x, y] = [0, 0]
  return (absolute ?? '').replace(/([ML])([-\d.]+),([-\d.]+)/g, (_, letter: string, a: string, b: string) => {
    const [toX, toY] = [Math.round(Number(a) * 10), Math.round(Number(b) * 10)]
    const step = letter === 'M' ? `M${toX / 10} ${toY / 10}` : `l${(toX - x) / 10} ${(toY - y) / 10}`
    ;[x, y] = [toX, toY]
    return step.replaceAll(/(^|[ Ml-])0\./g, '$1.').replaceAll(' -', '-')
  })
}

writeFileSync(
  new URL('../src/ui/maps/world.svg', import.meta.url),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${mapSize.width} ${mapSize.height}"><path fill="#8b9088" fill-opacity=".26" d="${land}"/>` +
    `<path fill="none" stroke="#8b9088" stroke-opacity=".45" stroke-width=".6" d="${borders}"/></svg>\n`,
)
