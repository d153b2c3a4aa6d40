/** The door of the demo: who lives in it. Writing it to the database is load.server.ts. */
export * from './contract.ts'
export type { OfficeSpec, PopulationKit, StaffSpec, VillageSpec } from './kit.ts'
export { imereti, imeretiOffices } from './imereti/index.ts'
export { demoMigrants, demoSeed, generateDrafts, generatePopulation, placeVillages, shareMigrants } from './population.ts'
export type { PopulationRequest } from './population.ts'
