/**
 * A telephone is lost, and the backup codes with it. Somebody who knows the owner takes the second factor away; whether they may is for
 * the caller to decide. The password still stands between the account and a stranger, and the owner is told.
 */
import { defaultLanguage, isLanguage } from '#platform/i18n/languages.ts'
import { translator } from '#platform/i18n/index.server.ts'
import type { Tx } from '#platform/database/types.ts'
import { newId } from '#platform/ids/uuid.ts'
import { sendAccountMail } from '#platform/mail/outbox.server.ts'
import { ProblemError } from '#platform/problems/problem.ts'
import { secondFactorResetMail } from './account-mail.ts'

/**
 * Takes away the authenticator app, its backup codes and all passkeys, ends every session, and tells the owner by mail. At the next
 * sign-in with the password a new second factor is set up.
 * @throws ProblemError not_found where there is no such account, or it is one of the demo, which has none
 */
export async function resetSecondFactor(tx: Tx, accountId: string): Promise<void> {
  const { rows } = await tx.client.query<{ name: string; email: string; language: string | null }>(
    `update auth."user" set "twoFactorEnabled" = false, "updatedAt" = now() where id = $1 and "isDemo" is not true returning name, email, language`, [accountId])
  const owner = rows[0]
  if (!owner) throw new ProblemError('not_found')
  await tx.client.query('delete from auth."twoFactor" where "userId" = $1', [accountId])
  await tx.client.query('delete from auth.passkey where "userId" = $1', [accountId])
  await tx.client.query('delete from auth.session where "userId" = $1', [accountId])
  const language = isLanguage(owner.language) ? owner.language : defaultLanguage
  await sendAccountMail(tx, accountId, {
    idempotencyKey: `second_factor:${newId()}`, kind: 'account.second_factor_reset', to: { address: owner.email, name: owner.name }, language, content: secondFactorResetMail(translator(language)),
  })
}
