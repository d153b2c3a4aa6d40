import { definePermissions } from '#platform/access/permissions.ts'

export const permissions = definePermissions({
  'office.create': ['operator'],
  'office.configure': ['administrator'],
  'staff.read': ['administrator', 'auditor'],
  'staff.manage': ['administrator'],
  'staff.reset_second_factor': ['administrator'],
  /** Of any account, wherever it works. */
  'account.reset_second_factor': ['operator'],
  'token.manage': ['administrator'],
  'mail.read': ['administrator', 'officer', 'auditor', 'grantee'],
  'mail.send_again': ['administrator', 'officer'],
  /** To see the link in a mail that stayed in the house: whoever opens it acts as the person, so it is noted. */
  'mail.open_personal_link': ['administrator', 'officer'],
  'mail.open_invitation': ['administrator'],
  'operator.ask_access': ['operator'],
  'operator.see_access': ['administrator', 'auditor'],
})
