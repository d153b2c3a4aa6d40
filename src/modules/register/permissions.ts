import { definePermissions } from '#platform/access/permissions.ts'

export const permissions = definePermissions({
  // Planners and moderators open the Desk too: they see figures or their queue, no people.
  'desk.open': ['administrator', 'officer', 'field', 'moderator', 'counsellor', 'planner', 'auditor', 'grantee'],
  'person.read': ['administrator', 'officer', 'field', 'counsellor', 'auditor', 'grantee'],
  'person.register': ['administrator', 'officer', 'field'],
  'person.revise': ['administrator', 'officer', 'field', 'person'],
  'person.note': ['administrator', 'officer', 'field'],
  'person.remove': ['administrator', 'officer'],
  'person.erase': ['administrator', 'officer', 'person'],
  'person.export': ['administrator', 'officer'],
  'person.edit_many': ['administrator', 'officer'],
  'person.merge': ['administrator', 'officer'],
  'person.link': ['administrator', 'officer', 'field'],
  'person.own': ['person'],
  'notice.read': ['administrator', 'officer', 'field', 'auditor'],
  'notice.tell': ['administrator', 'officer', 'field'],
  'import.read': ['administrator', 'officer', 'auditor'],
  'import.run': ['administrator', 'officer'],
})
