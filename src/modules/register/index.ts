/** The door of the register in a browser and everywhere. */
export * from './contract.ts'
export { checkPartialDate, formatPhone, freshnessOf, readContact, readPhone, type FieldMistake, type Freshness } from './rules.ts'
export { freshnessValues, peopleFilter, peopleSorts, reachValues, readPeopleFilter, writePeopleFilter, type PeopleFilter } from './people-filter.ts'
export { readFamilyForm, type TypedContact, type TypedFamily, type TypedMigrant } from './family-form.ts'
