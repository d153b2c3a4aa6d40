import { definePermissions } from '#platform/access/permissions.ts'

export const permissions = definePermissions({
  'place.read': ['administrator', 'officer', 'field', 'moderator', 'counsellor', 'planner', 'auditor', 'grantee'],
})
