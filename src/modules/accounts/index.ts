/** The door of accounts for pages: the forms. */
export { changeEmailForm, changePasswordForm, codeForm, emailField, forgotForm, newAccountForm, ownPasswordForm, PASSWORD_LONGEST, PASSWORD_SHORTEST, personName, resetForm, signInForm } from './contract.ts'
