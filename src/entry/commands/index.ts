// The commands, each a small file of its own. To add one: write src/entry/commands/<name>.ts and a line here.
import type { Command } from '../command.ts'

export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  'office create': () => import('./office.ts').then((file) => file.officeCreate),
  'account link': () => import('./office.ts').then((file) => file.accountLink),
  'account reset-second-factor': () => import('./office.ts').then((file) => file.accountResetSecondFactor),
  'operator appoint': () => import('./office.ts').then((file) => file.operatorAppoint),
  start: () => import('./start.ts').then((file) => file.start),
  migrate: () => import('./migrate.ts').then((file) => file.migrateCommand),
  backup: () => import('./backup.ts').then((file) => file.backup),
  restore: () => import('./restore.ts').then((file) => file.restore),
  doctor: () => import('./doctor.ts').then((file) => file.doctor),
  'people import': () => import('./people-import.ts').then((file) => file.peopleImport),
  'people duplicates': () => import('./people-duplicates.ts').then((file) => file.peopleDuplicates),
  'people find': () => import('./people-find.ts').then((file) => file.peopleFind),
}
