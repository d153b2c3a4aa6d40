import { defineConstraints, defineProblems } from '#platform/problems/problem.ts'

export const problems = defineProblems({
  person_changed_meanwhile: { status: 409 },
  family_changed_meanwhile: { status: 409 },
  person_has_no_email: { status: 422 },
  draft_too_large: { status: 413 },
})

defineConstraints({
  family_name_length: { field: 'familyName', code: 'too_long' },
  given_name_length: { field: 'givenName', code: 'too_long' },
  somebody_has_a_name: { field: 'familyName', code: 'no_name' },
  born_form: { field: 'born', code: 'partial_date' },
  contact_once: { field: 'contact', code: 'contact_known' },
  contact_value_length: { field: 'contact', code: 'too_long' },
  note_length: { field: 'note', code: 'too_long' },
  tie_to_another: { field: 'other', code: 'tie_to_self' },
})
