/** The door of offices on the server. */
export { findOffice, officeDay, type Office } from './find-office.server.ts'
