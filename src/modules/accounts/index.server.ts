/** The door of accounts on the server. */
export { askForNewEmail, changePassword, checkResetLink, confirmNewEmail, forgotPassword, LINK_MINUTES, makeResetLink, resetPassword } from './account-links.server.ts'
export { createAccount, createDemoAccount, findAccountId, requireGoodPassword, type DemoMember, type NewAccount } from './create-account.server.ts'
export { answerAuth } from './handler.server.ts'
export { resetSecondFactor } from './reset-second-factor.server.ts'
export { beginTotp, confirmTotp, findSecondFactors, removeSecondFactor, renewBackupCodes, type SecondFactors, type TotpSetUp } from './second-factor.server.ts'
export { actorOfRequest, actorOfSession, hashOfSecret, readSession, recognise, type AccountsApp, type Membership, type Recognised, type RequestFacts, type Session, type Stage } from './session.server.ts'
export { findDemoAccounts, signIn, signInToDemo, signOut, signOutEverywhere, startSession, verifyCode, type DemoAccount, type Requester, type SignedIn } from './sign-in.server.ts'
import './problems.ts'
