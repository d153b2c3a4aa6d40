import { findMail, mailStates } from '#modules/offices/index.server.ts'
import { getApp } from '#platform/app.ts'
import type { PageServerLoad } from './$types'

const LAST_PAGE = 10_000

export const load: PageServerLoad = async ({ locals, url }) => {
  const state = mailStates.find((known) => known === url.searchParams.get('state'))
  const page = Math.min(LAST_PAGE, Math.max(1, Number.parseInt(url.searchParams.get('page') ?? '1', 10) || 1))
  return { ...(await locals.within((tx) => findMail(tx, { state, page }))), state: state ?? null, page, states: [...mailStates], leaves: getApp().config.smtpUrl !== undefined && !locals.office.isDemo }
}
