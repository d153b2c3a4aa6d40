/** The door of the register on the server. */
import './permissions.ts'
import './problems.ts'

export { registerFamily, addDays, type RegisteredFamily } from './register-family.server.ts'
export { addContact, addNote, addTie, changeContact, movePerson, recordConsent, removeContact, removeTie, revisePerson, type ContactChange, type Told } from './revise-person.server.ts'
export { erasePerson, markDeceased, removePerson, restorePerson, REMOVAL_WAITING_DAYS } from './end-person.server.ts'
export { PERSON_PAGE_QUERIES, readPerson, type PersonPage } from './read-person.server.ts'
export { personNameKey, storeCollections, storeHouseholds, storePeople, type NewCollection, type NewHousehold, type NewPerson } from './store-people.server.ts'
export { getHouseholdOrThrow, getOfficeCountry, getPersonOrThrow, refreshReach } from './queries.server.ts'
export { findPeopleIds, listPeople, peopleCondition, PEOPLE_A_PAGE, PEOPLE_LIST_QUERIES, streamPeople, type ExportedPerson, type PersonRow } from './list-people.server.ts'
export { editMany, MAX_BULK_EDIT, undoEdit, type BulkAction } from './edit-many.server.ts'
export { findDrafts, findViews, getDraftOrThrow, removeDraft, removeView, saveDraft, saveView } from './drafts.server.ts'
export { findWaiting, type Waiting } from './waiting.server.ts'
