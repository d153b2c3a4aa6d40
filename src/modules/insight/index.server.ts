/** The door of insight on the server. */
export { getOfficeFigures, type OfficeFigures, type VillageFigures } from './office-figures.server.ts'
export { getFiguresEndpoint } from './api.ts'
