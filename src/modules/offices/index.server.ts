/** The door of offices on the server. */
export { createToken, findTokens, revokeToken, type ApiToken } from './api-tokens.server.ts'
export { countryOfPlace, createOffice, languagesOfCountry, makeOffice, timeZoneOfCountry, type CreatedOffice, type OfficeFacts, type OfficesApp } from './create-office.server.ts'
export { housekeepingJob, INVITATION_KEPT_DAYS, keepHouse } from './housekeeping.server.ts'
export { findOffice, officeDay, type Office } from './find-office.server.ts'
export { getOfficeSettings, type OfficeSettings } from './office-settings.server.ts'
export {
  acceptAsMember, acceptAsNewcomer, findInvitations, getInvitation, INVITATION_DAYS, inviteAgain, inviteStaff, revokeInvitation, type FollowedInvitation, type Invited, type OpenInvitation,
} from './invitations.server.ts'
export { findMail, getMail, mailStates, openKeptMail, sendMailAgain, type Mail, type MailRow, type MailState } from './mailbox.server.ts'
export { appointOperator, askForAccess, findOffices, findOperatorAccess, type OfficeOverview, type OperatorAccess } from './operators.server.ts'
export { resetAnySecondFactor, resetStaffSecondFactor, whyNotResetSecondFactor, type WhyNotReset } from './reset-second-factor.server.ts'
export { isSetUp, removeDemoJob, requireSetUpAllowed, setUp, setUpCode, sitsAtTheMachine } from './set-up.server.ts'
export { getSettings, reviseSettings } from './settings.server.ts'
export { endStaff, findStaff, getStaff, reviseStaff, type StaffMember } from './staff.server.ts'
