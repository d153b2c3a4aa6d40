/** Forms of signing in, shared by pages and operations. */
import { z } from 'zod'

export const PASSWORD_SHORTEST = 10
export const PASSWORD_LONGEST = 200
export const EMAIL_LONGEST = 254

/** An address as accounts keep it: trimmed, lower case. */
export const emailField = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, { error: 'required' })
  .max(EMAIL_LONGEST, { error: 'too_long' })
  .pipe(z.email({ error: 'not_an_email' }))

const typedPassword = z.string().min(1, { error: 'required' }).max(PASSWORD_LONGEST, { error: 'too_long' })

export const signInForm = z.object({ email: emailField, password: typedPassword })
/** Six digits of an authenticator app, or a backup code; spaces do not count. */
export const codeForm = z.object({ code: z.string().transform((text) => text.replace(/\s+/g, '')).pipe(z.string().min(6, { error: 'code_form' }).max(20, { error: 'code_form' })) })
export const forgotForm = z.object({ email: emailField })
/** Rules for a new password: rules.ts. */
export const resetForm = z.object({ password: typedPassword })
export const changePasswordForm = z.object({ current: typedPassword, password: typedPassword })
/** For what an open session alone may not do. */
export const ownPasswordForm = z.object({ current: typedPassword })
export const changeEmailForm = z.object({ email: emailField, current: typedPassword })
export const personName = z.string().trim().min(1, { error: 'required' }).max(200, { error: 'too_long' })
export const newAccountForm = z.object({ name: personName, password: typedPassword })
