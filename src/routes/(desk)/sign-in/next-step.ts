import { redirect } from '@sveltejs/kit'
import type { Stage } from '#modules/accounts/index.server.ts'

/** Where somebody in this stage goes on. */
export function nextStep(stage: Stage, to: string): string {
  if (stage === 'open') return to
  return `/sign-in/${stage === 'set_up' ? 'set-up-second-factor' : 'second-factor'}?to=${encodeURIComponent(to)}`
}

/** Sends on who is further than this page, or not as far: `stage` undefined is nobody. */
export function requireStage(stage: Stage | undefined, wanted: Stage | undefined, to: string): void {
  if (stage === wanted) return
  redirect(303, stage === undefined ? `/sign-in?to=${encodeURIComponent(to)}` : nextStep(stage, to))
}
