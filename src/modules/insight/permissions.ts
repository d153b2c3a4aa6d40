import { definePermissions } from '#platform/access/permissions.ts'

export const permissions = definePermissions({
  'figure.read': ['administrator', 'officer', 'field', 'moderator', 'counsellor', 'planner', 'auditor', 'grantee'],
})
