/** The server's door of places: what needs the list of cities, and the places of an office. */
import './permissions.ts'

export { cityName, findCitiesByPrefix, findCitiesOf, findCity, getCity, readPlaceAbroad } from './gazetteer.server.ts'
export { ensurePlaces, wantedKey, type WantedPlace } from './operations.server.ts'
export { findPlaces, type PlaceRow } from './queries.server.ts'
export { findPlacesEndpoint } from './api.ts'
