/** The door of offices on the server. */
export { findOffice, officeDay, type Office } from './find-office.server.ts'
export { getOfficeSettings, type OfficeSettings } from './office-settings.server.ts'
