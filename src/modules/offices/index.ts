/** The door of offices for pages: the forms. */
export { invitationForm, newOfficeForm, OPERATOR_HOURS_LONGEST, operatorAccessForm, secondFactorForm, settingsForm, setUpForm, staffForm, TOKEN_DAYS_LONGEST, tokenForm, tokenRoles, type NewOffice, type Settings, type SetUp } from './contract.ts'
