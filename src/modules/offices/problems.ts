import { defineConstraints, defineProblems } from '#platform/problems/problem.ts'

export const problems = defineProblems({
  last_administrator: { status: 409 },
  /** One's own second factor is changed on the page of the own account. */
  own_second_factor: { status: 409 },
  /** The account operates the platform or has a higher role in another office. */
  second_factor_of_others: { status: 409 },
  invitation_spent: { status: 410 },
  /** The invitation is for another address than the one signed in. */
  invitation_of_another: { status: 409 },
  invitation_needs_sign_in: { status: 409 },
  /** The demo is for looking: nobody comes to work there. */
  demo_only: { status: 409 },
  already_set_up: { status: 409 },
  mail_has_left: { status: 409 },
  no_mail_server: { status: 409 },
})

defineConstraints({
  office_slug_free: { field: 'slug', code: 'slug_taken' },
  office_slug_form: { field: 'slug', code: 'slug_form' },
  helper_has_a_day: { field: 'until', code: 'required' },
  operator_reason_length: { field: 'reason', code: 'reason_short' },
})
