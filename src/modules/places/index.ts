/** The door of places, for browser and server: countries, corridors and the words of places. */
export * from './contract.ts'
export { countries, countryName, findCountry, getCountry } from './countries.ts'
export { corridorKey, parseCorridorKey, reversed } from './corridors.ts'
export { placeKey } from './place-key.ts'
