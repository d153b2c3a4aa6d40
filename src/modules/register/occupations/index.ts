/** The door of occupations (ISCO-08) within the register. */
export * from './occupations.ts'
