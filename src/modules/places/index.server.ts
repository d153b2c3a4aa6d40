/** The server's door of places: what needs the list of cities. */
export { cityName, findCitiesByPrefix, findCitiesOf, findCity, getCity, readPlaceAbroad } from './gazetteer.server.ts'
