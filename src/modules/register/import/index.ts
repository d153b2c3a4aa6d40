/** The understanding of an import: from rows of a spreadsheet to people, without I/O. */
export * from './contract.ts'
export { explainProblem, problemMessageKey } from './explain.ts'
export { proposeMapping, type ProposalOptions } from './propose-mapping.ts'
export { createRowReader, type RowReaderOptions } from './read-row.ts'
export { applyRemembered, mappingFingerprint } from './remember-mapping.ts'
export { createColumnStudy, type ColumnStudy, type DateEvidence, type FileEvidence, type SheetEvidence } from './study-columns.ts'
