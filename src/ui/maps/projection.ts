/** One projection for the ground (scripts/world-map.ts) and for what lies on it: Equal Earth, areas true to each other. */
import { geoEqualEarth, type GeoProjection } from 'd3-geo'

/** Pixels of the drawing; latitudes from 58° south to 80° north. */
export const mapSize = { width: 960, height: 420 }

export function projection(): GeoProjection {
  return geoEqualEarth().rotate([-11, 0]).scale(175).translate([480, 248])
}

/** Longitude and latitude in degrees to a place on the drawing. */
export function createPlace(): (longitude: number, latitude: number) => [number, number] {
  const project = projection()
  return (longitude, latitude) => {
    const [x, y] = project([longitude, latitude]) ?? [0, 0]
    return [Math.round(x * 10) / 10, Math.round(y * 10) / 10]
  }
}
